"""Values of settings as they stand in the environment: written as text, and read where a type of Python has none."""

import ipaddress
import json
from typing import Annotated, Any

from pydantic import AfterValidator, Field, SecretStr

from amends.settings_merchants import MIN_SECRET_CHARACTERS

PREFIX = "AMENDS_"
"""Of every setting's variable."""


def as_text(value: Any) -> str:
    """As it would be written in the environment; secrets in clear."""
    match value:
        case bool():
            return str(value).lower()
        case SecretStr():
            return value.get_secret_value()
        case dict():
            return json.dumps(value, default=_as_json)
        case _:
            return str(value)


def _as_json(value: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else value.model_dump()


def _of_networks(given: str) -> str:
    for each in given.split(","):
        try:
            ipaddress.ip_network(each.strip(), strict=False)
        except ValueError:
            raise ValueError(f"{each.strip()!r} is neither an address nor a network") from None
    return given


Networks = Annotated[str, AfterValidator(_of_networks)]
"""Addresses and networks of IP, with commas between."""


def local_url(port_field: str, description: str) -> Any:
    """A URL on this machine that follows a port until it is set by itself."""

    def url(values: dict[str, Any]) -> str:
        return f"http://127.0.0.1:{values[port_field]}"

    shown: dict[str, Any] = {"shown": f"http://127.0.0.1:<{PREFIX}{port_field.upper()}>"}
    return Field(default_factory=url, pattern=r"^https?://[^\s/]+", description=description, json_schema_extra=shown)


def key(description: str) -> Any:
    """A secret that nobody can guess."""
    return Field(None, min_length=MIN_SECRET_CHARACTERS, description=description)


def port(default: int, description: str) -> Any:
    """A TCP port."""
    return Field(default, ge=1, le=65535, description=description)
