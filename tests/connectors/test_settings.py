"""From merchant.yml and the settings to an order backend, and what is said where something lacks."""

import os

import pytest

from amends import bootstrap, settings
from amends.connectors.backend import ConnectedBackend
from amends.connectors.registry import CONNECTORS
from amends.connectors.service_facts import WithFacts
from amends.connectors.source import PAYMENTS, RECORDS
from amends.errors import PolicyError, SettingError
from amends.orders.http import HttpOrderBackend
from amends.policy.merchant_reader import read_merchant
from tests.policy_folder import change, folder

__all__ = ["folder"]

NUMBERS = "order_numbers: {prefix: NN, digits: 5}"
SECRETS = {
    "stripe": '{"key": "sk_1"}',
    "woocommerce": '{"key": "ck_1", "secret": "cs_1"}',
    "mollie": '{"key": "live_1"}',
    "vipps": '{"client_id": "i", "client_secret": "s", "subscription_key": "k"}',
    "shopify": '{"token": "shpat_1"}',
    "vendure": '{"key": "k"}',
    "medusa": '{"key": "sk_1"}',
    "sql": '{"password": "p"}',
}


@pytest.fixture
def opened(folder, tmp_path, monkeypatch):
    """NorrNet's order backend with that `orders` in merchant.yml and those secrets in a file that the settings name."""
    for name in [name for name in os.environ if name.startswith("AMENDS_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def build(orders, secrets='{"another": "x"}'):
        change(folder / "norrnet/merchant.yml", NUMBERS, f"{NUMBERS}\norders: {orders}")
        (tmp_path / "secrets.json").write_text(f'{{"norrnet": {{"secrets": {secrets}}}}}', "utf-8")
        monkeypatch.setenv("AMENDS_ORDER_BACKENDS_FILE", str(tmp_path / "secrets.json"))
        return bootstrap.order_backend_of(settings.load(), read_merchant(folder / "norrnet/merchant.yml"))

    return build


def test_every_kind_that_merchant_yml_may_name_can_be_made():
    assert set(CONNECTORS) == ({*RECORDS} - {"http"}) | {*PAYMENTS}


def test_without_a_word_about_it_orders_come_over_http(folder, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    merchant = read_merchant(folder / "norrnet/merchant.yml")
    assert isinstance(bootstrap.order_backend_of(settings.load(), merchant), HttpOrderBackend)


@pytest.mark.parametrize(
    ("kind", "orders"),
    [
        ("stripe", "{from: stripe}"),
        ("woocommerce", "{from: woocommerce, url: 'https://shop.example.com'}"),
        ("shopify", "{from: shopify, url: 'https://shop.myshopify.com'}"),
        ("vendure", "{from: vendure, url: 'https://shop.example.com/admin-api'}"),
        ("medusa", "{from: medusa, url: 'https://shop.example.com'}"),
        ("sql", "{from: sql, url: 'postgresql+psycopg://reader@db.example.com/shop'}"),
        ("stripe", "{from: sql, url: 'sqlite://', payments: stripe}"),
        ("mollie", "{from: sql, url: 'sqlite://', payments: mollie}"),
        ("vipps", "{from: sql, url: 'sqlite://', payments: vipps, options: {merchant_serial_number: '123'}}"),
    ],
)
def test_a_connector_is_made_of_both(opened, kind, orders):
    assert isinstance(opened(orders, SECRETS[kind]), ConnectedBackend)


def test_service_facts_come_beside_any_of_them(opened):
    orders = "{from: stripe, service_facts: 'https://facts.example.com/orders'}"
    assert isinstance(opened(orders, '{"key": "sk_1", "facts_token": "t"}'), WithFacts)


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        ("{from: stripe}", 'Write {"norrnet": {"secrets": {"key": "…"}}} there'),
        ("{from: woocommerce, url: 'https://a.example'}", '"key": "…", "secret": "…"'),
        ("{from: sql, url: 'nonsense'}", "the address of the orders' database cannot be used"),
        ("{from: sql}", "lacks orders.url"),
    ],
)
def test_what_lacks_is_said_with_the_way_out(opened, orders, said):
    with pytest.raises(SettingError) as caught:
        opened(orders)
    assert said in str(caught.value)


def test_vipps_needs_the_sales_unit(opened):
    with pytest.raises(SettingError, match=r"orders\.options\.merchant_serial_number"):
        opened("{from: sql, url: 'sqlite://', payments: vipps}", SECRETS["vipps"])


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        ("{from: magento}", "`magento` is not a known system with orders"),
        ("{url: 'https://a.example'}", "`from` is missing"),
        ("{from: stripe, payments: paypal}", "`paypal` is not a known provider of payments"),
        ("{from: stripe, kind: book}", "`book` is not a known kind of product"),
        ("{from: stripe, kinds: {R1: book}}", "`book` is not a known kind of product"),
        ("{from: stripe, fields: {colour: x}}", "`colour` is not known here"),
        ("{from: woocommerce, url: shop.example.com}", "is not an address"),
        ("{from: sql, url: 'postgresql://u:secret@db/shop'}", "there is a password in the address"),
        ("{from: woocommerce, url: 'https://a.example', payments: mollie}", "woocommerce tells its own payments"),
        ("{from: http, url: 'https://a.example'}", "is a setting"),
    ],
)
def test_a_fault_in_merchant_yml_is_named_and_no_password_is_repeated(opened, orders, said):
    with pytest.raises(PolicyError) as caught:
        opened(orders)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)
