"""What a token may be for: a closed list, by subject, to read or to write. No scope grants a decision (0178)."""

from collections.abc import Iterable

from amends.labels import Labelled


class Scope(Labelled):
    """In the order in which the page lists them, each with what staff read for it."""

    CASES_READ = "cases:read", "list and read cases, with their notes and history"
    CASES_WRITE = "cases:write", "note, label, assign, put off, say what it is about, close and reopen"
    CONVERSATIONS_READ = "conversations:read", "read what customers and the desk wrote, and search in it"
    CONVERSATIONS_WRITE = "conversations:write", "answer customers, who read the token's name"
    CUSTOMERS_READ = "customers:read", "who the customer of a case is, with their orders and cases"
    REPORTS_READ = "reports:read", "the figures of Supervision"


_FINDS = frozenset({"see"})
"""Whoever does something with a case has to find it; what of it is shown is the call's to say, by the scopes."""
_ACTIONS: dict[Scope, frozenset[str]] = {
    Scope.CASES_READ: _FINDS,
    Scope.CASES_WRITE: _FINDS | {"note", "label", "assign", "snooze", "set_issue", "close", "reopen"},
    Scope.CONVERSATIONS_READ: _FINDS,
    Scope.CONVERSATIONS_WRITE: _FINDS | {"reply"},
    Scope.CUSTOMERS_READ: _FINDS,
    Scope.REPORTS_READ: frozenset({"supervise"}),
}


def actions_of(scopes: Iterable[str]) -> frozenset[str]:
    """Those of the permissions (amends/desk/permissions.py) that the scopes reach; a word that is none reaches
    nothing."""
    return frozenset().union(*(_ACTIONS[Scope(each)] for each in scopes if each in Scope))
