"""Proves the connector on a real Vendure: python -m prove.vendure. It is installed once, which takes minutes.

An order is paid twice in the shop, the customer asks for the second payment, and the answer to the refund is lost on
the way. What else the stand-in of the tests says of Vendure is tried on it as well.
"""

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.proxy import Proxy
from prove import npm
from prove.installation import Installation
from prove.taking_part import Bank, play
from prove.transcript import Transcript
from prove.vendure import scenes
from prove.vendure.proof import NUMBERS, Proof, orders
from prove.vendure.shop import Owner
from tests.ports import free_port

HERE = Path(__file__).parent
RIGHTS = ("ReadOrder", "UpdateOrder", "ReadCustomer")
SCENES = (
    scenes.paid_twice, scenes.without_care, scenes.doubts, scenes.by_line, scenes.by_hand, scenes.cancelled,
    scenes.checked,
)  # fmt: skip


@contextmanager
def shop(folder: Path, told: Transcript) -> Iterator[Proof]:
    port, password = free_port(), secrets.token_urlsafe(16)
    url = f"http://127.0.0.1:{port}"
    more = {"SUPERADMIN_PASSWORD": password, "VENDURE_DISABLE_TELEMETRY": "true", "NODE_ENV": "production"}
    installed = npm.install(HERE)
    with npm.running(installed, [str(port), str(folder)], folder / "ready", more), Proxy(port) as proxy:
        owner = Owner(url, password)
        variants = owner.open_shop()
        secret = {"key": owner.key(*RIGHTS)}
        amends = Installation(folder, "vendure", orders(proxy.url), NUMBERS, secret)
        yield Proof(told, proxy, amends, owner, url, variants, Bank(folder))


if __name__ == "__main__":
    sys.exit(play(shop, SCENES))
