"""The one place where real parts are chosen and put together. Tests build the same with parts of their own."""

from dataclasses import dataclass, field
from datetime import timedelta

from amends import clock, settings
from amends.assistant.context import Context, Limits
from amends.db.session import Database
from amends.desk import rules as desk
from amends.helpdesks import opening
from amends.helpdesks.opening import Helpdesks
from amends.helpdesks.watching import watch
from amends.notices.mail import SmtpSettings
from amends.notices.sentences import Sentences
from amends.orders.http import HttpOrderBackend
from amends.policy.loader import load_all
from amends.settings import Settings


@dataclass(frozen=True)
class Core:
    """What a process of ours works with."""

    settings: Settings
    context: Context
    helpdesks: Helpdesks = field(default_factory=Helpdesks)


def build(chosen: Settings | None = None) -> Core:
    """Put the core together from the settings: SettingError or PolicyError say what is wrong with them."""
    chosen = chosen or settings.load()
    merchants = load_all(chosen.policies_folder)
    backends = {}
    for merchant in merchants:
        backend = chosen.order_backend(merchant)
        backends[merchant] = HttpOrderBackend(
            backend.url,
            backend.token.get_secret_value(),
            merchant,
            timeout=chosen.order_backend_timeout_s,
            total=chosen.order_backend_total_s,
        )
    context = Context(
        database=Database(chosen.database_url),
        merchants=merchants,
        backends=backends,
        numbers={name: found.merchant.order_numbers for name, found in merchants.items()},
        sentences=Sentences(chosen.domain_folder),
        clock=clock.now,
        desks=desk.load_all(chosen.policies_folder, merchants),
        limits=Limits(chosen.identity_tries, timedelta(minutes=chosen.identity_ttl_minutes)),
    )
    helpdesks = opening.open_all(context, chosen.helpdesks, smtp_of(chosen))
    watch(context.database, frozenset(helpdesks.out))
    return Core(chosen, context, helpdesks)


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
