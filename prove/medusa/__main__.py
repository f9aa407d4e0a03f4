"""Proves the connector on a real Medusa: python -m prove.medusa. It is installed once, which takes minutes.

An order is paid twice in the shop, the customer asks for the second payment, and the answer to the refund is lost on
the way. What else the stand-in of the tests says of Medusa is tried on it as well. PostgreSQL has to be installed.
"""

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.proxy import Proxy
from prove import npm
from prove.installation import Installation
from prove.medusa import scenes
from prove.medusa.proof import NUMBERS, Proof, orders
from prove.medusa.shop import Owner
from prove.taking_part import Bank, play
from prove.transcript import Transcript
from tests import postgres
from tests.ports import free_port

HERE = Path(__file__).parent
OWNER = "owner@example.com"
SCENES = (
    scenes.paid_twice, scenes.without_care, scenes.doubts, scenes.stumbles, scenes.cancelled, scenes.by_hand,
    scenes.checked,
)  # fmt: skip


@contextmanager
def shop(folder: Path, told: Transcript) -> Iterator[Proof]:
    port, password = free_port(), secrets.token_urlsafe(16)
    url, database = f"http://127.0.0.1:{port}", f"{postgres.cluster()}/shop"
    postgres.told(f"{postgres.cluster()}/postgres", "CREATE DATABASE shop")
    more = {
        "DATABASE_URL": database.replace("postgresql+psycopg", "postgres"), "SHOP_SECRET": secrets.token_urlsafe(16),
        "SHOP_FOLDER": str(folder), "MEDUSA_DISABLE_TELEMETRY": "true", "NODE_ENV": "production",
    }  # fmt: skip
    installed = npm.install(HERE)
    with npm.running(installed, [str(port), OWNER, password], folder / "ready", more), Proxy(port) as proxy:
        postgres.told(database, "ALTER SEQUENCE order_display_id_seq RESTART WITH 1001")
        owner = Owner(url, OWNER, password)
        customers = owner.open_shop()
        amends = Installation(folder, "medusa", orders(proxy.url), NUMBERS, {"key": owner.key()})
        yield Proof(told, proxy, amends, owner, customers, Bank(folder))


if __name__ == "__main__":
    sys.exit(play(shop, SCENES))
