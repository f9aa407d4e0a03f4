"""Runs inside Rasa's environment: YAML is read as ruamel.yaml reads it by itself, and no scalar adds to what the next
is held to. Exit code 0 when so."""

import os
import sys

from rasa.shared.utils.io import read_yaml
from ruamel.yaml.resolver import VersionedResolver

from rasa_addons import yaml_scalars

os.environ["A_VALUE"] = "kept"
SCALARS = [
    "yes", "no", "on", "~", "null", "''", '""', "12", "0o14", "014", "1_000", "1.5", ".inf", "-.5", "1e3", "0x1f",
    "2026-11-18", "2026-11-18T10:00:00Z", "190:20:30", "true", "False", "${A_VALUE}", "a ${A_VALUE} b",
    "'${A_VALUE}'", "plain words", "ærlig talt", "-", "x: y",
]  # fmt: skip
TEXT = "".join(f"- {scalar}\n" for scalar in SCALARS * 3)


def longest() -> int:
    """How many patterns the words of one reading were held to at most."""
    held = 0
    of_class = VersionedResolver.resolve

    def resolve(self, kind, value, implicit):  # type: ignore[no-untyped-def]
        nonlocal held
        found = of_class(self, kind, value, implicit)
        held = max([held, *map(len, self.versioned_resolver.values())])
        return found

    VersionedResolver.resolve = resolve
    try:
        read_yaml(TEXT)
    finally:
        VersionedResolver.resolve = of_class
    return held


def read() -> list:  # type: ignore[type-arg]
    """As Rasa reads files, and as it reads what it checks; of the second, the tag where it has one."""
    return [[(repr(getattr(each, "value", each)), str(getattr(each, "tag", ""))) for each in read_yaml(TEXT, kind)]
            for kind in ("safe", "rt")]  # fmt: skip


before = read()
grown = longest()
yaml_scalars.install()
yaml_scalars.install()
after = read()
if after != before or not longest() < 10 < grown:
    sys.exit(f"before {before}\nafter {after}\nheld to {longest()}, where it was {grown}")
