"""Two orders in one message: each problem is decided for the order that the words tie it to, or the customer says."""

import pytest

from tests.assistant.conftest import Chat

EMAIL = "kari.holm@example.com"
TWICE, MISTAKE = "NN-10006", "NN-10030"
TOLD = [
    pytest.param(
        f"I ordered {MISTAKE} by mistake, and {TWICE} was charged twice. {EMAIL}",
        [(f"I ordered {MISTAKE} by mistake", "wrong_purchase"), (f"{TWICE} was charged twice", "duplicate_payment")],
        id="en: each in its clause",
    ),
    pytest.param(
        f"{MISTAKE} heb ik per ongeluk besteld en {TWICE} is dubbel betaald. {EMAIL}",
        [
            (f"{MISTAKE} heb ik per ongeluk besteld", "wrong_purchase"),
            (f"{TWICE} is dubbel betaald", "duplicate_payment"),
        ],
        id="nl: each in its clause",
    ),
    pytest.param(
        f"{MISTAKE} bestilte jeg ved en feil, og {TWICE} ble trukket to ganger. {EMAIL}",
        [
            (f"{MISTAKE} bestilte jeg ved en feil", "wrong_purchase"),
            (f"{TWICE} ble trukket to ganger", "duplicate_payment"),
        ],
        id="nb: a mistake is no correction of the number",
    ),
]
ONE_TIED = [
    pytest.param(f"{TWICE} and {MISTAKE}", "the second one was a mistake", id="en: the second one"),
    pytest.param(f"{TWICE} en {MISTAKE}", "die tweede was een vergissing", id="nl: the second one"),
    pytest.param(f"{TWICE} og {MISTAKE}", "den andre var en feil", id="nb: the second one"),
    pytest.param(f"{TWICE} is fine", f"I ordered {MISTAKE} by mistake", id="en: the clause that names it"),
]
LEFT_OPEN = [
    pytest.param("hi, I have two orders", "my card shows the amount twice", id="en"),
    pytest.param("hallo, ik heb twee bestellingen", "mijn kaart toont het bedrag twee keer", id="nl"),
    pytest.param("hei, jeg har to bestillinger", "kortet viser beløpet to ganger", id="nb"),
]


@pytest.mark.parametrize(("text", "clauses"), TOLD)
def test_each_order_is_decided_on_its_own_problem(norrnet: Chat, text: str, clauses: list[tuple[str, str]]) -> None:
    norrnet.say(text, "duplicate_payment", parts=clauses)
    assert (norrnet.draft.order_number, norrnet.draft.issue) == (MISTAKE, "wrong_purchase")
    norrnet.say("Yes, please", yes_no="yes")
    assert (norrnet.draft.order_number, norrnet.draft.issue) == (TWICE, "duplicate_payment")
    norrnet.say("Yes, please", yes_no="yes")
    assert _decided(norrnet) == [(MISTAKE, "wrong_purchase", "N11b"), (TWICE, "duplicate_payment", "N07a")]


@pytest.mark.parametrize(("numbers", "problem"), ONE_TIED)
def test_the_order_that_the_words_point_at_comes_first_and_the_other_next(
    norrnet: Chat, numbers: str, problem: str
) -> None:
    norrnet.say(
        f"{numbers}, {problem} {EMAIL}", "duplicate_payment", parts=[(numbers, "inform"), (problem, "wrong_purchase")]
    )
    assert (norrnet.draft.order_number, norrnet.draft.issue) == (MISTAKE, "wrong_purchase")
    says = norrnet.say("Yes, please", yes_no="yes")
    assert says[-2:] == ["back_to_order", "ask_issue"]
    assert norrnet.draft.order_number == TWICE
    assert _decided(norrnet) == [(MISTAKE, "wrong_purchase", "N11b")]


@pytest.mark.parametrize(("begins", "problem"), LEFT_OPEN)
@pytest.mark.parametrize("answer", ["press", "the second one", "de tweede", "den andre", TWICE])
def test_a_problem_that_is_tied_to_neither_is_asked_for_its_order(
    norrnet: Chat, begins: str, problem: str, answer: str
) -> None:
    numbers = f"{MISTAKE} & {TWICE}"
    clauses = [(begins, "duplicate_payment"), (numbers, "inform"), (problem, "duplicate_payment")]
    assert norrnet.say(f"{begins}, {numbers}, {problem}. {EMAIL}", "duplicate_payment", parts=clauses) == [
        "ask_which_order"
    ]
    assert norrnet.draft.case_id is None
    norrnet.say(TWICE, order=TWICE) if answer == "press" else norrnet.say(answer)
    assert (norrnet.draft.order_number, norrnet.draft.issue) == (TWICE, "duplicate_payment")
    norrnet.say("Yes, please", yes_no="yes")
    assert norrnet.draft.order_number == MISTAKE
    assert _decided(norrnet) == [(TWICE, "duplicate_payment", "N07a")]


LEFT_OVER = [
    pytest.param("two charges for one purchase", "send one back", "a mistake was", id="en"),
    pytest.param("twee afschrijvingen voor één aankoop", "stuur er een terug", "een vergissing was", id="nl"),
    pytest.param("to trekk for ett kjøp", "send det ene tilbake", "en feil var", id="nb"),
]


@pytest.mark.parametrize(("twice", "wish", "mistake"), LEFT_OVER)
def test_the_problem_and_the_order_that_are_left_over_belong_together(
    norrnet: Chat, twice: str, wish: str, mistake: str
) -> None:
    clauses = [
        (twice, "duplicate_payment"), (wish, "request_refund"), (TWICE, "give_order_number"),
        (f"{mistake} {MISTAKE}", "wrong_purchase"),
    ]  # fmt: skip
    norrnet.say(f"{twice}. {wish}. {TWICE}. {mistake} {MISTAKE}. {EMAIL}", "duplicate_payment", parts=clauses)
    assert (norrnet.draft.order_number, norrnet.draft.issue) == (TWICE, "duplicate_payment")
    norrnet.say("Yes, please", yes_no="yes")
    norrnet.say("Yes, please", yes_no="yes")
    assert _decided(norrnet) == [(TWICE, "duplicate_payment", "N07a"), (MISTAKE, "wrong_purchase", "N11b")]


AFTER_EACH = [
    pytest.param("charged double", "money back", "clicked the wrong one", id="en"),
    pytest.param("dubbel afgeschreven", "geld terug", "de verkeerde aangeklikt", id="nl"),
    pytest.param("belastet dobbelt", "pengene tilbake", "klikket på feil", id="nb"),
]


@pytest.mark.parametrize(("twice", "wish", "mistake"), AFTER_EACH)
def test_a_number_after_each_problem_is_that_problems(norrnet: Chat, twice: str, wish: str, mistake: str) -> None:
    clauses = [
        (twice, "duplicate_payment"), (wish, "request_refund"), (TWICE, "give_order_number"),
        (mistake, "wrong_purchase"), (MISTAKE, "give_order_number"),
    ]  # fmt: skip
    norrnet.say(f"{twice}, {wish}. {TWICE}. {mistake}: {MISTAKE}. {EMAIL}", "duplicate_payment", parts=clauses)
    norrnet.say("Yes, please", yes_no="yes")
    norrnet.say("Yes, please", yes_no="yes")
    assert _decided(norrnet) == [(TWICE, "duplicate_payment", "N07a"), (MISTAKE, "wrong_purchase", "N11b")]


@pytest.mark.parametrize("text", ["I ordered with", "ik heb besteld met", "jeg bestilte med"])
def test_an_address_that_is_handed_over_notes_no_problem(norrnet: Chat, text: str) -> None:
    twice, mistake = f"{TWICE} was charged twice", f"{MISTAKE} was a mistake"
    told = [(twice, "duplicate_payment"), (mistake, "wrong_purchase")]
    norrnet.say(f"{twice}. {mistake}", "duplicate_payment", parts=told)
    assert norrnet.say(f"{text} {EMAIL}", "give_email", besides=["wrong_purchase"]) == ["confirm"]
    assert norrnet.say(f"{text} {EMAIL}", "wrong_purchase") == ["confirm"]
    assert norrnet.draft.later == ()
    norrnet.say("Yes, please", yes_no="yes")
    norrnet.say("Yes, please", yes_no="yes")
    assert _decided(norrnet) == [(TWICE, "duplicate_payment", "N07a"), (MISTAKE, "wrong_purchase", "N11b")]


def test_a_number_that_puts_another_right_is_the_only_one(norrnet: Chat) -> None:
    text = f"I was charged twice for {MISTAKE}, sorry, I mean {TWICE}. {EMAIL}"
    clauses = [(f"I was charged twice for {MISTAKE}", "duplicate_payment"), (f"I mean {TWICE}", "correct")]
    norrnet.say(text, "duplicate_payment", parts=clauses)
    assert (norrnet.draft.order_number, norrnet.draft.others) == (TWICE, ())


def test_another_order_than_those_to_choose_from_is_the_one_that_counts(norrnet: Chat) -> None:
    numbers, problem = f"{MISTAKE} & {TWICE}", "the wrong product"
    norrnet.say(f"{numbers}, {problem} {EMAIL}", parts=[(numbers, "inform"), (problem, "wrong_purchase")])
    norrnet.say("NN-10041", "give_order_number")
    assert norrnet.draft.order_number == "NN-10041"


def _decided(chat: Chat) -> list[tuple[str, str, str]]:
    return [(case.order_number, case.issue, rows[-1]) for case, rows in chat.cases() if rows]
