"""docs/settings.md, printed from the settings themselves."""

from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from amends.settings import Settings
from amends.settings_values import PREFIX

HEAD = """\
# Settings

Printed by `make docs` from `amends/settings.py`; do not edit. Each setting is an environment variable, or a line
`NAME=value` in `amends.env` in the working directory (or in the file that `AMENDS_SETTINGS_FILE` names). The
environment wins. `NAME_FILE` instead of `NAME` names a file that holds the value, as Docker, Kubernetes and systemd
hand over secrets; nothing is given both ways. An unknown name or an invalid value stops every process, with a sentence
that says which. On Kubernetes set `enableServiceLinks: false`: a Service called `amends-web` would set
`AMENDS_WEB_PORT`.

| setting | default | meaning |
| --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    own = Settings.__annotations__  # what they take over from a part of their own stands last
    fields = sorted(Settings.model_fields.items(), key=lambda field: field[0] not in own)
    return HEAD + "".join(_row(name, field) for name, field in fields)


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{PREFIX}{name.upper()}` | {_default(field)} | {(field.description or '').replace('|', '\\|')} |\n"


def _default(field: FieldInfo) -> str:
    extra: Any = field.json_schema_extra
    if isinstance(extra, dict) and "shown" in extra:
        return f"`{extra['shown']}`"
    if field.default in (None, PydanticUndefined) or str(field.default) == "":
        return "none"
    value = field.default
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
