"""The audit log as supervisors read it: who did what, when, and whether the chain is whole."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session
from starlette.responses import Response

from amends import clock
from amends.accounts import account, trail
from amends.accounts.account import Account
from amends.audit import reading
from amends.audit.reading import Chosen
from amends.audit.verify import verify
from amends.desk import macros
from amends.desk.api import tokens
from amends.desk.prepared import answers, views
from amends.desk.webhooks import endpoints
from web.desk.answers import chosen_merchant
from web.desk.csv_export import sheet
from web.desk.rendering import fact, instant
from web.desk.routing import Visit

PER_PAGE = 100
MOST_DIGITS = 9
MOST_EXPORTED = 20_000
COLUMNS = ("number", "at", "who", "who, id", "what", "subject", "subject, name", "details", "hash")
ACCOUNTS = "accounts"
"""The filter for sign-ins and changes of accounts."""
DEEDS = {
    trail.SIGN_IN: "signed in",
    trail.SIGN_IN_REFUSED: "sign-in refused",
    trail.SIGN_OUT: "signed out",
    trail.SESSION_ENDED: "session expired",
    trail.ACCOUNT_ADDED: "account added",
    trail.ACCOUNT_CHANGED: "account changed",
    trail.ACCOUNT_RESET: "password and second factor reset",
    trail.ACCOUNT_DISABLED: "account disabled",
    trail.ACCOUNT_ENABLED: "account enabled again",
    trail.LINK_SENT: "link for a new password sent",
    trail.PASSWORD_SET: "new password by a link",
    trail.PASSWORD_CHANGED: "password changed",
    trail.SECOND_FACTOR_ON: "second factor switched on",
    trail.SECOND_FACTOR_OFF: "second factor switched off",
    trail.PASSKEY_ADDED: "passkey added",
    trail.PASSKEY_REMOVED: "passkey removed",
    views.SHARED: "view of the queue shared",
    views.REMOVED: "shared view of the queue removed",
    macros.SAVED: "macro written",
    macros.REMOVED: "macro removed",
    answers.SAVED: "prepared answer written",
    answers.HIDDEN: "prepared answer taken off the list",
    endpoints.ADDED: "webhook added",
    endpoints.CHANGED: "webhook changed",
    endpoints.RENEWED: "webhook given a new secret",
    endpoints.OFF: "webhook switched off",
    endpoints.ON: "webhook switched on",
    endpoints.REMOVED: "webhook removed",
    tokens.MADE: "token of the API made",
    tokens.REVOKED: "token of the API revoked",
    answers.BACK: "prepared answer of canned.yml taken again",
}
_DIGEST = re.compile(r"[0-9a-f]{64}")
ACTORS = {trail.UNKNOWN: "unknown person"}


def export(visit: Visit) -> Response:
    """What is chosen, as CSV: the newest entries first, each as it was written, with the names of people beside ids."""
    merchant = chosen_merchant(visit)
    zone = visit.zone(merchant)
    with visit.desk.context.database.read() as session:
        everybody = account.every(session)
        names = _names(session, everybody, merchant)
        staff = [each for each in everybody if merchant in each.merchants]
        chosen = _entries(visit, _chosen(visit, staff), zone)
        rows = reading.latest(session, merchant, chosen, MOST_EXPORTED)
    lines = [
        (
            row.seq, row.at.astimezone(zone).isoformat(timespec="seconds"), names.get(row.actor, row.actor), row.actor,
            row.action, row.subject, names.get(row.subject, ""), json.dumps(row.body, ensure_ascii=False), row.hash,
        )
        for row in rows
    ]  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"', "Cache-Control": "no-store"}
    return Response(sheet([COLUMNS, *lines]), media_type="text/csv; charset=utf-8", headers=headers)


def show(visit: Visit) -> Response:
    """The newest entries of one merchant, further back by number."""
    merchants = sorted(visit.actor.merchants & set(visit.desk.context.merchants))
    merchant = chosen_merchant(visit)
    with visit.desk.context.database.read() as session:
        everybody = account.every(session)
        staff = [each for each in everybody if merchant in each.merchants]
        chosen = _chosen(visit, staff)
        rows = reading.latest(session, merchant, _entries(visit, chosen, visit.zone(merchant)), PER_PAGE)
        head = reading.head(session, merchant)
        broken = verify(session, merchant=merchant) if visit.query("verify") else None
        names = _names(session, everybody, merchant)
    older = {"merchant": merchant, **chosen, "before": rows[-1].seq if rows else 0}
    return visit.render(
        "audit.html",
        rows=rows,
        head=head,
        broken=broken,
        names=names,
        deeds=DEEDS,
        merchant=merchant,
        chosen=chosen,
        staff=staff,
        zone=visit.zone(merchant),
        detail=partial(_detail, zone=visit.zone(merchant), names=names),
        merchants=[(each, visit.desk.context.merchants[each].merchant.name) for each in merchants],
        export=urlencode({"merchant": merchant, **{key: value for key, value in chosen.items() if value}}),
        older=urlencode(older) if len(rows) == PER_PAGE else "",
    )


def _names(session: Session, everybody: Sequence[Account], merchant: str) -> dict[str, str]:
    """Of those who act, by what the log has in their place: people, the merchant's programs, and nobody known."""
    people = {each.id: each.name for each in everybody}
    about = {f"person {who}": name for who, name in people.items()}  # as entries about somebody's own things have them
    return {**people, **about, **tokens.names(session, merchant), **ACTORS}


def _chosen(visit: Visit, staff: Sequence[Account]) -> dict[str, str]:
    """The filters that are set; what they cannot be is left empty."""
    what, person = visit.query("what"), visit.query("person")
    return {
        "case": visit.query("case").upper()[:80],
        "what": what if what == ACCOUNTS else "",
        "person": person if person in {each.id for each in staff} else "",
        "since": _day(visit.query("since")),
        "until": _day(visit.query("until")),
    }


def _day(typed: str) -> str:
    """A day as a field for one sends it; nothing for any other text."""
    try:
        return date.fromisoformat(typed).isoformat() if len(typed) == len("2026-11-30") else ""
    except ValueError:
        return ""


def _begin(day: str, zone: ZoneInfo, days: int = 0) -> datetime | None:
    """When it begins where the merchant is, `days` later."""
    try:
        local = datetime.combine(date.fromisoformat(day) + timedelta(days), time(), zone) if day else None
        return local and local.astimezone(UTC)
    except OverflowError:
        return None


def _entries(visit: Visit, chosen: dict[str, str], zone: ZoneInfo) -> Chosen:
    before = visit.query("before")
    numbered = before.isascii() and before.isdigit() and len(before) <= MOST_DIGITS
    return Chosen(
        before=int(before) if numbered else None,
        subject=chosen["case"] or None,
        actions=trail.ACTIONS if chosen["what"] else None,
        person=chosen["person"] or None,
        since=_begin(chosen["since"], zone),
        until=_begin(chosen["until"], zone, 1),
    )


def _detail(value: Any, zone: ZoneInfo, names: Mapping[str, str]) -> str:
    """A detail of an entry; an instant in the merchant's time, a person by name, a digest by its beginning."""
    if isinstance(value, list) and value and all(each in names for each in value if isinstance(each, str)):
        return ", ".join(names.get(str(each), str(each)) for each in value)
    if isinstance(value, str) and value in names:
        return names[value]
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        return f"{value[:10]}…"
    return instant(clock.parse(value), zone) if isinstance(value, str) and clock.is_instant(value) else fact(value)
