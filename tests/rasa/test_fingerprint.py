"""A model is named by all that it is made of."""

import re
from pathlib import Path

from rasa_addons.fingerprint import inputs
from tests.rasa.server import ROOT


def test_a_changed_component_is_another_model() -> None:
    """Every module that config.yml names, and what these import of ours, is among what a model is made of."""
    text = (ROOT / "config.yml").read_text("utf-8")
    named = {".".join(name.split(".")[:2]) for name in re.findall(r"rasa_addons(?:\.\w+)+", text)}
    assert {"rasa_addons.sentence_classifier", "rasa_addons.importer"} <= named
    made_of, todo = set(), {Path(*name.split(".")).with_suffix(".py") for name in named}
    while todo:
        file = todo.pop()
        made_of.add(file)
        imported = re.findall(r"^from rasa_addons\.(\w+) import", (ROOT / file).read_text("utf-8"), re.MULTILINE)
        todo |= {Path("rasa_addons", f"{name}.py") for name in imported} - made_of
    assert made_of <= {path.relative_to(ROOT) for path in inputs(ROOT)}
