"""The page of one case, its parts, and the pictures on it."""

import logging
import re
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from amends.accounts import account, presence
from amends.assistant.next_question import ANSWERABLE
from amends.cases.notices import Notice, take, unseen
from amends.desk import change_marks, chats
from amends.desk.case_actions import settable
from amends.desk.decisions.manual_decision import CHOSEN, WITH_AMOUNT
from amends.desk.locked_case import find
from amends.desk.macros import Macro, of_merchant
from amends.desk.permissions import may
from amends.desk.queries.case import CaseView, view
from amends.desk.queries.road import road_of
from amends.desk.replying import Replying
from amends.desk.teams.administration import names
from amends.errors import BackendError, NotFound
from amends.merchants.desk_targets import Priority
from amends.orders.order import Order
from amends.policy.policy import Clause
from web.desk import attachments
from web.desk.queue import TONES, URGENT
from web.desk.routing import Visit
from web.desk.snoozes import SNOOZES

log = logging.getLogger("amends.web.desk")

_NUMBERED = re.compile(r"([0-9]*)([^0-9]*)")

PICTURE_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, max-age=600",
    "X-Content-Type-Options": "nosniff",
}


def show(visit: Visit) -> Response:
    """The whole page."""
    shown, values = _read(visit)
    canned = Replying(visit.desk.context).canned(visit.actor, shown.case.number) if visit.may("reply") else []
    return visit.render(
        "case.html",
        suggested=Replying(visit.desk.context).suggested(visit.actor, shown.case.number) if canned else None,
        **values,
        **_choices(visit, shown),
        canned=canned,
        notices=_notices(visit),
        **attachments.of(visit, shown.case.id),
        macros=_macros(visit, shown),
    )


def suggested(visit: Visit) -> Response:
    """The draft that a rule laid out, until a person has answered."""
    laid_out = Replying(visit.desk.context).suggested(visit.actor, visit.path("number"))
    return visit.render("_suggested.html", suggested=laid_out)


def _macros(visit: Visit, shown: CaseView) -> list[Macro]:
    with visit.desk.context.database.read() as session:
        return of_merchant(session, shown.case.merchant)


def notices(visit: Visit) -> Response:
    """What colleagues did that this person was not told yet: shown once."""
    return visit.render("_notices.html", notices=_notices(visit), zone=visit.zone(_merchant(visit)))


def _merchant(visit: Visit) -> str:
    with visit.desk.context.database.read() as session:
        return find(session, visit.actor, "see", visit.path("number")).merchant


def _notices(visit: Visit) -> list[Notice]:
    case_id, _ = case_of(visit)
    with visit.desk.context.database.read() as session:
        if not any(each.case_id == case_id for each in unseen(session, visit.account.id)):
            return []
    with visit.desk.context.database.begin() as session:
        return take(session, visit.account.id, case_id, visit.now)


def actions(visit: Visit) -> Response:
    """What can be decided of the case as it is now."""
    shown, values = _read(visit)
    return visit.render("_actions.html", **values, **_choices(visit, shown))


def care(visit: Visit) -> Response:
    """What colleagues do with the case among themselves."""
    shown, values = _read(visit)
    return visit.render("_care.html", **values, **_choices(visit, shown))


async def order(visit: Visit) -> Response:
    """The order's records as they are now, and with them what they allow to be done and what the policy says of them.

    This is the one look at a case that asks the order backend, and no transaction is open meanwhile.
    """
    merchant, number = await run_in_threadpool(_order_to_read, visit)
    read, without = None, "gone"
    if number is not None:
        try:
            read = await visit.desk.orders.read(visit.desk.context.backends[merchant], number)
        except BackendError as error:
            log.warning("desk_order_unread", extra={"error": str(error)})
            without = "unread"
    return await run_in_threadpool(_with_order, visit, read, without)


def head(visit: Visit) -> Response:
    return _part(visit, "_head.html")


def talk(visit: Visit) -> Response:
    return _part(visit, "_talk.html")


def road(visit: Visit) -> Response:
    return _part(visit, "_road.html")


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
    names = ["The customer" if each.who == presence.CUSTOMER else each.name for each in people]
    names.sort(key=lambda name: name == "The customer")
    written = [name[0].lower() + name[1:] if at and name == "The customer" else name for at, name in enumerate(names)]
    return visit.render("_typing.html", people=written, one=len(names) == 1)


def picture(visit: Visit) -> Response:
    """A page of the case's evidence, as it was encoded again; nothing in it can run."""
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
        colleagues = account.at_desk(session, shown.case.merchant)
    return {
        "transferable": shown.assigned_to == visit.actor.id or may(visit.actor, "assign", shown.case.merchant),
        "colleagues": [each for each in colleagues if each.id != shown.assigned_to],
        "reasons": tuple(rules.reasons.items()),
        "issues": settable(context.merchants[shown.case.merchant].merchant),
        "priorities": tuple(Priority),
        "snoozes": SNOOZES,
        "goodwill": rules.goodwill_clause,
        "set_off": rules.set_off_clause,
        "remedies": CHOSEN,
        "with_amount": WITH_AMOUNT,
        "items": ANSWERABLE,
        "clauses": sorted(shown.policy.clauses.values(), key=natural)
        + sorted(shown.policy.statute.clauses.values(), key=natural),
        "limit": rules.limits.get(visit.actor.role, {}).get(shown.order.total.currency) if shown.order else None,
    }


def natural(clause: Clause) -> list[tuple[int, str]]:
    """2 before 10, and 2a after 2: as a person reads the numbers of clauses."""
    return [(int(number or 0), letters) for number, letters in _NUMBERED.findall(clause.id) if number or letters]


def _order_to_read(visit: Visit) -> tuple[str, str | None]:
    """The case's merchant, and the number of its order."""
    with visit.desk.context.database.read() as session:
        shown = view(session, visit.desk.context, visit.actor, visit.path("number"))
        return shown.case.merchant, shown.case.order_number


def _with_order(visit: Visit, read: Order | None, without: str) -> Response:
    shown, values = _read(visit, read, without)
    return visit.render("_order.html", **values, **_choices(visit, shown))


def _part(visit: Visit, template: str) -> Response:
    _, values = _read(visit)
    return visit.render(template, **values)


def _read(visit: Visit, read_anew: Order | None = None, without: str = "reading") -> tuple[CaseView, dict[str, Any]]:
    """`without`: what is to be said of an order that is not there to be shown."""
    context = visit.desk.context
    with context.database.read() as session:
        shown = view(session, context, visit.actor, visit.path("number"), read_anew)
        case = shown.case
        people = presence.at(session, [presence.case(case.id)], visit.now)
        road = road_of(session, case, visit.now, visit.desk.limits)
        teams = names(session, [case.merchant])
        marks = change_marks.of_case(session, case.id, [each.row for each in shown.chats])
    return shown, {
        "marks": urlencode(marks),
        "v": shown,
        "road": road,
        "order_is": "" if shown.now else without if case.order_number else "unmatched",
        "zone": visit.zone(case.merchant),
        "here": [each.name for each in people if each.who != visit.account.id],
        "tones": TONES,
        "urgent": URGENT,
        "teams": teams,
        "pictures": visit.desk.picture is not None,
    }
