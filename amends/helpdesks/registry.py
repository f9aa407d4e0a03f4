"""The helpdesks that desk.yml names, put together from the settings. SettingError where one lacks what it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Never

from amends.assistant.context import Context
from amends.errors import SettingError
from amends.helpdesks import chatwoot, webhook
from amends.helpdesks.chatwoot import ChatwootHelpdesk
from amends.helpdesks.helpdesk import CHATWOOT, MAIL, WEBHOOK, Helpdesk, Inbound
from amends.helpdesks.mail import MailHelpdesk
from amends.helpdesks.mailbox import Mailbox, Polling
from amends.helpdesks.reply_parser import ReplyRules
from amends.helpdesks.summary import Summary
from amends.helpdesks.webhook import WebhookHelpdesk
from amends.messages.mail import SmtpSettings
from amends.settings_helpdesks import (
    ChatwootHelpdeskSettings,
    HelpdeskSettings,
    MailHelpdeskSettings,
    WebhookHelpdeskSettings,
)


@dataclass(frozen=True)
class Inlet:
    """How one merchant's helpdesk calls us. `is_genuine` takes headers in lower case, the body and the Unix time."""

    kind: str
    is_genuine: Callable[[Mapping[str, list[str]], bytes, float], bool] = field(repr=False)
    read: Callable[[bytes], Inbound | None]


@dataclass(frozen=True)
class Helpdesks:
    """All by merchant id: where cases go, who may call, and which mailboxes are looked into."""

    out: Mapping[str, Helpdesk] = field(default_factory=dict)
    inlets: Mapping[str, Inlet] = field(default_factory=dict)
    mailboxes: Mapping[str, Polling] = field(default_factory=dict)


def open_all(context: Context, given: Mapping[str, HelpdeskSettings], smtp: SmtpSettings) -> Helpdesks:
    """What each merchant's desk.yml asks for."""
    out: dict[str, Helpdesk] = {}
    inlets: dict[str, Inlet] = {}
    mailboxes: dict[str, Polling] = {}
    _no_shared_secret(given)
    for merchant, rules in context.desks.items():
        own = given.get(merchant, HelpdeskSettings())
        words = _words(context, merchant)
        match rules.helpdesk:
            case "mail":
                mail = own.mail or _lacking(merchant, MAIL)
                out[merchant] = _mail(mail, smtp, words, context)
                mailboxes[merchant] = _polling(mail, merchant, context)
            case "webhook":
                hook = own.webhook or _lacking(merchant, WEBHOOK)
                out[merchant], inlets[merchant] = _webhook(hook, context)
            case "chatwoot":
                chat = own.chatwoot or _lacking(merchant, CHATWOOT)
                out[merchant], inlets[merchant] = _chatwoot(chat, words)
    return Helpdesks(out, inlets, mailboxes)


def _mail(given: MailHelpdeskSettings, smtp: SmtpSettings, words: Summary, context: Context) -> MailHelpdesk:
    secret = given.secret.get_secret_value()
    return MailHelpdesk(given.address, given.answers, smtp, words, context.clock, secret)


def _polling(given: MailHelpdeskSettings, merchant: str, context: Context) -> Polling:
    password, secret = given.imap_password.get_secret_value(), given.secret.get_secret_value()
    mailbox = Mailbox(given.imap_host, given.imap_port, given.imap_user, password, given.imap_tls)
    return Polling(context, mailbox, ReplyRules(merchant, given.address, given.answers, secret))


def _webhook(given: WebhookHelpdeskSettings, context: Context) -> tuple[Helpdesk, Inlet]:
    secret = given.secret.get_secret_value()
    inlet = Inlet(WEBHOOK, partial(webhook.is_genuine, secret), webhook.read)
    return WebhookHelpdesk(given.url, context.clock, secret), inlet


def _chatwoot(given: ChatwootHelpdeskSettings, words: Summary) -> tuple[Helpdesk, Inlet]:
    token, secret = given.token.get_secret_value(), given.secret.get_secret_value()
    inlet = Inlet(CHATWOOT, partial(chatwoot.is_genuine, secret), partial(chatwoot.read, account=given.account))
    return ChatwootHelpdesk(given.url, given.account, given.inbox, words, token), inlet


def _words(context: Context, merchant: str) -> Summary:
    known = context.merchants[merchant].merchant
    return Summary(context.sentences, known.languages[0], known.zone)


def _lacking(merchant: str, kind: str) -> Never:
    raise SettingError(
        f"policies/{merchant}/desk.yml has `helpdesk: {kind}`, and AMENDS_HELPDESKS has no {kind} for {merchant}. "
        "Set it as docs/helpdesks.md shows, or write `helpdesk: none`."
    )


def _no_shared_secret(given: Mapping[str, HelpdeskSettings]) -> None:
    """With a secret of its own for each, a call for one merchant cannot be played to another."""
    secrets = [secret for own in given.values() for secret in own.secrets()]
    if len(set(secrets)) != len(secrets):
        raise SettingError("AMENDS_HELPDESKS has the same secret twice. Give each helpdesk one of its own.")
