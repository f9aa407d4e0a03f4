"""What a program may do with a case: each call goes to the action of the core that the desk's own page goes to.

Nothing here decides, grants or pays: that takes a person (docs/decisions/0178).
"""

from collections.abc import Callable

from fastapi import APIRouter

from amends.desk import chats
from amends.desk.api.scopes import Scope
from amends.desk.case_actions import CaseActions
from amends.desk.colleagues import colleague
from amends.desk.locked_case import find
from amends.desk.replying import Replying
from amends.desk.snoozing import Snoozing
from web.desk_api.calling import Answers, Asked, Caller, Key, Number, Writes
from web.desk_api.problems import Told, responses
from web.desk_api.schemas import Assignment, Closing, Labelling, Note, Reopening, Reply, Snooze, Subject

router = APIRouter(prefix="/v1/desk/cases/{number}", tags=["steps"], route_class=Told)
ENDINGS = responses(400, 404, 409, 413)


def _do(caller: Caller, number: str, key: str | None, asked: bytes, step: Callable[[], None]) -> None:
    """Once under its key; then the customer's windows are told that there is news."""
    with caller.context.database.read() as session:
        talks = chats.of_case(session, find(session, caller.actor, "see", number))
    caller.done_once(key, asked, step)
    for each in talks:
        caller.notify(each.row.id)


@router.post("/replies", status_code=204, responses=ENDINGS)
def reply(caller: Answers, number: Number, body: Reply, asked: Asked, key: Key = None) -> None:
    """Say it to the customer, under the token's name, in the chat where they wrote last."""
    _do(
        caller, number, key, asked,
        lambda: Replying(caller.context).reply(caller.actor, number, body.text, beside=body.beside),
    )  # fmt: skip


@router.post("/notes", status_code=204, responses=ENDINGS)
def note(caller: Writes, number: Number, body: Note, asked: Asked, key: Key = None) -> None:
    """A note for the desk. Those whom it names with @ are told."""
    _do(caller, number, key, asked, lambda: CaseActions(caller.context).note(caller.actor, number, body.text))


@router.post("/labels", status_code=204, responses=ENDINGS)
def put_label_on(caller: Writes, number: Number, body: Labelling, asked: Asked, key: Key = None) -> None:
    """Nothing happens where it is on."""
    _do(caller, number, key, asked, lambda: CaseActions(caller.context).label(caller.actor, number, body.label))


@router.post("/labels/remove", status_code=204, responses=ENDINGS)
def take_label_off(caller: Writes, number: Number, body: Labelling, asked: Asked, key: Key = None) -> None:
    """Nothing happens where it is off."""
    _do(
        caller, number, key, asked,
        lambda: CaseActions(caller.context).label(caller.actor, number, body.label, on=False),
    )  # fmt: skip


@router.post("/assignment", status_code=204, responses=ENDINGS)
def assign(caller: Writes, number: Number, body: Assignment, asked: Asked, key: Key = None) -> None:
    """Give it to somebody who works for the merchant, or back to the queue."""
    to = None if body.to is None else colleague(caller.context, body.to)
    _do(caller, number, key, asked, lambda: CaseActions(caller.context).assign(caller.actor, number, to))


@router.post("/snooze", status_code=204, responses=ENDINGS)
def snooze(caller: Writes, number: Number, body: Snooze, asked: Asked, key: Key = None) -> None:
    """Put it off: until then, or until the customer writes or an answer is due."""
    _do(
        caller, number, key, asked,
        lambda: Snoozing(caller.context).snooze(caller.actor, number, body.until, seen=body.seen_at),
    )  # fmt: skip


@router.post("/wake", status_code=204, responses=ENDINGS)
def wake(caller: Writes, number: Number, asked: Asked, key: Key = None) -> None:
    """Among the work to do again."""
    _do(caller, number, key, asked, lambda: Snoozing(caller.context).wake(caller.actor, number))


@router.post("/issue", status_code=204, responses=ENDINGS)
def set_issue(caller: Writes, number: Number, body: Subject, asked: Asked, key: Key = None) -> None:
    """What it is about, while it is in review: the policy's advice follows."""
    _do(caller, number, key, asked, lambda: CaseActions(caller.context).set_issue(caller.actor, number, body.issue))


@router.post("/close", status_code=204, responses=ENDINGS)
def close(caller: Writes, number: Number, body: Closing, asked: Asked, key: Key = None) -> None:
    """It is settled without a remedy, and the customer is told so."""
    if body.text is not None:
        caller.check(Scope.CONVERSATIONS_WRITE)
    _do(caller, number, key, asked, lambda: CaseActions(caller.context).close(caller.actor, number, body.text or ""))


@router.post("/reopen", status_code=204, responses=ENDINGS)
def reopen(caller: Writes, number: Number, body: Reopening, asked: Asked, key: Key = None) -> None:
    """A closed case is looked at again, and the customer is told so."""
    _do(caller, number, key, asked, lambda: CaseActions(caller.context).reopen(caller.actor, number, body.why))
