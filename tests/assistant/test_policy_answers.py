"""The policy, asked for: what counts for the problem at hand, one clause by its number, or what there is by name."""

import pytest

from amends.policy.policy import Clause
from tests.assistant.conftest import Chat
from tests.shipped import policies

MOST = 900
"""All headings of a policy, a line each."""


def clause(number: str) -> Clause:
    return policies()["norrnet"].newest.clause(number)


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_nobody_gets_every_clause_in_full(norrnet: Chat, language: str) -> None:
    assert norrnet.say("what is your refund policy", "ask_policy", language=language) == ["answer_policy"]
    (said,) = norrnet.draft.turn.says
    assert f"{clause('2e').heading[language]} (§ 2e)" in said.args["clauses"]
    assert clause("2e").text[language] not in said.args["clauses"]
    assert len(norrnet.context.sentences.text(said, language)) <= MOST


@pytest.mark.parametrize("text", ["§ 2e", "what does § 2e say?", "wat staat er in artikel 2e", "hva sier punkt 2e?"])
def test_a_clause_is_told_by_its_number(norrnet: Chat, text: str) -> None:
    norrnet.say("what is your refund policy", "ask_policy")
    assert norrnet.say(text, "out_of_scope", 0.3) == ["answer_policy_on"]
    assert clause("2e").text["en"] in norrnet.draft.turn.says[0].args["clauses"]


def test_with_a_question_open_the_clause_is_told_and_the_question_put_again(norrnet: Chat) -> None:
    norrnet.say("I was charged twice", "duplicate_payment")
    assert norrnet.say("§ 2b", "out_of_scope", 0.3) == ["answer_policy_on", "ask_order_number_again"]
    assert norrnet.draft.tries == 0


def test_what_is_asked_about_a_problem_is_told_by_what_decides_about_it(norrnet: Chat) -> None:
    norrnet.say("I was charged twice", "duplicate_payment")
    assert norrnet.say("what are the rules for that?", "ask_policy") == ["answer_policy_on", "ask_order_number_again"]
    told = norrnet.draft.turn.says[0].args["clauses"]
    assert clause("2b").text["en"] in told
    assert told.count("(§ ") <= 2
