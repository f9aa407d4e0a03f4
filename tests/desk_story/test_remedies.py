"""What the policy does not grant, a person may: a goodwill credit, a set-off, another remedy against the policy."""

from playwright.sync_api import expect

from amends.db.remedy_tables import RemedyRow
from tests.desk_story.agent import Agent
from tests.desk_story.claims import claims
from tests.desk_story.conftest import Arrives, SignsIn
from tests.desk_story.ending import case_of, moved
from tests.desk_story.records import becomes, case, is_mailed, rulings
from tests.stack import Stack
from tests.widget.browser import Visitor

TWICE, TWICE_EMAIL = "NN-10007", "ola.berg@example.com"
GONE, GONE_EMAIL = "IT-20043", "milan.peters@example.com"
ACTIVE, ACTIVE_EMAIL = "NN-10013", "ola.berg@example.com"


def test_a_goodwill_credit_is_offered_given_once_on_a_yes_and_never_more_than_was_paid(
    visitor: Visitor, signs_in: SignsIn, system: Stack
) -> None:
    number = claims(system, visitor, f"I see now that I was charged twice for alerts, {TWICE}, {TWICE_EMAIL}")
    anna = signs_in("anna")
    anna.goes_to(number)
    form = anna.unfolds("Goodwill credit")
    expect(form).to_contain_text("at most NOK 1,180.00")
    form.get_by_label("Amount").fill("1180,01")
    form.get_by_label("Reason").select_option(label="The customer's circumstances")
    anna.is_refused("Offer the credit", form, "Only NOK 1,180.00 can still be returned")
    expect(form.get_by_label("Amount")).to_have_value("1180,01")
    expect(form.get_by_label("Reason")).to_have_value("special_hardship")
    assert (case(system, number).status, moved(system, TWICE)) == ("review", [])

    # A colleague has the same form before them.
    siri = signs_in("siri")
    siri.goes_to(number)
    theirs = siri.unfolds("Goodwill credit")
    theirs.get_by_label("Amount").fill("99")
    theirs.get_by_label("Reason").select_option(label="The customer's circumstances")

    form.get_by_label("Amount").fill("120,50")
    form.get_by_role("button", name="Offer the credit").dblclick()
    anna.is_told("Offered to the customer")
    expect(siri.page.get_by_text("The case has changed.")).to_be_visible()
    siri.is_refused("Offer the credit", theirs, "changed")
    expect(theirs.get_by_label("Amount")).to_have_value("99")
    offer = visitor.reads("Anna Vik from NorrNet Services has an offer for you")
    expect(offer).to_contain_text("gesture of goodwill, we will add a credit of NOK 120.50 to your account")
    is_mailed(system, TWICE_EMAIL, number, "has an offer for you", "NOK 120.50", "one of the two buttons")
    assert (case(system, number).status, moved(system, TWICE)) == ("offered", [])

    # The customer declines in words, and Anna offers more.
    visitor.say("No, I don't want your goodwill")
    visitor.reads("All right, we will not do that")
    assert (case(system, number).status, moved(system, TWICE)) == ("review", [])
    anna.goes_to(number)
    expect(anna.panel("Timeline")).to_contain_text("declined the offer")
    form = anna.unfolds("Goodwill credit")
    form.get_by_label("Amount").fill("200")
    form.get_by_label("Reason").select_option(label="The customer's circumstances")
    anna.presses("Offer the credit", within=form, told="Offered to the customer")
    visitor.reads("a credit of NOK 200.00 to your account")
    visitor.press("Yes, I accept")
    visitor.reads("We are doing this now")
    becomes(system, number, "resolved")
    assert moved(system, TWICE) == [("credit", "200.00", "NOK")]
    first, second = rulings(system, number)
    assert {(each.kind, each.no_precedent, each.reason_code) for each in (first, second)} == {
        ("goodwill", True, "special_hardship")
    }


def test_a_set_off_pays_nothing_out_and_is_told_as_that(arrives: Arrives, signs_in: SignsIn, system: Stack) -> None:
    visitor = arrives("itnet")
    visitor.talk((f"My calling credit has expired, {GONE}, {GONE_EMAIL}", "A person will decide this"))
    anna = signs_in("anna")
    number = anna.page.locator("tbody tr", has_text=GONE).get_by_role("link").inner_text()
    anna.opens(number)
    form = anna.unfolds("Set off")
    form.get_by_label("Reason").select_option(label="We made a mistake that no clause names")
    form.get_by_label("Amount").fill("25.001")
    form.get_by_role("button", name="Set off").click()
    assert form.get_by_label("Amount").evaluate("field => field.validity.patternMismatch")
    expect(form).to_contain_text("at most €20.00")  # which is what he owes; he paid 25
    form.get_by_label("Amount").fill("21")
    anna.is_refused("Set off", form, "The customer owes €20.00, so no more than that can be set off")
    expect(form.get_by_label("Amount")).to_have_value("21")
    assert moved(system, GONE) == []

    form.get_by_label("Amount").fill("12.5")
    anna.presses("Set off", within=form, told="Decided")
    becomes(system, number, "resolved")
    visitor.reads("We will set €12.50 off against what is still unpaid, instead of paying it out")
    visitor.reads("€12.50 has been set off against what was still unpaid for order IT-20043")
    is_mailed(system, GONE_EMAIL, number, "€12.50 has been set off", "nothing is paid out")
    assert moved(system, GONE) == [("credit", "12.50", "EUR")]
    assert [(ruling.kind, ruling.no_precedent) for ruling in rulings(system, number)] == [("set_off", False)]


def test_what_the_policy_denied_is_granted_against_it_with_a_reason_and_clauses(
    visitor: Visitor, signs_in: SignsIn, system: Stack
) -> None:
    number = appeals(system, visitor)
    anna = signs_in("anna")
    anna.goes_to(number)
    expect(anna.panel("Decision")).to_contain_text("row N09b")
    form = anna.unfolds("Grant another remedy")
    form.get_by_label("Remedy").select_option("partial_refund")
    form.get_by_label("Amount").fill("245")
    form.get_by_role("button", name="Grant").click()
    assert form.get_by_label("Reason").evaluate("field => field.validity.valueMissing")
    form.get_by_label("Reason").select_option(label="The order's records are wrong or late")
    form.get_by_role("checkbox", name="2a Service not activated").check()
    anna.presses("Grant", within=form, told="Decided")

    becomes(system, number, "resolved")
    visitor.reads("Anna Vik has decided your case")
    visitor.reads("We will refund NOK 245.00")
    is_mailed(system, ACTIVE_EMAIL, number, "NOK 245.00")
    assert moved(system, ACTIVE) == [("refund", "245.00", "NOK")]
    [ruling] = rulings(system, number)
    assert (ruling.kind, ruling.reason_code, ruling.set_aside_row) == ("override", "records_wrong", "N09b")
    assert ruling.clauses == ["1", "2e"]
    with system.database.read() as session:
        assert session.query(RemedyRow).filter_by(order_number=ACTIVE).count() == 1
    siri = signs_in("siri")
    overridden(siri)


def appeals(system: Stack, visitor: Visitor) -> str:
    visitor.say(f"Uptime tracking was never activated, {ACTIVE}, {ACTIVE_EMAIL}")
    visitor.reads("I cannot grant this")
    visitor.press("I disagree")
    visitor.reads("will look at case")
    return str(case_of(system, visitor.conversation()["id"]).number)


def overridden(siri: Agent) -> None:
    """Supervision counts it by the clauses that were set aside."""
    siri.page.get_by_role("link", name="Supervision").click()
    expect(siri.panel("Overrides by clause")).to_contain_text("2e")
