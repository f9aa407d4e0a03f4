"""Somebody at the desk whom a case can be given to."""

from amends.accounts import account
from amends.assistant.context import Context
from amends.desk.actor import Actor
from amends.errors import CannotBeDone


def colleague(context: Context, wanted: str) -> Actor:
    """The person of that id. CannotBeDone where there is none, or none who may sign in."""
    with context.database.read() as session:
        to = next((each for each in account.every(session) if each.id == wanted and each.active), None)
    if to is None:
        raise CannotBeDone("There is no such colleague.")
    return Actor(to.id, to.name, to.role, to.merchants)
