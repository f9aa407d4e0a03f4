"""Settings of the calls that our own processes make to each other, on one machine or on several."""

import ipaddress
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from amends.settings_values import PREFIX

LOOPBACK = "127.0.0.1"
_URL = r"https?://[^\s/,]+(/[^\s,]*)?"


def _is_address(given: str) -> str:
    try:
        ipaddress.ip_address(given)
    except ValueError:
        raise ValueError(f"{given!r} is no IP address, such as 127.0.0.1, 10.0.0.5, or 0.0.0.0 for all") from None
    return given


Address = Annotated[str, AfterValidator(_is_address)]
"""An IP address to listen on."""


def internal_host_field() -> Any:
    """Where what is not for the public listens."""
    return Field(
        LOOPBACK,
        description="Address that Rasa, the action server and the worker's health check listen on; `0.0.0.0` for all "
        "of this machine's. What they say to each other is signed and not encrypted, and /health and /metrics answer "
        "anybody: other than 127.0.0.1 only in a network of your own (docs/operations.md).",
    )


def rasa_url_field() -> Any:
    """One server or several; on this machine until it is set."""

    def url(values: dict[str, Any]) -> str:
        return f"http://{LOOPBACK}:{values['rasa_port']}"

    return Field(
        default_factory=url,
        pattern=rf"^{_URL}(\s*,\s*{_URL})*$",
        description="Address of the Rasa server, as web calls it; or several, with commas between: each conversation "
        "goes to one of them, and to another while that one cannot be reached.",
        json_schema_extra={"shown": f"http://{LOOPBACK}:<{PREFIX}RASA_PORT>"},
    )


def near(host: str) -> str:
    """Where this machine itself reaches what listens on `host`, as it stands in a URL."""
    address = ipaddress.ip_address(host)
    if address.is_unspecified:
        return LOOPBACK if address.version == 4 else "[::1]"
    return host if address.version == 4 else f"[{host}]"
