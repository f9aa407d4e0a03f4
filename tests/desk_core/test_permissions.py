"""Everything is denied that the table does not grant, to every role, for every merchant; and actions ask it."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from amends.desk import permissions
from amends.desk.actor import Actor
from amends.desk.permissions import ACTIONS, check, may
from amends.desk.snoozing import Snoozing
from amends.errors import NotFound, NotPermitted
from amends.merchants.roles import Role
from tests.desk_core.scene import ANNA, BO, nok

LEADING = {
    "assign",
    "settle_approval",
    "supervise",
    "take_sentence",
    "export",
    "see_audit",
    "edit_answers",
    "edit_macros",
    "share_view",
    "edit_teams",
    "edit_rules",
    "score",
}
ADMINISTERING = {"manage_people", "manage_api", "manage_webhooks"}
MERCHANTS = ("norrnet", "itnet")


@pytest.mark.parametrize(("action", "role", "merchant"), list(product([*ACTIONS, "fly"], [*Role, "guest"], MERCHANTS)))
def test_an_action_is_granted_by_role_and_merchant_together(action, role, merchant):
    actor = Actor("ag_1", "A", role, frozenset({"norrnet"}))
    granted = merchant == "norrnet" and role in Role and action != "fly" and action in _granted_to(role)
    assert may(actor, action, merchant) is granted
    if granted:
        check(actor, action, merchant)
    else:
        with pytest.raises(NotPermitted if merchant == "norrnet" else NotFound):
            check(actor, action, merchant)


def _granted_to(role):
    beyond = {"agent": LEADING | ADMINISTERING, "supervisor": ADMINISTERING, "admin": set()}
    return set(ACTIONS) - beyond[role]


def actions(desk, number):
    """Each action of the desk on a case, by its name in the table."""
    reason = {"reason_code": "other"}
    return {
        "claim": lambda actor: desk.case_actions.claim(actor, number),
        "assign": lambda actor: desk.case_actions.assign(actor, number, BO),
        "transfer": lambda actor: desk.case_actions.transfer(actor, number, None),
        "take_over": lambda actor: desk.takeover.take_over(actor, number),
        "hand_back": lambda actor: desk.takeover.hand_back(actor, number),
        "reply": lambda actor: desk.replying.reply(actor, number, "hello"),
        "ask_for_information": lambda actor: desk.information.ask_for_information(actor, number, ["explanation"]),
        "note": lambda actor: desk.case_actions.note(actor, number, "n"),
        "label": lambda actor: desk.case_actions.label(actor, number, "l"),
        "prioritize": lambda actor: desk.case_actions.prioritize(actor, number, "high"),
        "set_team": lambda actor: desk.case_actions.set_team(actor, number, 1),
        "snooze": lambda actor: Snoozing(desk.context).snooze(actor, number, desk.now + timedelta(hours=1)),
        "set_issue": lambda actor: desk.case_actions.set_issue(actor, number, "outage"),
        "merge": lambda actor: desk.merging.merge(actor, number, number),
        "reopen": lambda actor: desk.case_actions.reopen(actor, number, "w"),
        "close": lambda actor: desk.case_actions.close(actor, number),
        "approve_recommended": lambda actor: desk.decides.approve_recommended(actor, number),
        "grant": lambda actor: desk.decides.grant(actor, number, remedy="full_refund", amount=nok("1.00"), **reason),
        "goodwill": lambda actor: desk.decides.goodwill(actor, number, amount=nok("1.00"), **reason),
        "set_off": lambda actor: desk.decides.set_off(actor, number, amount=nok("1.00"), **reason),
        "deny": lambda actor: desk.decides.deny(actor, number, clauses=["1"]),
        "override": lambda actor: desk.decides.deny(actor, number, clauses=["1"], **reason),
    }


def test_each_action_asks_the_table_under_its_own_name(desk, monkeypatch):
    number = desk.reviewed()
    untouched = (desk.told(number), len(desk.events(number)), desk.status(number))
    for name, act in actions(desk, number).items():
        if name == "merge":
            continue  # a case merged with itself is refused before anything is looked up
        with monkeypatch.context() as without:
            without.setitem(permissions.ACTIONS, name, frozenset())
            with pytest.raises(NotPermitted):
                act(ANNA)
        with pytest.raises(NotFound):
            act(replace(ANNA, merchants=frozenset({"itnet"})))
    assert (desk.told(number), len(desk.events(number)), desk.status(number)) == untouched


def test_merging_asks_the_table_for_both_cases(desk, monkeypatch):
    one, other = desk.case(), desk.case(issue="outage")
    monkeypatch.setitem(permissions.ACTIONS, "merge", frozenset())
    with pytest.raises(NotPermitted):
        desk.merging.merge(ANNA, one, other)


def test_a_case_that_does_not_exist_and_one_of_another_merchant_are_told_apart_by_nobody(desk):
    number = desk.case()
    stranger = replace(ANNA, merchants=frozenset({"itnet"}))
    with pytest.raises(NotFound) as theirs:
        desk.case_actions.note(stranger, number, "n")
    with pytest.raises(NotFound) as nobodys:
        desk.case_actions.note(stranger, "AM-0000000", "n")
    assert str(theirs.value) == str(nobodys.value)
