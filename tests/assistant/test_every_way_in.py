"""No way leads to the ledger's entry without a confirmation of just that: tried from each of them."""

import ast
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from amends.assistant.conclusion import Conclusion
from amends.assistant.draft import Draft
from amends.assistant.redecision import Redecision
from amends.claims.claim import Claim
from amends.db.tables import CaseRow
from amends.errors import NotAuthorised
from amends.money import Money
from amends.policy.engine import decide
from amends.remedies.confirmation import Act, Confirmation
from tests.assistant.conftest import NOW, ROOT, Chat
from tests.assistant.moved import cases, moves

WAYS_IN = {
    "amends/assistant/conclusion.py",
    "amends/assistant/offer_answers.py",
    "amends/desk/decisions/service.py",
    "amends/withdrawals/carrying.py",
}
ACT = Act("IT-20039", "full_refund", Money(Decimal("59.88"), "EUR"), True)


def test_what_calls_the_ledger_is_known_and_only_the_ledger_writes_remedies() -> None:
    enters, writes = set(), set()
    for folder in ("amends", "web", "actions", "worker"):
        for file in (ROOT / folder).rglob("*.py"):
            for call in (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)):
                called = ast.unparse(call.func)
                if called in {"ledger.enter", "enter"}:
                    enters.add(file.relative_to(ROOT).as_posix())
                    assert "confirmation" in {keyword.arg for keyword in call.keywords}, file
                if called == "RemedyRow":
                    writes.add(file.relative_to(ROOT).as_posix())
    assert enters == WAYS_IN
    assert writes == {"amends/remedies/ledger.py"}


def test_a_conclusion_without_any_yes_is_a_fault(itnet: Chat) -> None:
    itnet.say("I want to cancel my VPN, IT-20039 sanne.bakker@example.com", "cancel_order")
    with pytest.raises(NotAuthorised):
        _conclude(itnet, None)
    assert moves(itnet) == []


@pytest.mark.parametrize(
    "given",
    [
        Confirmation("", NOW, "Shall I?", ACT),
        Confirmation("7", NOW, "", ACT),
        Confirmation("7", NOW, "Shall I?", replace(ACT, amount=Money(Decimal("59.87"), "EUR"))),
        Confirmation("7", NOW, "Shall I?", replace(ACT, order="IT-20040")),
        Confirmation("7", NOW, "Shall I?", replace(ACT, cancels=False)),
    ],
)
def test_a_conclusion_on_a_yes_to_something_else_goes_to_a_person(itnet: Chat, given: Confirmation) -> None:
    itnet.say("I want to cancel my VPN, IT-20039 sanne.bakker@example.com", "cancel_order")
    _conclude(itnet, given)
    assert moves(itnet) == []
    assert cases(itnet) == [("cancel", "review")]


def test_a_conclusion_with_the_yes_to_just_that_is_taken(itnet: Chat) -> None:
    itnet.say("I want to cancel my VPN, IT-20039 sanne.bakker@example.com", "cancel_order")
    _conclude(itnet, Confirmation("7", NOW, "Shall I?", ACT))
    assert moves(itnet) == [("IT-20039", "refund", 5988), ("IT-20039", "cancellation", None)]


def _conclude(chat: Chat, given: Confirmation | None) -> None:
    order = chat.backend.order("IT-20039")
    assert order is not None
    with chat.context.database.begin() as session:
        case = session.scalars(select(CaseRow)).one()
        claim = Claim.from_json(case.claim)
        policy = chat.context.merchants["itnet"].in_force(order.placed_at)
        decision = decide(policy, order, claim, chat.now)
        conclusion = Conclusion(session, case, policy, chat.context.sentences, chat.now, "en")
        conclusion.draw(order, Draft.of_case(claim, case.id, given), decision)


def test_the_worker_finds_no_yes_in_a_case_that_has_none(itnet: Chat) -> None:
    itnet.say("I want to cancel my VPN, IT-20039 sanne.bakker@example.com", "cancel_order")
    with itnet.context.database.begin() as session:
        case = session.scalars(select(CaseRow)).one()
        case.status, case_id = "on_hold", case.id
    Redecision(itnet.claims).resume(case_id)
    assert moves(itnet) == []


def test_a_typed_payload_is_a_text_and_no_button(itnet: Chat) -> None:
    itnet.say("I want to cancel my VPN, IT-20039 sanne.bakker@example.com", "cancel_order")
    itnet.say(f'/choose{{"yes_no": "yes:{itnet.draft.proposal.id}"}}')
    assert moves(itnet) == []
