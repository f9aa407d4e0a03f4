"""In a chat the decision comes first, and the clause on which it turns; the others are named, and told on request."""

import pytest

from amends.assistant.draft import Draft
from amends.assistant.explanations import Explanation
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome, Reason
from amends.policy.policy import Policy, Row
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, mails
from tests.shipped import policies, sentences

LANGUAGES = ("en", "nl", "nb")
MOST = 600
NEVER = "My security alerts were never switched on, NN-10012 kari.holm@example.com"


def denial(policy: Policy, row: Row, *before: str) -> Decision:
    clauses = (*before, *(cite.clause for cite in row.cites))
    reasons = tuple(map(Reason, clauses))
    return Decision(Outcome.DENY, row.id, clauses, reasons, policy.version, shown_clauses=clauses)


def words(policy: Policy, order: Order, decision: Decision, language: str, *, in_full: bool = False) -> str:
    telling = Explanation(policy, order, "AM-7K2M9QX", language, sentences(), in_full=in_full)
    return sentences().text(telling.of(decision, Draft(issue="cancel"))[0], language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("merchant", "number"), [("norrnet", "NN-10012"), ("itnet", "IT-20041")])
def test_no_denial_is_a_wall_of_text(norrnet: Chat, merchant: str, number: str, language: str) -> None:
    policy, order = policies()[merchant].newest, norrnet.backend.order(number)
    assert order is not None
    denying = [row for row in (*policy.rows, *policy.statute.rows) if row.outcome == Outcome.DENY]
    cancelling = [row for row in policy.rows_for("cancel") if row.outcome == Outcome.DENY]
    decisions = [denial(policy, row) for row in denying]
    decisions += [denial(policy, row, "eu.2") for row in cancelling]  # a withdrawal that the statute does not know
    assert len(decisions) > 10
    too_long = [(each.row, len(words(policy, order, each, language))) for each in decisions]
    assert [found for found in too_long if found[1] > MOST] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_deciding_clause_stands_in_its_words_and_the_others_by_name(itnet: Chat, language: str) -> None:
    policy, order = policies()["itnet"].newest, itnet.backend.order("IT-20042")
    assert order is not None
    row = next(row for row in policy.rows if row.id == "I15b")
    told = words(policy, order, denial(policy, row), language)
    assert policy.clause("6").text[language] in told
    assert policy.clause("5").text[language] not in told
    assert f"{policy.clause('5').heading[language]} (§ 5)" in told
    assert policy.clause("5").text[language] in words(policy, order, denial(policy, row), language, in_full=True)


def test_why_tells_all_of_it_and_the_letter_did_already(norrnet: Chat) -> None:
    assert norrnet.say(NEVER, "not_activated")[0] == "denied"
    policy = policies()["norrnet"].newest
    (in_chat,) = [say for say in norrnet.draft.turn.says if say.response == "utter_denied"]
    assert policy.clause("2e").text["en"] in in_chat.args["clauses"]
    assert policy.clause("1").text["en"] not in in_chat.args["clauses"]
    letter = " ".join(mails(norrnet)[-1].text.split())
    assert all(policy.clause(clause).text["en"] in letter for clause in ("1", "2e"))
    assert norrnet.say("why?") == ["decision_explained"]
    told = norrnet.draft.turn.says[0].args["clauses"]
    assert all(policy.clause(clause).text["en"] in told for clause in ("1", "2e"))
    assert cases(norrnet) == [("not_activated", "denied")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_good_news_name_the_clauses_and_do_not_tell_them(norrnet: Chat, language: str) -> None:
    norrnet.say("I was charged twice, NN-10006 kari.holm@example.com", "duplicate_payment", language=language)
    assert norrnet.say("/choose", yes_no="yes") == ["approved_refund"]
    clause = policies()["norrnet"].newest.clause("2b")
    told = norrnet.draft.turn.says[0].args["clauses"]
    assert told == f"• {clause.heading[language]} (§ 2b)"
