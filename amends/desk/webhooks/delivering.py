"""The worker's part: one call, signed, tried over a day, and an end to an address that takes nothing for days."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from amends.accounts import account
from amends.assistant.context import Context
from amends.audit import log as audit
from amends.channels.sealing import Seal
from amends.db.webhook_tables import WebhookDeliveryRow, WebhookRow
from amends.desk.webhooks.addresses import check_reach, is_public
from amends.desk.webhooks.endpoints import OFF
from amends.desk.webhooks.errors import CallFailed
from amends.desk.webhooks.signing import WebhookSecrets, headers
from amends.errors import BackendError, SettingError
from amends.merchants.roles import Role
from amends.messages import staff_mail
from amends.orders import wire

WAITS = tuple(timedelta(seconds=each) for each in (5, 300, 1800, 7200, 18000, 36000, 36000))
"""After the first try, the second, and so on: 28 hours in all."""
GIVEN_UP_AFTER = timedelta(days=3)
CALL_S = 10.0
ANSWER_BYTES = 64 * 1024
GONE = 410
LETTER = "webhook_off"
WORKER = "worker"


@dataclass(frozen=True)
class Ended:
    """How a try ended: with an HTTP status, or without an answer and why."""

    status: int | None
    error: str | None = None

    @property
    def taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True)
class Delivering:
    """`private`: also addresses that only neighbours reach."""

    context: Context
    seal: Seal | None
    private: bool = False

    def deliver(self, delivery_id: str) -> timedelta | None:
        """One try. After how long the next one is due; None where there is none to come. Tolerates being run twice: the
        receiver knows a call by its id."""
        with self.context.database.read() as session:
            call = session.get(WebhookDeliveryRow, delivery_id)
            hook = None if call is None else session.get(WebhookRow, call.webhook_id)
        if call is None or hook is None or call.state != "waiting":
            return None
        if hook.off_at is not None:
            self._end(delivery_id, "dropped")
            return None
        ended = self._try(hook, call)
        now = self.context.clock()
        with self.context.database.begin() as session:
            hook_now = session.get(WebhookRow, hook.id, with_for_update=True)
            call_now = session.get(WebhookDeliveryRow, delivery_id, with_for_update=True)
            if hook_now is None or call_now is None:
                return None  # removed meanwhile
            return self._settle(session, hook_now, call_now, ended, now)

    def give_up(self, delivery_id: str, error: str) -> None:
        """It could not even be tried, time and again."""
        self._end(delivery_id, "failed", error)

    def _try(self, hook: WebhookRow, call: WebhookDeliveryRow) -> Ended:
        raw = json.dumps(call.body, ensure_ascii=False, separators=(",", ":")).encode()
        now = self.context.clock()
        signed = headers(call.id, raw, now, self._keys(hook, now))
        told = {"Content-Type": "application/json", "User-Agent": "Amends-Webhooks/1", **signed}
        try:
            check_reach(hook.url, private=self.private)
            answer = wire.exchange(
                "POST", hook.url, headers=told, seconds=CALL_S, body=raw, limit=ANSWER_BYTES,
                may_reach=lambda address: self.private or is_public(address),
            )  # fmt: skip
        except CallFailed as fault:
            return Ended(None, str(fault))
        except BackendError as fault:
            # The other side's words stay outside: who sets a webhook up reads no neighbour's answers by it.
            return Ended(None, str(fault).removeprefix(f"POST {hook.url}: "))
        return Ended(answer.status)

    def _keys(self, hook: WebhookRow, now: datetime) -> Sequence[str]:
        """What it is signed with. SettingError where there is nothing to open the secret with."""
        if self.seal is None:
            raise SettingError("AMENDS_CHANNEL_SECRET is not set, so that no webhook can be signed.")
        kept = self.seal.open(hook.id, hook.sealed, WebhookSecrets)
        both = kept.former is not None and hook.former_until is not None and now < hook.former_until
        return [each.get_secret_value() for each in (kept.secret, kept.former if both else None) if each is not None]

    def _settle(
        self, session: Session, hook: WebhookRow, call: WebhookDeliveryRow, ended: Ended, now: datetime
    ) -> timedelta | None:
        call.tries += 1
        call.tried_at, call.status, call.error = now, ended.status, ended.error and ended.error[:200]
        if ended.taken:
            call.state, hook.failing_since = "delivered", None
            return None
        hook.failing_since = hook.failing_since or now
        if ended.status == GONE or now - hook.failing_since >= GIVEN_UP_AFTER:
            call.state = "failed"
            self._switch_off(session, hook, "gone" if ended.status == GONE else "failing", now)
            return None
        if call.tries > len(WAITS):
            call.state = "failed"
            return None
        return WAITS[call.tries - 1]

    def _switch_off(self, session: Session, hook: WebhookRow, why: str, now: datetime) -> None:
        """Once; those who can mend it are written to."""
        if hook.off_at is not None:
            return
        hook.off_at, hook.off_why = now, why
        host = urlsplit(hook.url).hostname
        body = {"host": host, "why": why}
        audit.append(session, merchant=hook.merchant, actor=WORKER, action=OFF, subject=hook.id, body=body, now=now)
        reason = (
            "It answered that it is gone (410)."
            if why == "gone"
            else f"It has taken no call for {GIVEN_UP_AFTER.days} days."
        )
        text = (
            f"The webhook to {host} has been switched off. {reason} Nothing is told there until somebody switches it "
            f"on again:\n\n{self.context.public_url}/desk/webhooks\n\nThe page has its last calls, which can be sent "
            "again."
        )
        for each in account.at_desk(session, hook.merchant):
            if each.role == Role.ADMIN:
                staff_mail.queue(
                    session, to=each.email, kind=LETTER, subject=f"Webhook to {host} switched off", text=text,
                    merchant=hook.merchant, now=now,
                )  # fmt: skip

    def _end(self, delivery_id: str, state: str, error: str | None = None) -> None:
        with self.context.database.begin() as session:
            call = session.get(WebhookDeliveryRow, delivery_id, with_for_update=True)
            if call is not None and call.state == "waiting":
                call.state, call.error = state, error[:200] if error else call.error
