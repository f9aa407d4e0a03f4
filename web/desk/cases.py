"""The page of one case: everything known about it, on one screen."""

from amends.desk.hold import find
from web.desk.routing import Visit


def case_of(visit: Visit) -> tuple[int, str | None]:
    """The case's id and its conversation's. NotFound where it is not this person's to see."""
    with visit.desk.context.database.read() as session:
        case = find(session, visit.actor, "see", visit.path("number"))
        return case.id, case.conversation_id
