"""One step for many cases of the queue. What is refused of one is told, and the others are done."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response

from amends.desk.case_actions import CaseActions
from amends.desk.colleagues import colleague
from amends.desk.locked_case import find
from amends.desk.snoozing import Snoozing
from amends.errors import AmendsError, CannotBeDone, Conflict, InvalidMessage, InvalidTransition, NotFound, NotPermitted
from web.desk.queue import PER_PAGE
from web.desk.routing import Visit
from web.desk.snoozes import seen_of, until_of
from web.desk.teams import team_of

REFUSALS = (CannotBeDone, Conflict, InvalidMessage, InvalidTransition, NotFound, NotPermitted)


def do(visit: Visit) -> Response:
    """The step for each of them, and back to the list; or what was refused, case by case."""
    numbers = tuple(dict.fromkeys(visit.form.every("number")))[:PER_PAGE]
    if not numbers:
        raise CannotBeDone("Choose one case at least.")
    step = _step(visit)
    refused: list[tuple[str, str]] = []
    for number in numbers:
        try:
            step(number)
        except REFUSALS as fault:
            refused.append((number, _why(fault)))
    back = "/desk" + (f"?{urlencode(known)}" if (known := parse_qsl(visit.form.one("list"))) else "")
    if not refused:
        return visit.done(back, "bulk")
    return visit.render("bulk.html", status=409, refused=refused, done=len(numbers) - len(refused), back=back)


def _step(visit: Visit) -> Callable[[str], None]:
    context, form = visit.desk.context, visit.form
    match form.one("do"):
        case "assign":
            return _assign(visit)
        case "label":
            word = form.one("label")
            if not word:
                raise CannotBeDone("Write the label.")
            return lambda number: CaseActions(context).label(visit.actor, number, word)
        case "snooze":
            return lambda number: _snooze(visit, number)
        case "team":
            return lambda number: CaseActions(context).set_team(visit.actor, number, team_of(form))
        case "priority":
            return lambda number: CaseActions(context).prioritize(visit.actor, number, form.one("priority"))
        case _:
            raise CannotBeDone("Choose what is to be done.")


def _assign(visit: Visit) -> Callable[[str], None]:
    """To oneself by claiming; to others, and away from others, as one may."""
    actions, wanted = CaseActions(visit.desk.context), visit.form.one("to")
    if wanted == visit.actor.id and not visit.may("assign"):
        return lambda number: actions.claim(visit.actor, number)
    to = colleague(visit.desk.context, wanted) if wanted else None
    give = actions.assign if visit.may("assign") else actions.transfer
    return lambda number: give(visit.actor, number, to)


def _snooze(visit: Visit, number: str) -> None:
    context = visit.desk.context
    with context.database.read() as session:
        merchant = context.merchants[find(session, visit.actor, "snooze", number).merchant].merchant
    until, seen = until_of(visit.form.one("until"), merchant, visit.now), seen_of(visit.form.one("seen_at"))
    Snoozing(context).snooze(visit.actor, number, until, seen=seen)


def _why(fault: AmendsError) -> str:
    if isinstance(fault, InvalidTransition):
        return "It is no longer in a state where this can be done."
    return str(fault)
