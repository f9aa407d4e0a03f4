"""Who is named in a note is told of it."""

import pytest

from amends.accounts import account
from amends.accounts.account import Account
from amends.desk.mentions import mentioned
from tests.desk_core.scene import ANNA, NOW


def person(name):
    return Account(f"ag_{name}", name, f"{name}@example.com", "agent", frozenset({"norrnet"}))


PEOPLE = [person(name) for name in ("Siri Dahl", "Siri Dahlberg", "Bram de Wit", "Ada")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Siri Dahl please look", ["Siri Dahl"]),
        ("ask @siri dahlberg, not @ADA.", ["Siri Dahlberg", "Ada"]),
        ("@Bram? and @bram de wit", ["Bram de Wit"]),
        ("@Siri", []),  # two bear it
        ("write to bram@ada.example, or @Adam", []),
        ("@", []),
        ("nobody", []),
    ],
)
def test_a_name_behind_an_at_sign_is_a_colleagues(text, names):
    assert [each.name for each in mentioned(text, PEOPLE)] == names


def test_a_colleague_who_is_named_is_told_once_and_others_are_not(desk):
    with desk.database.begin() as session:
        bea, eli = (
            account.add(
                session, name=name, email=f"{name[:3]}@example.com", role="agent", merchants=[merchant],
                password="correct horse battery", now=NOW,
            )
            for name, merchant in (("Bea Berg", "norrnet"), ("Eli Elsewhere", "itnet"))
        )  # fmt: skip
    number = desk.case()
    desk.case_actions.note(ANNA, number, "@Bea, @bea berg: look. @Eli too")
    assert desk.notices(bea, number) == ["mentioned"]
    assert desk.notices(bea, number) == []
    assert desk.notices(eli, number) == []
