"""The page of one case, its parts, and the pictures on it."""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from amends.accounts import account, presence
from amends.assistant.questions import ANSWERABLE
from amends.cases import status
from amends.desk import chats
from amends.desk.hold import find
from amends.desk.replying import Replying
from amends.desk.ruling import WITH_AMOUNT
from amends.desk.views.case import CaseView, view
from amends.errors import NotFound
from amends.policy.decision import REMEDIES
from web.desk.marks import case_marks
from web.desk.queue import TONES
from web.desk.routing import Visit

PICTURE_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, max-age=600",
    "X-Content-Type-Options": "nosniff",
}


def show(visit: Visit) -> Response:
    """The whole page."""
    shown, values = _read(visit)
    canned = Replying(visit.desk.context).canned(visit.actor, shown.case.number) if visit.may("reply") else []
    answers = [(each.name, each.text) for each in canned]
    return visit.render("case.html", **values, **_choices(visit, shown), canned=answers)


def actions(visit: Visit) -> Response:
    """What can be done with the case as it is now."""
    shown, values = _read(visit)
    return visit.render("_actions.html", **values, **_choices(visit, shown))


def head(visit: Visit) -> Response:
    return _part(visit, "_head.html")


def talk(visit: Visit) -> Response:
    return _part(visit, "_talk.html")


def state(visit: Visit) -> Response:
    return _part(visit, "_state.html")


def past(visit: Visit) -> Response:
    return _part(visit, "_past.html")


def who_types(visit: Visit) -> Response:
    """Who is writing in the chat just now, but for this person."""
    _, conversations = case_of(visit)
    with visit.desk.context.database.read() as session:
        places = [presence.typing(each) for each in conversations]
        people = [each for each in presence.at(session, places, visit.now) if each.who != visit.account.id]
    return visit.render(
        "_typing.html", names=["The customer" if p.who == presence.CUSTOMER else p.name for p in people]
    )


def picture(visit: Visit) -> Response:
    """A page of the case's evidence, as it was encoded anew; nothing in it can run."""
    with visit.desk.context.database.read() as session:
        shown = view(session, visit.desk.context, visit.actor, visit.path("number"))
    piece = next((each for each in shown.evidence if each.id == visit.path("evidence")), None)
    page = visit.path("page")
    pages = [str(number) for number in range(1, len(piece.pages) + 1)] if piece else []
    if piece is None or page not in pages or visit.desk.picture is None:
        raise NotFound("There is no such picture.")
    content = visit.desk.picture(piece.key, page)
    return Response(content, media_type="image/jpeg", headers=PICTURE_HEADERS)


def case_of(visit: Visit) -> tuple[int, list[str]]:
    """The case's id and its conversations', its own first. NotFound where it is not this person's to see."""
    with visit.desk.context.database.read() as session:
        case = find(session, visit.actor, "see", visit.path("number"))
        return case.id, [chat.row.id for chat in chats.of_case(session, case)]


def _choices(visit: Visit, shown: CaseView) -> dict[str, Any]:
    context = visit.desk.context
    rules = context.desk(shown.case.merchant)
    with context.database.read() as session:
        colleagues = [each for each in account.every(session) if shown.case.merchant in each.merchants and each.active]
    return {
        "colleagues": [each for each in colleagues if each.id != shown.assigned_to],
        "reasons": sorted(rules.reasons.items()),
        "goodwill": rules.goodwill_clause,
        "set_off": rules.set_off_clause,
        "remedies": REMEDIES,
        "with_amount": WITH_AMOUNT,
        "items": ANSWERABLE,
        "clauses": sorted(shown.policy.clauses.values(), key=lambda clause: clause.id)
        + sorted(shown.policy.statute.clauses.values(), key=lambda clause: clause.id),
        "limit": rules.limits.get(visit.actor.role, {}).get(shown.order.total.currency) if shown.order else None,
        "decidable": shown.case.status in {status.REVIEW, status.OFFERED, status.ON_HOLD, status.WAITING},
        "closed": shown.case.status in status.CLOSED,
    }


def _part(visit: Visit, template: str) -> Response:
    _, values = _read(visit)
    return visit.render(template, **values)


def _read(visit: Visit) -> tuple[CaseView, dict[str, Any]]:
    context = visit.desk.context
    with context.database.read() as session:
        shown = view(session, context, visit.actor, visit.path("number"))
        case = shown.case
        people = presence.at(session, [presence.case(case.id)], visit.now)
        marks = case_marks(session, case.id, [each.row for each in shown.chats])
    return shown, {
        "marks": urlencode(marks),
        "v": shown,
        "zone": visit.zone(case.merchant),
        "here": [each.name for each in people if each.who != visit.account.id],
        "tones": TONES,
        "pictures": visit.desk.picture is not None,
    }
