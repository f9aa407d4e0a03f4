"""The code with which a case is taken along: what it opens, how long, how often, and what a stranger learns."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.cases import move_codes
from amends.db.tables import CaseEntryRow, CaseRow
from tests.assistant.conftest import Chat
from tests.assistant.moving_codes import (
    KARI,
    TWICE,
    elsewhere,
    jobs,
    mailed,
    proposed,
    taken,
    wished,
    wishes,
    wrong,
)


@pytest.fixture
def asked(norrnet: Chat) -> Chat:
    return proposed(norrnet)


def test_a_wrong_code_opens_nothing_and_the_right_one_counts_after_it(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    assert asked.say(wrong(code)) == ["move_code_wrong"]
    assert asked.draft.issue is None
    assert asked.say("12 34") == ["move_code_wrong"]
    assert asked.say(f"{code}")[0] == "moved_here"


@pytest.mark.parametrize("way", ["{0}{1}", "{0} {1}", "My code is {0}-{1}.", "{0}.{1}", "koden er {0} {1}, takk"])
def test_a_code_is_read_however_it_is_typed(asked: Chat, way: str) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    assert code is not None
    assert asked.say(way.format(code[:3], code[3:]))[0] == "moved_here"


def test_five_wrong_codes_end_it_and_the_desk_is_told(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    for _ in range(move_codes.TRIES):
        assert asked.say(wrong(code)) == ["move_code_wrong"]
    assert asked.say(str(code)) == ["move_code_wrong"]
    with asked.context.database.read() as session:
        kinds = select(CaseEntryRow.kind).where(CaseEntryRow.kind.like("move%"))
        assert session.scalars(kinds).all() == ["move_refused"]
    assert asked.say("Send a new code", "choose", move=f"again:{number}") == ["move_code_sent"]
    assert asked.say(str(mailed(asked)))[0] == "moved_here"


def test_a_code_counts_for_a_quarter_of_an_hour(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    asked.now += move_codes.VALID
    assert asked.say(str(code)) == ["move_code_wrong"]


def test_a_code_counts_once_and_only_where_it_was_asked_for(asked: Chat) -> None:
    number, before = elsewhere(asked)
    code = wished(asked, number)
    here = asked.id
    asked.open()
    assert "moved_here" not in asked.say(str(code))
    other = wished(asked, number)
    if other != code:
        assert asked.say(str(code)) == ["move_code_wrong"]
    asked.id = here
    assert asked.say(str(code))[0] == "moved_here"
    assert "moved_here" not in asked.say(str(code))
    asked.id = before
    assert "moved_here" not in asked.say(str(code))


def test_a_case_that_was_taken_with_one_code_is_taken_with_no_other_that_was_out(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    code, here = wished(asked, number), asked.id
    asked.open()
    other = wished(asked, number)
    there, asked.id = asked.id, here
    assert asked.say(str(code))[0] == "moved_here"
    asked.id = there
    assert asked.say(str(other)) == ["move_code_wrong"]


def test_a_code_of_another_case_opens_none(asked: Chat) -> None:
    first, _ = elsewhere(asked)
    asked.say("I ordered the consultation by mistake, NN-10028 emma.devries@example.com", "wrong_purchase")
    second, _ = elsewhere(asked)
    code = wished(asked, first)
    assert asked.say(second) == ["ask_to_move"]
    assert asked.say("yes") == ["move_code_sent"]
    other = mailed(asked)
    if code != other:
        assert asked.say(str(code)) == ["move_code_wrong"]
    assert asked.say(str(other))[0] == "moved_here"
    assert asked.draft.order_number == "NN-10028"


def test_a_number_that_no_case_has_and_one_of_another_merchant_are_answered_alike(asked: Chat, itnet: Chat) -> None:
    number, _ = elsewhere(asked)
    for chat, given in ((asked, "AM-7K3Q9DX"), (itnet, number)):
        assert wished(chat, given) is None
        for _ in range(move_codes.TRIES + 1):
            assert chat.say("123456") == ["move_code_wrong"]
        assert chat.say("Send a new code", "choose", move=f"again:{given}") == ["move_code_sent"]
        assert chat.say("no, leave it", "deny") != []
    assert jobs(asked) == 0


def test_limits_count_for_numbers_that_no_case_has_too(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    for given in (number, "AM-7K3Q9DX"):
        asked.open()
        assert asked.say(given) == ["ask_to_move"]
        assert asked.say("yes") == ["move_code_sent"]
        for _ in range(2):
            assert asked.say("Send a new code", "choose", move=f"again:{given}") == ["move_code_sent"]
        assert asked.say("Send a new code", "choose", move=f"again:{given}") == ["move_too_many"]
        asked.open()
        assert asked.say(given) == ["ask_to_move"]
        assert [asked.say("yes"), asked.say("", "choose", move=f"again:{given}")] == [["move_code_sent"]] * 2
        assert asked.say("", "choose", move=f"again:{given}") == ["move_too_many"]  # of the case, within a day
    assert jobs(asked) == 5


def test_the_code_that_was_sent_last_still_counts_when_no_more_are_sent(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    wished(asked, number)
    for _ in range(2):
        asked.say("", "choose", move=f"again:{number}")
    code = mailed(asked)
    assert asked.say("", "choose", move=f"again:{number}") == ["move_too_many"]
    assert asked.say(str(code))[0] == "moved_here"


def test_a_mailbox_gets_so_many_and_nobody_is_told(asked: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    number, _ = elsewhere(asked)
    monkeypatch.setattr(move_codes, "PER_MAILBOX", move_codes.Window(1, move_codes.DAY))
    wished(asked, number)
    assert asked.say("", "choose", move=f"again:{number}") == ["move_code_sent"]
    assert mailed(asked) is None


def test_nothing_of_a_code_is_kept_but_a_hash_under_a_key(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    row = wishes(asked)[-1]
    assert row.code_hash is not None
    assert str(code) not in row.code_hash
    assert move_codes.mint(row, b"another key") is not None
    assert row.code_hash != wishes(asked)[-1].code_hash


def test_no_leaves_the_case_where_it_is_and_the_number_can_be_sent_again(asked: Chat) -> None:
    number, before = elsewhere(asked)
    asked.say(number)
    assert asked.say("no", "deny") == ["move_stays"]
    assert asked.say("yes", "affirm") != ["move_code_sent"]
    assert taken(asked, number) == ["moved_here", "confirm"]
    asked.id = before
    assert taken(asked, number) == ["moved_here", "confirm"]  # and back


def test_something_else_passes_the_question_over(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    asked.say(number)
    asked.say("are you a robot?", "bot_challenge")
    assert asked.say("yes", "affirm") != ["move_code_sent"]
    assert wishes(asked)[-1].state == "left"


def test_a_yes_that_crossed_with_the_question_is_asked_again(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    asked.say(number)
    asked.now -= timedelta(seconds=20)
    assert asked.say("yes") == ["ask_to_move"]
    assert asked.say("yes") == ["move_code_sent"]


def test_a_number_is_read_as_it_is_written_down_wrongly(asked: Chat) -> None:
    elsewhere(asked)
    with asked.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().number = "AM-0K1Q9DX"
    assert asked.say("am okiq9dx") == ["ask_to_move"]
    assert asked.say("yes") == ["move_code_sent"]
    assert asked.say(str(mailed(asked)))[0] == "moved_here"


@pytest.mark.parametrize("text", ["any time from 9 am - tuesday is fine", "am - evening", "I am waiting"])
def test_words_are_no_number(asked: Chat, text: str) -> None:
    elsewhere(asked)
    assert "ask_to_move" not in asked.say(text)


def test_the_same_number_again_waits_for_the_same_code_and_later_asks_anew(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    assert asked.say(number) == ["move_code_sent"]
    assert jobs(asked) == 1
    asked.now += move_codes.VALID
    assert asked.say(number) == ["ask_to_move"]
    assert asked.say("yes") == ["move_code_sent"]
    assert jobs(asked) == 2
    assert code is not None


def test_a_question_in_between_leaves_the_code_counting(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    said = asked.say("how long does a refund take?", "ask_refund_timing")
    assert len(said) > 1
    assert said[-1] == "move_code_waits"
    assert asked.say(str(code))[0] == "moved_here"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("koden kommer ikke", "not_activated"), ("where do I find it?", "ask_evidence"), ("hm", "nlu_fallback")],
)
def test_what_is_said_while_the_code_is_waited_for_is_about_the_code(asked: Chat, text: str, intent: str) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    assert asked.say(text, intent) == ["move_code_waits"]
    assert asked.draft.issue is None
    assert asked.say(str(code))[0] == "moved_here"


def test_who_asks_for_a_person_or_tells_the_claim_anew_waits_for_no_code(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    wished(asked, number)
    assert asked.say(f"{TWICE[0]}, {KARI}", TWICE[1]) == ["confirm"]
    asked.open()
    wished(asked, number)
    assert "move_code_waits" not in asked.say("I want to speak to a person", "talk_to_human", 0.99)


def test_giving_the_code_up_leaves_the_case(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    wished(asked, number)
    assert asked.say("never mind", "stop") == ["move_stays"]
    assert wishes(asked)[-1].state == "left"
