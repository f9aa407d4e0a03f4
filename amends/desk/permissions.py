"""Who may do what at the desk: one table. What does not stand in it is denied."""

from amends.desk.actor import Actor
from amends.errors import NotFound, NotPermitted
from amends.merchants.roles import Role

_EVERYBODY = frozenset(Role)
_LEADING = frozenset({Role.SUPERVISOR, Role.ADMIN})

ACTIONS: dict[str, frozenset[Role]] = {
    "see": _EVERYBODY,
    "open_case": _EVERYBODY,
    "claim": _EVERYBODY,
    "assign": _LEADING,
    "transfer": _EVERYBODY,
    "set_team": _EVERYBODY,
    "take_over": _EVERYBODY,
    "hand_back": _EVERYBODY,
    "reply": _EVERYBODY,
    "identify": _EVERYBODY,
    "ask_for_information": _EVERYBODY,
    "note": _EVERYBODY,
    "label": _EVERYBODY,
    "prioritize": _EVERYBODY,
    "snooze": _EVERYBODY,
    "set_issue": _EVERYBODY,
    "merge": _EVERYBODY,
    "reopen": _EVERYBODY,
    "close": _EVERYBODY,
    "approve_recommended": _EVERYBODY,
    "grant": _EVERYBODY,
    "goodwill": _EVERYBODY,
    "set_off": _EVERYBODY,
    "deny": _EVERYBODY,
    "override": _EVERYBODY,
    "settle_approval": _LEADING,
    "supervise": _LEADING,
    "take_sentence": _LEADING,
    "score": _LEADING,
    "export": _LEADING,
    "see_audit": _LEADING,
    "edit_answers": _LEADING,
    "edit_macros": _LEADING,
    "share_view": _LEADING,
    "edit_teams": _LEADING,
    "edit_rules": _LEADING,
    "manage_people": frozenset({Role.ADMIN}),
    "manage_api": frozenset({Role.ADMIN}),
    "manage_webhooks": frozenset({Role.ADMIN}),
}
"""Roles by action. An agent's money is bounded besides (amends/merchants/desk_rules.py); a person with somebody else's
case may act on it, and the timeline says who did."""


def may(actor: Actor, action: str, merchant: str) -> bool:
    """Whether the table grants it, also to a program with these scopes, and the actor works for that merchant."""
    granted = actor.role in ACTIONS.get(action, frozenset()) and (actor.only is None or action in actor.only)
    return granted and merchant in actor.merchants


def check(actor: Actor, action: str, merchant: str) -> None:
    """NotFound for a merchant this person does not work for: not even that there is such a thing is told.
    NotPermitted where the role does not grant the action."""
    if merchant not in actor.merchants:
        raise NotFound("There is no such case.")
    if not may(actor, action, merchant):
        who = actor.role if actor.only is None else "this token"
        raise NotPermitted(f"{who} may not {action.replace('_', ' ')}.")
