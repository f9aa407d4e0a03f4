"""What products are called: in the customer's language where the merchant says so, else as the order system has it."""

from pathlib import Path

import pytest

from amends.errors import PolicyError
from amends.orders.order import Product
from amends.policy.loader import load_merchant
from tests.policy_folder import folder

__all__ = ["folder"]

NAMES = """UPTIME-12:
    nb: "Oppetidsmåling, 12 måneder"
    nl: "Uptimebewaking, 12 maanden"
    sv: "Drifttidsövervakning, 12 månader"
    de: "Verfügbarkeitsüberwachung, 12 Monate\""""


def changed(folder: Path, new: str) -> Path:
    file = folder / "norrnet/merchant.yml"
    text = file.read_text("utf-8")
    assert NAMES in text
    file.write_text(text.replace(NAMES, new), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("product", "language", "read"),
    [
        (Product("Uptime tracking", "service", "UPTIME-12"), "nb", "Oppetidsmåling, 12 måneder"),
        (Product("Uptime tracking", "service", "UPTIME-12"), "en", "Uptime tracking"),
        (Product("Uptime tracking", "service", "OTHER"), "nb", "Uptime tracking"),
        (Product("Uptime tracking", "service"), "nb", "Uptime tracking"),
        (Product("Daglig kopi", "service"), "en", "Daily backup"),
        (Product("Daglig kopi", "service", "NOT-NAMED"), "en", "Daily backup"),
    ],
)
def test_the_name_that_a_customer_reads(folder: Path, product: Product, language: str, read: str) -> None:
    merchant = load_merchant(changed(folder, f"{NAMES}\n  Daglig kopi: {{en: Daily backup}}"), "norrnet").merchant
    assert merchant.name_of(product, language) == read


@pytest.mark.parametrize(
    ("names", "said"),
    [("UPTIME-12: {}", "there is no name here"), ("UPTIME-12: {fr: Mesure}", "`fr` is not known here")],
)
def test_a_product_without_a_name_in_a_language_of_ours_is_refused(folder: Path, names: str, said: str) -> None:
    with pytest.raises(PolicyError, match=said):
        load_merchant(changed(folder, names), "norrnet")
