"""A customer takes a case from one conversation to another: with its number, and the code from the order's mailbox."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.redecision import Redecision
from amends.audit.verify import entries
from amends.cases import move_codes
from amends.cases.store import desk_row
from amends.conversations import log
from amends.db.conversation_tables import ConversationRow
from amends.db.tables import CaseEntryRow, CaseRow
from amends.errors import BackendUnavailable
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, moves
from tests.assistant.moving_codes import jobs, mailed, wishes, wrong

KARI = "NN-10006 kari.holm@example.com"
TWICE = ("I was charged twice for it", "duplicate_payment")


def elsewhere(chat: Chat) -> tuple[str, str]:
    """Another conversation begins; the number of the case that was left, and the conversation it is in."""
    before, number = chat.id, chat.cases()[-1][0].number
    chat.open()
    return number, before


def wished(chat: Chat, number: str) -> str | None:
    """The customer wants to go on there; the code that was mailed."""
    assert chat.say(number) == ["ask_to_move"]
    assert chat.say("yes") == ["move_code_sent"]
    return mailed(chat)


def taken(chat: Chat, number: str) -> list[str]:
    """What is said once the code is right."""
    code = wished(chat, number)
    assert code is not None
    return chat.say(code)


def told(chat: Chat, conversation_id: str) -> list[str]:
    """What was said in a conversation by itself."""
    with chat.context.database.read() as session:
        return [each.body["text"] for each in log.since(session, conversation_id, 0, 500) if each.author != "customer"]


def owner(chat: Chat, conversation_id: str) -> str:
    with chat.context.database.read() as session:
        return session.get_one(ConversationRow, conversation_id).owner


@pytest.fixture
def asked(norrnet: Chat) -> Chat:
    """A refund is proposed and waits for a yes."""
    assert norrnet.say(f"{TWICE[0]}, {KARI}", TWICE[1]) == ["confirm"]
    return norrnet


def test_what_was_proposed_is_put_anew_and_a_yes_counts_here_alone(asked: Chat) -> None:
    old = asked.draft.proposal.id
    number, before = elsewhere(asked)
    assert taken(asked, number) == ["moved_here", "confirm"]
    assert asked.draft.proposal.id != old
    here, asked.id = asked.id, before
    assert asked.say("yes") == ["goes_on_elsewhere"]
    assert asked.say("", "choose", yes_no=f"yes:{old}") == ["goes_on_elsewhere"]
    assert moves(asked) == []
    asked.id = here
    assert asked.say("", "choose", yes_no=f"yes:{old}")[0] == "choice_is_over"
    assert asked.say("go ahead") == ["approved_refund"]
    assert moves(asked) == [("NN-10006", "refund", 49000)]
    assert len(told(asked, before)) == 1
    assert f"Case {number} goes on in another conversation" in told(asked, before)[0]


def test_the_case_is_one_with_both_conversations_and_its_records_say_so(asked: Chat) -> None:
    number, before = elsewhere(asked)
    taken(asked, number)
    with asked.context.database.read() as session:
        case = session.scalars(select(CaseRow)).one()
        assert case.conversation_id == asked.id
        assert {session.get_one(ConversationRow, each).case_id for each in (before, asked.id)} == {case.id}
        lines = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == "moved")
        assert [(line.actor, line.body) for line in session.scalars(lines)] == [
            ("customer", {"from": "web", "to": "web"})
        ]
        assert [each.action for each in entries(session, "norrnet")][-1] == "moved"


def test_a_question_that_was_open_is_asked_here(norrnet: Chat) -> None:
    norrnet.say(f"Your service is down, {KARI}", "outage")
    open_question = norrnet.draft.asked
    assert open_question == "error_screenshot"
    number, before = elsewhere(norrnet)
    assert taken(norrnet, number)[0] == "moved_here"
    assert (norrnet.draft.asked, norrnet.draft.issue) == (open_question, "outage")
    norrnet.id = before
    assert (norrnet.draft.asked, norrnet.draft.issue) == (None, None)


def test_a_choice_between_remedies_is_put_anew(itnet: Chat) -> None:
    order = itnet.backend.order("IT-20029")
    assert order is not None
    itnet.say(f"My minutes were never activated, IT-20029 {order.customer.email}", "not_activated")
    assert itnet.draft.asked == "accepts"
    old = itnet.draft.proposal.id
    number, _ = elsewhere(itnet)
    assert taken(itnet, number)[0] == "moved_here"
    assert itnet.draft.asked == "accepts"
    assert itnet.say("", "choose", accepts=f"full_refund:{old}")[0] == "choice_is_over"
    itnet.say("", accepts="full_refund")
    assert moves(itnet) == [("IT-20029", "refund", 1990), ("IT-20029", "cancellation", None)]


def test_a_withdrawal_that_waits_for_its_second_step_goes_on(norrnet: Chat) -> None:
    said = "I hereby withdraw from the contract, NN-10028 emma.devries@example.com"
    norrnet.say(said)
    assert norrnet.draft.asked == "withdrawal"
    declared = norrnet.draft.declared
    number, _ = elsewhere(norrnet)
    assert taken(norrnet, number)[0] == "moved_here"
    assert (norrnet.draft.asked, norrnet.draft.declared) == ("withdrawal", declared)


def test_a_yes_that_waits_for_the_order_system_is_done_once_and_told_here(asked: Chat) -> None:
    asked.backend.fail(BackendUnavailable("away"), times=3)
    assert asked.say("yes") == ["parked"]
    number, before = elsewhere(asked)
    assert taken(asked, number) == ["moved_here", "parked"]
    assert asked.draft.parked
    case = asked.cases()[0][0]
    while moves(asked) == []:
        try:
            Redecision(ClaimDialogue(asked.context)).resume(case.id)
        except BackendUnavailable:
            continue
    assert moves(asked) == [("NN-10006", "refund", 49000)]
    assert len(told(asked, before)) == 1
    assert any("490" in text for text in told(asked, asked.id))


def test_a_claim_of_nobody_known_cannot_be_taken(norrnet: Chat) -> None:
    norrnet.backend.fail(BackendUnavailable("away"))
    assert norrnet.say(f"{TWICE[0]}, {KARI}", TWICE[1]) == ["parked"]
    number, before = elsewhere(norrnet)
    assert wished(norrnet, number) is None
    norrnet.id = before
    Redecision(ClaimDialogue(norrnet.context)).resume(norrnet.cases()[0][0].id)
    norrnet.open()
    assert taken(norrnet, number) == ["moved_here", "confirm"]


def test_a_score_that_waits_for_words_waits_for_none_here(norrnet: Chat) -> None:
    norrnet.say("I ordered the consultation by mistake, NN-10028 emma.devries@example.com", "wrong_purchase")
    norrnet.say("", "choose", satisfaction="4", case=norrnet.cases()[0][0].number)
    assert norrnet.draft.asked == "comment"
    number, _ = elsewhere(norrnet)
    assert taken(norrnet, number) == ["moved_here", "status_denied"]
    assert norrnet.draft.asked is None


@pytest.mark.parametrize(
    ("text", "intent", "status"),
    [
        ("I ordered the consultation by mistake, NN-10028 emma.devries@example.com", "wrong_purchase", "denied"),
        (f"{TWICE[0]}, {KARI}", TWICE[1], "review"),
    ],
)
def test_a_case_with_nothing_open_goes_on_with_how_it_stands(norrnet: Chat, text: str, intent: str, status: str):
    norrnet.say(text, intent)
    if status == "review":
        norrnet.say("I want to speak to a person", "talk_to_human", 0.99)
    assert cases(norrnet)[-1][1] == status
    number, _ = elsewhere(norrnet)
    assert taken(norrnet, number) == ["moved_here", f"status_{status}"]
    assert norrnet.draft.settled
    with norrnet.context.database.read() as session:
        assert session.scalars(select(CaseRow.conversation_id)).one() == norrnet.id


def test_a_case_that_waits_is_decided_here(norrnet: Chat) -> None:
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    norrnet.say(f"I paid for it and it is not activated at all, NN-10017 {order.customer.email}", "not_activated")
    norrnet.say("yes, do that then")
    assert cases(norrnet) == [("not_activated", "waiting")]
    number, before = elsewhere(norrnet)
    assert taken(norrnet, number) == ["moved_here", "status_waiting"]
    case = norrnet.cases()[0][0]
    assert case.due_at is not None
    norrnet.now = case.due_at + timedelta(minutes=1)
    Redecision(ClaimDialogue(norrnet.context)).resume(case.id)
    assert [kind for _, kind, _ in moves(norrnet)] == ["refund", "cancellation"]  # the yes was given beforehand
    assert len(told(norrnet, before)) == 1
    assert len(told(norrnet, norrnet.id)) > 0


def test_a_claim_that_was_stopped_goes_on(asked: Chat) -> None:
    asked.say("stop", "stop")
    assert cases(asked) == [("duplicate_payment", "abandoned")]
    number, _ = elsewhere(asked)
    assert taken(asked, number) == ["moved_here", "confirm"]
    assert cases(asked) == [("duplicate_payment", "collecting")]


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


def test_an_open_case_that_is_recognised_is_offered_before_another_is_begun(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    assert asked.say(KARI, "give_order_number") == ["ask_to_move_known"]
    assert asked.say("yes") == ["move_code_sent"]
    assert asked.say(str(mailed(asked))) == ["moved_here", "confirm"]
    assert asked.cases()[0][0].number == number
    assert len(cases(asked)) == 1


def test_who_leaves_the_recognised_case_is_asked_what_is_wrong_and_not_again_about_it(asked: Chat) -> None:
    elsewhere(asked)
    asked.say(KARI, "give_order_number")
    assert asked.say("no", "deny")[0] == "move_stays"
    assert asked.draft.asked == "issue"
    assert "ask_to_move_known" not in asked.say(KARI, "give_order_number")


def test_one_matter_goes_on_by_itself_as_before(asked: Chat) -> None:
    elsewhere(asked)
    assert asked.say(f"{TWICE[0]}, {KARI}", TWICE[1]) == ["confirm"]
    assert len(cases(asked)) == 1


def test_an_unfinished_claim_is_taken_up_when_the_case_is_done(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    asked.say("The dashboard was down, NN-10032 daan.visser@example.com", "outage")
    assert taken(asked, number) == ["moved_here", "confirm"]
    said = asked.say("yes")
    assert said[:2] == ["approved_refund", "back_to_order"]
    assert asked.draft.order_number == "NN-10032"


def test_a_case_that_goes_on_here_is_not_asked_about(asked: Chat) -> None:
    assert "ask_to_move" not in asked.say(asked.cases()[0][0].number)
    number, _ = elsewhere(asked)
    taken(asked, number)
    assert "ask_to_move" not in asked.say(number)


def test_a_declared_withdrawal_comes_first(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    wished(asked, number)
    asked.say("I hereby withdraw from the contract, NN-10028 emma.devries@example.com")
    assert asked.draft.issue == "withdraw"
    assert asked.say(number)[0] == "move_code_sent"
    assert asked.say(str(mailed(asked)))[0] == "move_not_now"
    assert asked.draft.issue == "withdraw"


def test_a_merged_case_leads_to_the_one_that_goes_on(asked: Chat) -> None:
    asked.open()
    asked.say(f"It was the wrong one, {KARI}", "wrong_purchase")
    first, second = (case for case, _ in asked.cases())
    with asked.context.database.begin() as session:
        session.get_one(CaseRow, second.id).status = "merged"
        desk_row(session, second.id).merged_into = first.id
    asked.open()
    assert taken(asked, second.number) == ["moved_here", "confirm"]
    assert asked.draft.case_id == first.id


def test_a_chat_that_a_person_has_is_that_persons_here(asked: Chat) -> None:
    number, before = elsewhere(asked)
    with asked.context.database.begin() as session:
        session.get_one(ConversationRow, before).owner = "person"
    assert taken(asked, number) == ["moved_here_to_person"]
    assert (owner(asked, before), owner(asked, asked.id)) == ("bot", "person")
