"""Reading: cases with filters and cursors, one case, its conversation, its customer, and who works at the desk."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from amends.accounts import account
from amends.cases.status import CaseStatus
from amends.channels.kinds import ChannelKind
from amends.desk import chats
from amends.desk.api.scopes import Scope
from amends.desk.locked_case import find
from amends.desk.queries import queue
from amends.desk.queries.case import view as whole_case
from amends.desk.queries.customer import customer_of
from amends.desk.queries.filters import Filters
from amends.desk.queries.talk import said_in
from web.desk_api.calling import Knows, Listens, Number, Reads
from web.desk_api.problems import Told, responses
from web.desk_api.schemas import Case, CasePage, Colleague, Conversation, Customer
from web.desk_api.shown import case_of, customer, message, summary

router = APIRouter(prefix="/v1/desk", tags=["reading"], route_class=Told)

MOST = 100
Word = Annotated[str, Query(max_length=40)]


@router.get("/cases", responses=responses(404))
def list_cases(
    caller: Reads,
    view: Annotated[
        Literal["all", "open", "todo", "free", "late", "snoozed", "closed"],
        Query(description="One of the queue's tabs, or all. A search looks at all."),
    ] = "all",
    q: Annotated[
        str,
        Query(
            max_length=200,
            description="Finds what the desk's own search finds. It looks at customers and at what was written: it "
            "takes the scopes `conversations:read` and `customers:read`.",
        ),
    ] = "",
    status: Annotated[CaseStatus | None, Query()] = None,
    issue: Word = "",
    label: Word = "",
    channel: Annotated[ChannelKind | None, Query()] = None,
    order: Annotated[Literal["newest", "oldest"], Query(description="By when the case came to be.")] = "newest",
    cursor: Annotated[str | None, Query(max_length=40, description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> CasePage:
    """The cases of the token's merchant."""
    if q.strip():
        caller.check(Scope.CONVERSATIONS_READ, Scope.CUSTOMERS_READ)
    filters = Filters(
        view="" if view == "all" else view,
        q=q.strip(),
        status=status or "",
        issue=issue,
        label=label,
        channel=channel or "",
        sort=order,
    )
    with caller.context.database.read() as session:
        found = queue.after(session, caller.actor, filters, caller.now, cursor, limit + 1)
    following = found[limit - 1].number if len(found) > limit else None
    return CasePage(cases=[summary(caller, each) for each in found[:limit]], next=following)


@router.get("/cases/{number}", responses=responses(404))
def read_case(caller: Reads, number: Number) -> Case:
    """All of a case but its conversation."""
    context = caller.context
    with context.database.read() as session:
        listed = queue.line(session, caller.actor, number, caller.now)
        return case_of(caller, summary(caller, listed), whole_case(session, context, caller.actor, number))


@router.get("/cases/{number}/conversation", responses=responses(404))
def read_conversation(
    caller: Listens,
    number: Number,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="`before` of the page after.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Conversation:
    """What was said in all chats of the case: its own, others about it, and those of cases merged into it."""
    with caller.context.database.read() as session:
        talks = chats.of_case(session, find(session, caller.actor, "see", number))
        said, more = said_in(session, talks, before, limit)
    return Conversation(messages=[message(each) for each in said], before=said[0].event_id if more and said else None)


@router.get("/cases/{number}/customer", responses=responses(404))
def read_customer(caller: Knows, number: Number) -> Customer:
    """The customer of the case, with their other cases and orders at this merchant."""
    with caller.context.database.read() as session:
        return customer(customer_of(session, caller.actor, number))


@router.get("/people", responses=responses())
def list_people(caller: Reads) -> list[Colleague]:
    """Those to whom a case can be given."""
    merchant = caller.token.merchant
    with caller.context.database.read() as session:
        people = account.at_desk(session, merchant)
    return [Colleague(id=each.id, name=each.name, role=each.role) for each in people]
