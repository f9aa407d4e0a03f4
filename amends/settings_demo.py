"""What the demo stands in for: once it is off, each of these has to be set, or customers would meet the demo's."""

import ipaddress
from collections.abc import Iterator, Mapping, Set
from typing import Any
from urllib.parse import urlsplit

EXAMPLES = {
    "internal_secret": "<what `openssl rand -base64 32` prints>",
    "order_backend_url": "https://orders.example.com",
    "smtp_host": "smtp.example.com",
    "smtp_port": "587",
    "smtp_from": "no-reply@example.com",
}
"""By setting, with an example. One that is set to the demo's own value is as it was wished."""


def left_to_the_demo(prefix: str, given: Set[str], order_backends: Mapping[str, Any]) -> Iterator[str]:
    """Settings that are not `given`, as `name|what is wrong`. With backends of the merchants' own, none is needed for
    all: which merchants there are is known later."""
    for name, example in EXAMPLES.items():
        if name not in given and not (name == "order_backend_url" and order_backends):
            yield f"{name}|is required when AMENDS_DEMO is false, for example {prefix}{name.upper()}={example}"


def is_own(host: str) -> bool:
    """Whether only this machine itself reaches that name or address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.rstrip(".").casefold() == "localhost" or host.rstrip(".").casefold().endswith(".localhost")


def reached_by_others(prefix: str, host: str, public_url: str) -> Iterator[str]:
    """What would let strangers in to the demo, whose passwords everybody knows, as `name|what is wrong`."""
    way_out = f"For real customers set {prefix}DEMO=false; to show the demo to others, {prefix}DEMO_PUBLIC=true"
    if not is_own(host):
        yield f"host|is {host}, where others reach the demo and the known passwords of its desk. {way_out}"
    if not is_own(urlsplit(public_url).hostname or ""):
        yield f"public_url|is {public_url}, where others reach the demo and the known passwords of its desk. {way_out}"
