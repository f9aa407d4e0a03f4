"""A claim that a person steps into twice: a customer in the chat window, an agent at the desk, in real browsers."""

from playwright.sync_api import expect

from amends.db.case_tables import CaseRow
from amends.db.desk_tables import RulingRow, SatisfactionRow
from amends.db.remedy_tables import RemedyRow
from tests.desk_story.agent import types
from tests.desk_story.chat import out_of_turn, spoken
from tests.desk_story.conftest import SignsIn
from tests.desk_story.ending import case_of, decided_by, mails, moved
from tests.stack import Stack
from tests.widget.browser import Visitor

ORDER = "NN-10020"
EMAIL = "drift.fjordkontor@example.com"
AMOUNT = "7,490.00"
CARRIED_OUT = [("refund", "7490.00", "NOK"), ("cancellation", None, None)]


def test_a_person_steps_into_a_claim_decides_it_and_gives_it_back(
    visitor: Visitor, signs_in: SignsIn, system: Stack
) -> None:
    anna = signs_in("anna")
    chat = visitor.conversation()["id"]
    visitor.talk(("The network monitoring was never switched on", "order number"))
    visitor.call_a_person()
    visitor.reads("AM-")
    number = case_of(system, chat).number

    anna.opens(number)
    anna.reads("customer", "The network monitoring was never switched on")
    anna.takes_over()
    visitor.reads("Anna Vik")
    anna.types(until=visitor.dialog.get_by_text("Anna Vik is writing"))
    anna.writes("Hello, this is Anna. What is it about?")
    visitor.reads("Hello, this is Anna.")
    expect(visitor.dialog.locator(".message.person .name", has_text="Anna Vik")).to_be_visible()
    types(visitor.box, until=anna.page.get_by_text("The customer is writing"))
    visitor.say("I want my money back for the monitoring")
    anna.reads("customer", "I want my money back for the monitoring")
    anna.writes("The assistant asks you for the order, then I decide.")
    visitor.reads("then I decide")

    anna.hands_back()
    visitor.reads("has left this conversation")
    visitor.talk((ORDER, "Which e-mail"), (EMAIL, "A person will decide this"))
    visitor.at_rest()
    assert (case_of(system, chat).number, case_of(system, chat).status) == (number, "review")
    assert moved(system, ORDER) == []

    decided_by(anna, visitor, system, number, AMOUNT)
    assert moved(system, ORDER) == CARRIED_OUT
    visitor.say("Thank you, Anna")
    anna.reads("customer", "Thank you, Anna")
    anna.hands_back()

    visitor.reads(f"Your case {number} is closed")
    visitor.press("5")
    visitor.reads("Thank you for telling us")
    visitor.say("Anna was quick and kind")
    visitor.reads("We read everything you write")
    visitor.at_rest()
    with system.database.read() as session:
        case = session.query(CaseRow).filter_by(number=number).one()
        remedies = session.query(RemedyRow).filter_by(order_number=ORDER).order_by(RemedyRow.id).all()
        ruling = session.query(RulingRow).filter_by(case_id=case.id).one()
        rating = session.get(SatisfactionRow, case.id)
        assert [(each.kind, each.amount_minor, each.state) for each in remedies] == [
            ("refund", 749000, "confirmed"),
            ("cancellation", None, "confirmed"),
        ]
        assert (ruling.kind, ruling.second_by) == ("recommended", None)
        assert rating is not None
        assert (rating.score, rating.comment) == (5, "Anna was quick and kind")
    assert out_of_turn(spoken(system.database, chat)) == []
    assert any(AMOUNT in mail for mail in mails(system, EMAIL))
