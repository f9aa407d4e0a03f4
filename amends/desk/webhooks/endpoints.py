"""Webhooks of a desk, set up by its administrators: address, events, secret, and the last calls of each.

A secret is shown when it is made and never again. A new one takes over within a day, in which calls are signed with
both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.audit import log as audit
from amends.channels.sealing import Seal
from amends.db import outbox
from amends.db.job_kinds import JobKind
from amends.db.webhook_tables import WebhookDeliveryRow, WebhookRow
from amends.desk.actor import Actor
from amends.desk.permissions import ACTIONS, check
from amends.desk.webhooks.addresses import check_url
from amends.desk.webhooks.events import CHOOSABLE, WebhookEvent
from amends.desk.webhooks.signing import WebhookSecrets, new_secret
from amends.desk.webhooks.trigger import emit, job_of
from amends.errors import CannotBeDone, NotFound, NotPermitted
from amends.random_ids import random_id

MOST = 10
SHOWN = 25
BOTH_COUNT = timedelta(hours=24)
ADDED, CHANGED, RENEWED = "webhook_added", "webhook_changed", "webhook_secret_renewed"
OFF, ON, REMOVED = "webhook_off", "webhook_on", "webhook_removed"
TESTED, SENT_AGAIN = "webhook_tested", "webhook_sent_again"


@dataclass(frozen=True)
class Delivery:
    """A call: what it told, how often it was tried, and how the last try ended."""

    id: str
    event: str
    case: str | None
    state: str
    tries: int
    created_at: datetime
    tried_at: datetime | None
    status: int | None
    error: str | None


@dataclass(frozen=True)
class Webhook:
    """An address, with its last calls, the latest first."""

    id: str
    merchant: str
    url: str
    events: tuple[WebhookEvent, ...]
    made_by: str
    created_at: datetime
    failing_since: datetime | None
    off_at: datetime | None
    off_why: str | None
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True)
class Webhooks:
    """`seal` keeps the secrets; without one there can be no webhooks. `private`: also addresses that only neighbours
    reach."""

    context: Context
    seal: Seal | None
    private: bool = False

    def of(self, actor: Actor) -> list[Webhook]:
        """Those of the administrator's merchants."""
        if actor.role not in ACTIONS["manage_webhooks"]:
            raise NotPermitted(f"{actor.role} may not manage webhooks.")
        theirs = select(WebhookRow).where(WebhookRow.merchant.in_(actor.merchants)).order_by(WebhookRow.created_at)
        with self.context.database.read() as session:
            return [_webhook(row, _deliveries(session, row.id)) for row in session.scalars(theirs)]

    def add(self, actor: Actor, merchant: str, url: str, events: Iterable[str]) -> tuple[str, str]:
        """A new one: its id and its secret. CannotBeDone for an address or events that cannot be."""
        check(actor, "manage_webhooks", merchant)
        address, wanted, secret, now = self._url(url), _chosen(events), new_secret(), self.context.clock()
        with self.context.database.begin() as session:
            known = session.scalars(select(WebhookRow).where(WebhookRow.merchant == merchant)).all()
            if any(each.url == address for each in known):
                raise CannotBeDone("There is a webhook to this address already.")
            if len(known) >= MOST:
                raise CannotBeDone(f"{MOST} webhooks are enough. Remove one first.")
            row = WebhookRow(
                id=(made := f"wh_{random_id(16)}"),
                merchant=merchant,
                url=address,
                events=wanted,
                sealed=self._seal().close(made, WebhookSecrets(secret=SecretStr(secret))),
                made_by=actor.id,
                created_at=now,
            )
            session.add(row)
            self._note(session, actor, row, ADDED, now, {"events": wanted})
        return made, secret

    def change(self, actor: Actor, webhook: str, url: str, events: Iterable[str]) -> None:
        """Another address, other events. Nothing happens where both are as they were."""
        address, wanted = self._url(url), _chosen(events)
        with self.context.database.begin() as session:
            row = self._row(session, actor, webhook)
            if (row.url, list(row.events)) != (address, wanted):
                row.url, row.events, row.failing_since = address, wanted, None
                self._note(session, actor, row, CHANGED, self.context.clock(), {"events": wanted})

    def renew(self, actor: Actor, webhook: str) -> str:
        """A new secret; the one until now counts beside it for BOTH_COUNT."""
        now, secret = self.context.clock(), new_secret()
        with self.context.database.begin() as session:
            row = self._row(session, actor, webhook)
            former = self._seal().open(row.id, row.sealed, WebhookSecrets).secret
            row.sealed = self._seal().close(row.id, WebhookSecrets(secret=SecretStr(secret), former=former))
            row.former_until = now + BOTH_COUNT
            self._note(session, actor, row, RENEWED, now, {})
        return secret

    def switch_off(self, actor: Actor, webhook: str) -> None:
        """Nothing is told there until it is switched on. What waits is dropped."""
        now = self.context.clock()
        with self.context.database.begin() as session:
            row = self._row(session, actor, webhook)
            if row.off_at is None:
                row.off_at, row.off_why = now, "person"
                self._note(session, actor, row, OFF, now, {})

    def switch_on(self, actor: Actor, webhook: str) -> None:
        """What happens from now on is told there. What happened meanwhile is not."""
        with self.context.database.begin() as session:
            row = self._row(session, actor, webhook)
            if row.off_at is not None:
                row.off_at = row.off_why = row.failing_since = None
                self._note(session, actor, row, ON, self.context.clock(), {})

    def remove(self, actor: Actor, webhook: str) -> None:
        """With its secret and the list of its calls."""
        with self.context.database.begin() as session:
            row = self._row(session, actor, webhook)
            self._note(session, actor, row, REMOVED, self.context.clock(), {})
            session.execute(delete(WebhookDeliveryRow).where(WebhookDeliveryRow.webhook_id == row.id))
            session.delete(row)

    def test(self, actor: Actor, webhook: str) -> None:
        """A call that tells of nothing."""
        with self.context.database.begin() as session:
            row = self._switched_on(session, actor, webhook)
            now = self.context.clock()
            call = emit(session, row.id, WebhookEvent.TEST, {"merchant": row.merchant}, now)
            self._note(session, actor, row, TESTED, now, {"call": call})

    def redeliver(self, actor: Actor, webhook: str, delivery: str) -> None:
        """The same call again, under its id and with its body as it was, tried as often as a new one."""
        with self.context.database.begin() as session:
            row = self._switched_on(session, actor, webhook)
            call = session.get(WebhookDeliveryRow, delivery, with_for_update=True)
            if call is None or call.webhook_id != row.id:
                raise NotFound("There is no such call.")
            call.state, call.tries = "waiting", 0
            now, body = self.context.clock(), {"delivery_id": call.id}
            outbox.enqueue_again(session, JobKind.DELIVER_WEBHOOK, body, now, job_of(call.id))
            self._note(session, actor, row, SENT_AGAIN, now, {"call": call.id, "event": call.event})

    def _row(self, session: Session, actor: Actor, webhook: str) -> WebhookRow:
        row = session.get(WebhookRow, webhook, with_for_update=True)
        if row is None:
            raise NotFound("There is no such webhook.")
        check(actor, "manage_webhooks", row.merchant)
        return row

    def _switched_on(self, session: Session, actor: Actor, webhook: str) -> WebhookRow:
        row = self._row(session, actor, webhook)
        if row.off_at is not None:
            raise CannotBeDone("This webhook is off. Switch it on first.")
        return row

    def _url(self, url: str) -> str:
        return check_url(url, private=self.private)

    def _seal(self) -> Seal:
        if self.seal is None:
            raise CannotBeDone("Nothing can keep the secret: AMENDS_CHANNEL_SECRET is not set (docs/webhooks.md).")
        return self.seal

    def _note(
        self, session: Session, actor: Actor, row: WebhookRow, action: str, now: datetime, body: dict[str, Any]
    ) -> None:
        """The log has the host alone: the rest of an address may be a secret of the receiver's."""
        told = {"host": urlsplit(row.url).hostname, **body}
        audit.append(session, merchant=row.merchant, actor=actor.id, action=action, subject=row.id, body=told, now=now)


def _chosen(events: Iterable[str]) -> list[str]:
    wanted = frozenset(events)
    if not wanted or not wanted <= set(CHOOSABLE):
        raise CannotBeDone("Choose what is told there: one event at least.")
    return [each.value for each in CHOOSABLE if each in wanted]


def _webhook(row: WebhookRow, deliveries: Sequence[Delivery]) -> Webhook:
    events = tuple(each for each in CHOOSABLE if each in row.events)
    return Webhook(
        row.id, row.merchant, row.url, events, row.made_by, row.created_at, row.failing_since, row.off_at, row.off_why,
        tuple(deliveries),
    )  # fmt: skip


def _deliveries(session: Session, webhook: str) -> list[Delivery]:
    theirs = select(WebhookDeliveryRow).where(WebhookDeliveryRow.webhook_id == webhook)
    latest = theirs.order_by(WebhookDeliveryRow.created_at.desc(), WebhookDeliveryRow.id).limit(SHOWN)
    return [
        Delivery(
            row.id, row.event, row.body["data"].get("case"), row.state, row.tries, row.created_at, row.tried_at,
            row.status, row.error,
        )
        for row in session.scalars(latest)
    ]  # fmt: skip
