"""The queue: cases by the time at which an answer was promised, found again by words, shared among colleagues."""

from collections import defaultdict
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.responses import Response

from amends.accounts import account, presence
from amends.accounts.account import Account
from amends.cases.status import CaseStatus
from amends.claims.claim import ISSUES
from amends.desk import change_marks
from amends.desk.prepared import views
from amends.desk.queries import counting, queue, waiting
from amends.desk.queries.counting import SHARED, Listed
from amends.desk.queries.filters import COLUMNS as COLUMNS_THAT_HIDE
from amends.desk.queries.filters import SORTS, Filters
from amends.desk.queries.results import results
from amends.desk.queries.targets import REPLIES
from amends.desk.teams import administration
from amends.merchants.desk_targets import Priority
from web.desk.csv_export import sheet
from web.desk.routing import Visit
from web.desk.snoozes import SNOOZES

PER_PAGE = 50
MOST_EXPORTED = 5000
MOST_DIGITS = 10
VIEWS = (
    ("todo", "To do"),
    ("mine", "Mine"),
    ("free", "Unassigned"),
    ("late", "Late"),
    ("second", "To approve"),
    ("snoozed", "Put off"),
    ("open", "All open"),
    ("closed", "Closed"),
)
TONES = {
    CaseStatus.REVIEW: "accent",
    CaseStatus.CARRYING_OUT: "soon",
    CaseStatus.RESOLVED: "fine",
    CaseStatus.DENIED: "late",
}
REPLIES_IN_WORDS = {
    "late": "Reply is late",
    "soon": "Reply due within an hour",
    "running": "Customer waits for a reply",
}
SORTS_IN_WORDS = {
    "reply": "by when a reply is due",
    "priority": "most urgent first",
    "newest": "newest first",
    "oldest": "oldest first",
    "customer": "by customer",
    "status": "by status",
    "with": "by who has it",
}
URGENT = {Priority.HIGH: "soon", Priority.URGENT: "late"}
"""Tones of priorities."""
COLUMNS = (
    "number",
    "merchant",
    "status",
    "issue",
    "order",
    "e-mail",
    "language",
    "opened",
    "due",
    "with",
    "labels",
    "channel",
    "outcome",
    "remedy",
    "amount",
    "currency",
    "first answer",
    "closed",
    "score",
)


def show(visit: Visit) -> Response:
    """The whole page."""
    with visit.desk.context.database.read() as session:
        mark = change_marks.of_queue(session)
        to_choose = bool(_filters(visit).channel) or counting.has_channels(session, visit.actor.merchants)
        channels = _listed(visit, session, mark).channels if to_choose else {}
    return visit.render("queue.html", mark=mark, channels=channels, **_rows(visit, mark), **_choices(visit))


def show_rows(visit: Visit) -> Response:
    """Its rows, and how many there are in each tab, for a page that heard of news."""
    with visit.desk.context.database.read() as session:
        mark = change_marks.of_queue(session)
    return visit.render("_queue_news.html", **_rows(visit, mark))


def _listed(visit: Visit, session: Session, mark: str) -> Listed:
    """On each channel; kept for a moment, but for what is one person's or is searched for."""
    actor, filters = visit.actor, _filters(visit)
    if filters.q or filters.view not in SHARED:
        return counting.listed(session, actor, filters, visit.now)
    what = ("listed", actor.merchants, replace(filters, channel="", sort="", hide=""))
    return visit.desk.counts.of(what, mark, visit.now, lambda: counting.listed(session, actor, filters, visit.now))


def _counts(visit: Visit, session: Session, mark: str) -> dict[str, int]:
    """In each tab; likewise."""
    merchants = visit.actor.merchants
    shared = visit.desk.counts.of(
        ("tabs", merchants), mark, visit.now, lambda: counting.shared(session, merchants, visit.now)
    )
    return {**shared, **counting.own(session, visit.actor, visit.now)}


def export(visit: Visit) -> Response:
    """What is filtered for, as CSV."""
    with visit.desk.context.database.read() as session:
        found, _ = queue.queue(session, visit.actor, _filters(visit), visit.now, 0, MOST_EXPORTED)
        became = results(session, [row.id for row in found])
    lines = [
        (
            row.number, row.merchant, row.status, row.issue, row.order_number, row.email, row.language,
            row.opened_at.isoformat(), row.due_at and row.due_at.isoformat(), row.assigned_name, " ".join(row.labels),
            row.channel, end.outcome, end.remedy, end.amount, end.currency,
            end.first_answer_at and end.first_answer_at.isoformat(), end.closed_at and end.closed_at.isoformat(),
            end.score,
        )
        for row in found
        for end in [became[row.id]]
    ]  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="cases.csv"', "Cache-Control": "no-store"}
    return Response(sheet([COLUMNS, *lines]), media_type="text/csv; charset=utf-8", headers=headers)


def _filters(visit: Visit) -> Filters:
    known = {view for view, _ in _views(visit)}
    view = visit.query("view")
    return Filters(
        view=view if view in known else VIEWS[0][0],
        q=visit.query("q")[:200],
        merchant=visit.query("merchant"),
        status=visit.query("status"),
        issue=visit.query("issue"),
        label=visit.query("label"),
        channel=visit.query("channel"),
        priority=visit.query("priority"),
        team=number_of(visit.query("team")),
        reply=visit.query("reply") if visit.query("reply") in REPLIES else "",
        sort=visit.query("sort") if visit.query("sort") in SORTS else "",
        hide=",".join(each for each in COLUMNS_THAT_HIDE if each in visit.query("hide").split(",")),
    )


def number_of(typed: str) -> str:
    """An id of ours as it was typed into an address; empty for what is none."""
    return typed if typed.isascii() and typed.isdigit() and len(typed) < MOST_DIGITS else ""


def _rows(visit: Visit, mark: str) -> dict[str, Any]:
    """`mark`: how far things had come before."""
    filters = _filters(visit)
    number = visit.query("page")
    page = max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    with visit.desk.context.database.read() as session:
        rows = queue.page(session, visit.actor, filters, visit.now, (page - 1) * PER_PAGE, PER_PAGE)
        people = presence.at(session, [presence.case(row.id) for row in rows], visit.now)
        counts = _counts(visit, session, mark)
        plain = not filters.narrows and filters.view in counts
        total = counts[filters.view] if plain else _listed(visit, session, mark).total(filters.channel)
        unread, told = waiting.how_many(session, visit.actor), waiting.told(session, visit.actor)
    here = defaultdict(list)
    for each in people:
        if each.who != visit.account.id:
            here[int(each.place.removeprefix("case:"))].append(each.name)
    present = {**filters.as_query(), "page": page}

    def link(**changes: Any) -> str:
        return "/desk?" + _encoded({**present, **changes})

    return {
        "rows": rows,
        "total": total,
        "views": _views(visit),
        "counts": counts,
        "unread": unread,
        "told": told,
        "first": (page - 1) * PER_PAGE + 1,
        "last": (page - 1) * PER_PAGE + len(rows),
        "page_number": page,
        "filters": filters,
        "filtered": filters.narrows,
        "query": _encoded(present),
        "link": link,
        "here": here,
        "tones": TONES,
        "urgent": URGENT,
        "names": _names(visit),
    }


def _views(visit: Visit) -> list[tuple[str, str]]:
    """The tabs: what waits for a second person is shown to those who may be one."""
    return [each for each in VIEWS if each[0] != "second" or visit.may("settle_approval")]


def _encoded(values: dict[str, Any]) -> str:
    return urlencode({key: value for key, value in values.items() if value not in ("", 1)}, errors="replace")


def colleagues(visit: Visit) -> list[Account]:
    """Those to whom this person may give any case: for whoever leads, everybody who works for one of the merchants."""
    if not visit.may("assign"):
        return []
    with visit.desk.context.database.read() as session:
        return [each for each in account.every(session) if each.active and each.merchants & visit.actor.merchants]


def _names(visit: Visit) -> dict[str, str]:
    return {name: policies.merchant.name for name, policies in visit.desk.context.merchants.items()}


def _own_issues(visit: Visit) -> tuple[str, ...]:
    """The kinds of problem that the person's merchants have beyond ours."""
    merchants = visit.desk.context.merchants
    known = (merchants[name].merchant.issues for name in sorted(visit.actor.merchants & set(merchants)))
    return tuple(dict.fromkeys(issue for own in known for issue in own))


def _choices(visit: Visit) -> dict[str, Any]:
    with visit.desk.context.database.read() as session:
        saved = views.of_person(session, visit.actor)
        labels = queue.labels(session, visit.actor)
        teams = administration.names(session, visit.actor.merchants)
    names = _names(visit)
    return {
        "colleagues": colleagues(visit),
        "snoozes": SNOOZES,
        "saved": [(each, "/desk?" + _encoded({**each.query, "saved": str(each.id)})) for each in saved],
        "now_saved": next((each for each in saved if str(each.id) == visit.query("saved")), None),
        "columns": COLUMNS_THAT_HIDE,
        "sorts": SORTS_IN_WORDS,
        "statuses": tuple(CaseStatus),
        "priorities": tuple(Priority),
        "replies": REPLIES_IN_WORDS,
        "are_measured": any(visit.desk.context.desk(name).targets for name in visit.actor.merchants),
        "issues": (*ISSUES, *_own_issues(visit)),
        "labels": labels,
        "teams": {str(team): name for team, name in teams.items()},
        "merchants": sorted((name, names[name]) for name in visit.actor.merchants & set(names)),
    }
