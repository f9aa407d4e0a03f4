"""What a person does with a case: each form goes to one action of the core, which checks and writes it down."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response

from amends.accounts import presence
from amends.assistant.context import Context
from amends.desk import chats
from amends.desk.case_actions import CaseActions
from amends.desk.colleagues import colleague
from amends.desk.decisions.approvals import Approvals
from amends.desk.decisions.manual_decision import WITH_AMOUNT
from amends.desk.decisions.service import ManualDecisions, Ruled
from amends.desk.identifying import Identifying
from amends.desk.information import Information
from amends.desk.locked_case import find
from amends.desk.merging import Merging
from amends.desk.replying import Replying
from amends.desk.snoozing import Snoozing
from amends.desk.takeover import Takeover
from amends.desk.withdrawal_matching import Matching
from amends.errors import CannotBeDone
from amends.money import Money
from amends.policy.decision import Remedy
from web.desk.cases import case_of
from web.desk.routing import Page, Visit
from web.desk.snoozes import seen_of, until_of
from web.desk.teams import team_of

MOST_DIGITS = 12
OTHER = "other"
"""The code of a reason that merchants' desks have for what no other one says: it goes with a note."""
_AMOUNT = re.compile(r"[0-9]{1,9}([.,][0-9]{1,2})?", re.ASCII)


def acting(do: Callable[[Visit, Context, str], str]) -> Page:
    """A page that does one thing, wakes the customer's windows and goes back to the case. `do` names what to say."""

    def page(visit: Visit) -> Response:
        number = visit.path("number")
        if _needs_words(visit) and not visit.form.one("because"):
            raise CannotBeDone("Write down which reason it is.")
        said = do(visit, visit.desk.context, number)
        if visit.form.one("because") and _needs_words(visit):
            CaseActions(visit.desk.context).note(visit.actor, number, visit.form.one("because"))
        _wake(visit)
        return visit.done(_back(visit), said)

    return page


def _needs_words(visit: Visit) -> bool:
    """Whether the reason that was chosen says nothing by itself."""
    return visit.form.one("reason") == OTHER


def _back(visit: Visit) -> str:
    """To the list that somebody came from, narrowed as it was; otherwise to the case."""
    if visit.form.one("back") != "queue":
        return f"/desk/cases/{visit.path('number')}"
    return "/desk" + (f"?{urlencode(known)}" if (known := parse_qsl(visit.form.one("list"))) else "")


def claim(visit: Visit, context: Context, number: str) -> str:
    CaseActions(context).claim(visit.actor, number)
    return "claimed"


def transfer(visit: Visit, context: Context, number: str) -> str:
    """To a colleague, or (nobody chosen) back to the queue."""
    wanted = visit.form.one("to")
    CaseActions(context).transfer(visit.actor, number, colleague(context, wanted) if wanted else None)
    return "transferred"


def set_team(visit: Visit, context: Context, number: str) -> str:
    CaseActions(context).set_team(visit.actor, number, team_of(visit.form))
    return "team_set"


def take_over(visit: Visit, context: Context, number: str) -> str:
    Takeover(context).take_over(visit.actor, number, taken_from=visit.form.one("taken_from") or None)
    return "taken"


def hand_back(visit: Visit, context: Context, number: str) -> str:
    Takeover(context).hand_back(visit.actor, number)
    _stops_typing(visit)
    return "handed"


def ask(visit: Visit, context: Context, number: str) -> str:
    Information(context).ask_for_information(visit.actor, number, visit.form.every("item"))
    return "asked"


def identify(visit: Visit, context: Context, number: str) -> str:
    """Who it is, from what the customer wrote."""
    Identifying(context).identify(visit.actor, number)
    return "identified"


def match(visit: Visit, context: Context, number: str) -> str:
    """Which order a statement of withdrawal means."""
    Matching(context).match(visit.actor, number, visit.form.one("order"))
    return "identified"


def approve(visit: Visit, context: Context, number: str) -> str:
    return _ruled(ManualDecisions(context).approve_recommended(visit.actor, number, seen=visit.form.one("seen")))


def grant(visit: Visit, context: Context, number: str) -> str:
    """Another remedy than the recommended one."""
    form = visit.form
    remedy = form.one("remedy")
    ruled = ManualDecisions(context).grant(
        visit.actor,
        number,
        seen=form.one("seen"),
        remedy=remedy,
        reason_code=form.one("reason"),
        amount=_amount(visit) if remedy in WITH_AMOUNT and not _in_full(visit) else None,
        payment_id=form.one("payment") or None,
        cancels_order=bool(form.one("cancels")),
        clauses=form.every("clause"),
    )
    return _ruled(ruled)


def goodwill(visit: Visit, context: Context, number: str) -> str:
    return _ruled(ManualDecisions(context).goodwill(visit.actor, number, **_gesture(visit)))


def set_off(visit: Visit, context: Context, number: str) -> str:
    return _ruled(ManualDecisions(context).set_off(visit.actor, number, **_gesture(visit)))


def deny(visit: Visit, context: Context, number: str) -> str:
    form = visit.form
    ruled = ManualDecisions(context).deny(
        visit.actor,
        number,
        seen=form.one("seen"),
        clauses=form.every("clause"),
        text=form.one("text"),
        reason_code=form.one("reason") or None,
    )
    return "waits" if ruled.waits else "denied"


def settle(visit: Visit, context: Context, number: str) -> str:
    """The second person's yes or no."""
    approval = visit.form.one("approval")
    if not approval.isdecimal() or len(approval) > MOST_DIGITS:
        raise CannotBeDone("There is no such approval.")
    approvals = Approvals(ManualDecisions(context))
    if visit.form.one("answer") == "approve":
        return approvals.approve(visit.actor, int(approval)).state
    return approvals.refuse(visit.actor, int(approval), visit.form.one("why")).state


def note(visit: Visit, context: Context, number: str) -> str:
    CaseActions(context).note(visit.actor, number, visit.form.one("text"))
    return "noted"


def label(visit: Visit, context: Context, number: str) -> str:
    CaseActions(context).label(visit.actor, number, visit.form.one("label"), on=visit.form.one("off") == "")
    return "labelled"


def prioritize(visit: Visit, context: Context, number: str) -> str:
    CaseActions(context).prioritize(visit.actor, number, visit.form.one("priority"))
    return "prioritized"


def snooze(visit: Visit, context: Context, number: str) -> str:
    with context.database.read() as session:
        merchant = find(session, visit.actor, "snooze", number).merchant
    until = until_of(visit.form.one("until"), context.merchants[merchant].merchant, visit.now)
    Snoozing(context).snooze(visit.actor, number, until, seen=seen_of(visit.form.one("seen_at")))
    return "snoozed"


def wake(visit: Visit, context: Context, number: str) -> str:
    Snoozing(context).wake(visit.actor, number)
    return "woken"


def set_issue(visit: Visit, context: Context, number: str) -> str:
    CaseActions(context).set_issue(visit.actor, number, visit.form.one("issue"))
    return "issue"


def close(visit: Visit, context: Context, number: str) -> str:
    CaseActions(context).close(visit.actor, number, visit.form.one("text"))
    return "closed"


def reopen(visit: Visit, context: Context, number: str) -> str:
    CaseActions(context).reopen(visit.actor, number, visit.form.one("why"))
    return "reopened"


def merge(visit: Visit, context: Context, number: str) -> str:
    across = bool(visit.form.one("across_orders"))
    Merging(context).merge(visit.actor, number, visit.form.one("into"), across_orders=across)
    return "merged"


def reply(visit: Visit) -> Response:
    """Into the chat at once; the page stays, for the transcript hears of it by itself."""
    number = visit.path("number")
    form = visit.form
    beside, files = form.one("beside") or None, form.every("file")
    Replying(visit.desk.context).reply(visit.actor, number, form.one("text"), beside=beside, files=files)
    _stops_typing(visit)
    _wake(visit)
    return Response(status_code=204) if visit.is_fragment else visit.done(f"/desk/cases/{number}", "sent")


def typing(visit: Visit) -> Response:
    """The customer sees that a person is writing."""
    conversation_id = _place_of_answer(visit)
    if conversation_id is not None:
        until = visit.now + presence.TYPING
        with visit.desk.context.database.begin() as session:
            presence.note(session, presence.typing(conversation_id), visit.account.id, visit.account.name, until)
        visit.desk.notify(conversation_id)
        visit.desk.show_typing(conversation_id)
    return Response(status_code=204)


def _stops_typing(visit: Visit) -> None:
    conversation_id = _place_of_answer(visit)
    if conversation_id is not None:
        with visit.desk.context.database.begin() as session:
            presence.leave(session, presence.typing(conversation_id), visit.account.id)


def _place_of_answer(visit: Visit) -> str | None:
    with visit.desk.context.database.read() as session:
        return chats.where_to_answer(session, find(session, visit.actor, "see", visit.path("number")))


def _wake(visit: Visit) -> None:
    _, conversations = case_of(visit)
    for conversation_id in conversations:
        visit.desk.notify(conversation_id)


def _gesture(visit: Visit) -> dict[str, Any]:
    form = visit.form
    return {"seen": form.one("seen"), "amount": _amount(visit), "reason_code": form.one("reason")}


def _ruled(ruled: Ruled) -> str:
    return "waits" if ruled.waits else "offered" if ruled.offered else "decided"


def _in_full(visit: Visit) -> bool:
    """A full refund needs no amount: it is one of all that is left."""
    return visit.form.one("remedy") == Remedy.FULL_REFUND and not visit.form.one("amount").strip()


def _amount(visit: Visit) -> Money:
    """What was typed, in the currency that stood beside it: 49.99 or 49,99.

    1,000 could be either of two amounts, and is none.
    """
    typed = visit.form.one("amount").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if not _AMOUNT.fullmatch(typed):
        raise CannotBeDone("Write the amount as a number without separators, such as 1049.99.")
    return Money(Decimal(typed.replace(",", ".")), visit.form.one("currency"))
