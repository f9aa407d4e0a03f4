"""Values of settings as they stand in the environment: written as text, and read where a type of Python has none."""

import ipaddress
import json
from typing import Annotated, Any

from pydantic import AfterValidator, SecretStr


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
