"""What a customer is promised who asks for a person: by when, in the desk's own hours."""

from datetime import UTC, datetime

import pytest

from amends.assistant.handoff import Handoff
from amends.errors import PolicyError
from amends.merchants import desk_hours, desk_rules
from amends.money import Money
from tests.desk_core.scene import MERCHANTS, RULES, nok
from tests.remedies.scene import ROOT

NORRNET = MERCHANTS["norrnet"].merchant
MERCHANTS_FOLDER = ROOT / "policies"


@pytest.mark.parametrize(
    ("now", "live"),
    [(datetime(2026, 11, 24, 10, 31, tzinfo=UTC), True), (datetime(2026, 11, 22, 10, 31, tzinfo=UTC), False)],
)
def test_who_asks_for_a_person_is_answered_in_desk_time(desk, now, live):
    desk.now = now
    talk = desk.chat()
    desk.hear(talk, "It was never activated", "not_activated")
    desk.hear(talk, "NN-10023", "give_order_number")
    desk.hear(talk, "kari@example.com", "give_email")
    (said,) = Handoff(desk.context).to_person(talk, "9", "asked")
    assert said.response == ("utter_handed_over_live" if live else "utter_handed_over")
    assert desk.row(said.args["case"]).due_at == desk_hours.due(NORRNET, now, 120)


def test_an_appeal_keeps_the_policys_time_for_a_review(desk):
    talk = desk.chat()
    desk.hear(talk, "It was never activated", "not_activated")
    (said,) = Handoff(desk.context).to_person(talk, "9", "appeal")
    assert desk.row(said.args["case"]).due_at > desk_hours.due(NORRNET, desk.now, 120)


def test_a_currency_or_role_without_a_limit_needs_a_second_person_for_every_amount():
    assert RULES["norrnet"].is_within_limit("agent", nok("10000.00"))
    assert not RULES["norrnet"].is_within_limit("agent", nok("10000.01"))
    assert not RULES["norrnet"].is_within_limit("agent", Money(nok("1.00").amount, "USD"))
    assert not RULES["norrnet"].is_within_limit("guest", nok("0.01"))
    assert not desk_rules.DeskRules().is_within_limit("admin", nok("0.01"))


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("desk.yml", "agent: {EUR: 1000.00", "agent: {USD: 1000.00", "USD"),
        ("desk.yml", 'goodwill_clause: "3"', 'goodwill_clause: "99"', "no clause `99`"),
        ("desk.yml", "records_wrong:", "Records Wrong:", "is not a code"),
        ("canned.yml", "Hello {customer}", "Hello {password}", "password"),
        ("canned.yml", '  nl: "Een ogenblik', '  fr: "Un moment', "fr"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path, file, old, new, says):
    folder = tmp_path / "norrnet"
    folder.mkdir()
    for name in ("desk.yml", "canned.yml"):
        content = (MERCHANTS_FOLDER / "norrnet" / name).read_text("utf-8")
        assert name != file or old in content
        (folder / name).write_text(content.replace(old, new, 1) if name == file else content, "utf-8")
    with pytest.raises(PolicyError, match=says) as refused:
        desk_rules.load(tmp_path, MERCHANTS["norrnet"])
    assert refused.value.line > 1
