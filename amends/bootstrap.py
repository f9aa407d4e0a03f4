"""The one place where real parts are chosen and put together. Tests build the same with parts of their own."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from amends import clock, settings
from amends.assistant.context import Context, Limits
from amends.connectors.coupon_list import WithCouponList
from amends.connectors.registry import Access, backend_of
from amends.connectors.source import HTTP
from amends.db import migrate
from amends.db.session import Database
from amends.desk.automation import trigger as automation
from amends.desk.targets import keeping
from amends.desk.webhooks import trigger as webhooks
from amends.helpdesks import registry
from amends.helpdesks.outbound_trigger import watch
from amends.helpdesks.registry import Helpdesks
from amends.merchants import merchant_files
from amends.messages.mail import SmtpSettings
from amends.messages.sentences import Sentences
from amends.orders.backend import OrderBackend
from amends.policy.policy import Merchant
from amends.pseudonyms import Pseudonyms
from amends.settings import Settings
from amends.settings_secrets import PSEUDONYM_SECRET_FILE, made


@dataclass(frozen=True)
class Core:
    """What a process of ours works with."""

    settings: Settings
    context: Context
    helpdesks: Helpdesks = field(default_factory=Helpdesks)


def start() -> Core:
    """The core of a process that is about to serve. SettingError where its database is not at this release's schema."""
    chosen = settings.load()
    migrate.require_newest(chosen.database_url)
    return build(chosen)


def build(chosen: Settings | None = None) -> Core:
    """Put the core together from the settings: SettingError or PolicyError say what is wrong with them."""
    chosen = chosen or settings.load()
    found = merchant_files.load(chosen.policies_folder)
    database = Database(chosen.database_url, pseudonyms_of(chosen))
    backends = {
        name: _with_coupons(order_backend_of(chosen, policies.merchant), policies.merchant, database)
        for name, policies in found.policies.items()
    }
    context = Context(
        database=database,
        merchants=found.policies,
        backends=backends,
        numbers={name: policies.merchant.order_numbers for name, policies in found.policies.items()},
        sentences=Sentences(chosen.domain_folder),
        clock=clock.now,
        desks=found.desks,
        articles=found.articles,
        public_url=chosen.public_url,
        **_keys(chosen),
        limits=Limits(chosen.identity_tries, timedelta(minutes=chosen.identity_ttl_minutes)),
    )
    helpdesks = registry.open_all(context, chosen.helpdesks, smtp_of(chosen))
    watch(context.database, frozenset(helpdesks.out))
    webhooks.watch(context.database)
    automation.watch(context.database)
    keeping.watch(context.database, context.merchants, context.desks)
    return Core(chosen, context, helpdesks)


def order_backend_of(chosen: Settings, merchant: Merchant) -> OrderBackend:
    """Where the merchant's orders are, as its merchant.yml and the settings say. SettingError."""
    needs_address = merchant.orders.records == HTTP
    backend = chosen.order_backend(merchant.id) if needs_address else chosen.order_backends.get(merchant.id)
    secrets = {} if backend is None else {name: each.get_secret_value() for name, each in backend.secrets.items()}
    access = Access(
        "" if backend is None else backend.url,
        "" if backend is None else backend.token.get_secret_value(),
        secrets,
        timeout=chosen.order_backend_timeout_s,
        total=chosen.order_backend_total_s,
    )
    return backend_of(merchant.id, merchant.orders, access)


def _with_coupons(backend: OrderBackend, merchant: Merchant, database: Database) -> OrderBackend:
    return WithCouponList(backend, database, merchant.id, clock.now) if merchant.lists_coupons else backend


def _keys(chosen: Settings) -> dict[str, Any]:
    """Derived from the internal secret. A process without one, which is a command, makes and checks no codes, and asks
    nobody who they are."""
    if chosen.internal_secret is None:
        return {}
    accepted = [secret.encode() for secret in chosen.accepted_secrets()]
    return {
        "code_keys": tuple(hashlib.sha256(b"code by e-mail:" + secret).digest() for secret in accepted),
        "identity_key": hashlib.sha256(b"identity tries:" + accepted[0]).digest(),
    }


def pseudonyms_of(chosen: Settings, *, make: bool = False) -> Pseudonyms:
    """Those of the installation. With the demo the secret is that of a file, which only `make` makes: before the first
    person is erased, none is needed."""

    def key() -> str | None:
        if chosen.pseudonym_secret is not None:
            return chosen.pseudonym_secret.get_secret_value()
        is_there = chosen.demo and (make or PSEUDONYM_SECRET_FILE.is_file())
        return made(PSEUDONYM_SECRET_FILE) if is_there else None

    return Pseudonyms(key)


def smtp_of(chosen: Settings) -> SmtpSettings:
    """The mail server as the settings name it."""
    password = chosen.smtp_password
    return SmtpSettings(
        host=chosen.smtp_host,
        port=chosen.smtp_port,
        sender=chosen.smtp_from,
        user=chosen.smtp_user,
        password=None if password is None else password.get_secret_value(),
        starttls=chosen.smtp_starttls,
        timeout_s=chosen.smtp_timeout_s,
    )
