"""A desk whose merchant has a helpdesk of its own, the worker that serves it, and the way back in."""

import hashlib
import hmac
import json
from dataclasses import dataclass, replace

import httpx
from fastapi import FastAPI
from sqlalchemy import select

from amends.audit.verify import verify
from amends.db.audit_tables import AuditRow
from amends.db.case_tables import CaseEntryRow
from amends.db.outbox import RetryRule
from amends.db.remedy_tables import JobRow
from amends.helpdesks import registry
from amends.helpdesks.outbound_trigger import watch
from amends.settings_helpdesks import HelpdeskSettings
from rasa_addons import signing
from tests.desk_core.scene import RULES, SENTENCES, Desk
from tests.helpdesks.receivers import Chatwoot
from tests.remedies.scene import ANNOUNCER
from web import helpdesks as calls
from web import problems
from web.deps import WebDeps
from worker.handlers import Handlers
from worker.helpdesks import HelpdeskJobs
from worker.loop import Worker

SECRET = "webhook-secret-of-norrnet-0123456789"
OTHER_SECRET = "webhook-secret-of-itnet-012345678901"
LETTER_SECRET = "letter-secret-of-norrnet-01234567890"
HELPDESK, ANSWERS = "help@support.example.com", "cases@answers.example.com"
RULE = RetryRule(attempts=3, first_s=1, max_s=4)


def mail_settings(imap_port=1):
    return {
        "address": HELPDESK,
        "answers": ANSWERS,
        "secret": LETTER_SECRET,
        "imap_host": "127.0.0.1",
        "imap_port": imap_port,
        "imap_user": "cases",
        "imap_password": "not-a-secret",
        "imap_tls": False,
    }


def settings_of(kind, url="", imap_port=1):
    parts = {
        "mail": mail_settings(imap_port),
        "webhook": {"url": url, "secret": SECRET},
        "chatwoot": {
            "url": url,
            "account": Chatwoot.ACCOUNT,
            "inbox": Chatwoot.INBOX,
            "token": Chatwoot.TOKEN,
            "secret": SECRET,
        },
    }
    return HelpdeskSettings.model_validate({kind: parts[kind]})


@dataclass
class House:
    """`kind` is norrnet's; itnet has a webhook with a secret of its own, to which nothing is ever sent here."""

    desk: Desk
    kind: str
    smtp: object
    url: str = ""
    imap_port: int = 1

    def __post_init__(self):
        rules = {
            "norrnet": replace(RULES["norrnet"], helpdesk=self.kind),
            "itnet": replace(RULES["itnet"], helpdesk="webhook"),
        }
        context = replace(self.desk.context, desks=rules)
        other = HelpdeskSettings.model_validate({"webhook": {"url": "http://127.0.0.1:1", "secret": OTHER_SECRET}})
        given = {"norrnet": settings_of(self.kind, self.url, self.imap_port), "itnet": other}
        self.context = context
        self.helpdesks = registry.open_all(context, given, self.smtp)
        self.jobs = HelpdeskJobs.of(context, self.helpdesks)
        watch(context.database, frozenset(self.helpdesks.out))
        handlers = Handlers(
            context.database, context.backends, ANNOUNCER, self.smtp, print, self.desk.clock, helpdesks=self.jobs
        )
        self.worker = Worker(handlers, RULE, jitter=lambda: 0.0)

    def app(self):
        """The calls alone, without the chat API around them."""
        app = FastAPI()
        app.state.deps = WebDeps(
            database=self.context.database,
            merchants={},
            sentences=SENTENCES,
            dialogue=None,
            clock=self.desk.clock,
            address_key=b"",
            helpdesks=self.helpdesks.inlets,
        )
        app.include_router(calls.router)
        problems.install(app)
        return app

    def work(self, turns=8, seconds=0):
        for _ in range(turns):
            self.worker.turn()
            self.desk.later(seconds=seconds)

    def at(self):
        return int(self.desk.now.timestamp())

    def timeline(self, number, kind):
        with self.desk.database.read() as session:
            found = select(CaseEntryRow).where(
                CaseEntryRow.case_id == self.desk.row(number).id, CaseEntryRow.kind == kind
            )
            return session.scalars(found.order_by(CaseEntryRow.id)).all()

    def audited(self, action):
        with self.desk.database.read() as session:
            assert verify(session) == []
            return session.scalars(select(AuditRow).where(AuditRow.action == action)).all()

    def queued(self, kind):
        with self.desk.database.read() as session:
            return session.scalars(select(JobRow).where(JobRow.kind == kind).order_by(JobRow.id)).all()


def signed(event, at, secret=SECRET):
    """(body, headers) of a genuine call of the webhook."""
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    return body, {signing.HEADER: signing.sign(secret, body, at)}


def signed_by_chatwoot(event, at, secret=SECRET):
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return body, {"X-Chatwoot-Signature": f"sha256={digest}", "X-Chatwoot-Timestamp": str(at)}


def post(url, body, headers, merchant="norrnet"):
    return httpx.post(
        f"{url}/v1/helpdesks/{merchant}/webhook", content=body, headers=headers, trust_env=False, timeout=60
    )


def agent_wrote(text, conversation, number=901, **changes):
    """Chatwoot's agent bot event for an agent's message."""
    return {
        "event": "message_created",
        "id": number,
        "content": text,
        "content_type": "text",
        "message_type": "outgoing",
        "private": False,
        "account": {"id": Chatwoot.ACCOUNT},
        "conversation": {"id": conversation},
        "sender": {"id": 5, "type": "user", "name": "Maria"},
        **changes,
    }
