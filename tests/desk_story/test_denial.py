"""A person denies by clauses, and the customer reads which; afterwards the case can be opened again."""

from playwright.sync_api import expect

from tests.desk_story.claims import claims
from tests.desk_story.conftest import SignsIn
from tests.desk_story.ending import moved
from tests.desk_story.records import case, is_mailed, rulings
from tests.stack import Stack
from tests.widget.browser import Visitor

LATE, EMAIL = "NN-10010", "emma.devries@example.com"
WORDS = "Your first week was used for the set-up that you asked for."


def test_a_denial_names_its_clauses_and_the_case_can_be_opened_again(
    visitor: Visitor, signs_in: SignsIn, system: Stack
) -> None:
    words = f"I paid ten days ago and traffic analytics was never activated, {LATE}, {EMAIL}"
    number = claims(system, visitor, words)
    anna = signs_in("anna")
    anna.goes_to(number)
    form = anna.unfolds("Deny")
    form.get_by_label("In your own words, in English").fill(WORDS)
    anna.is_refused("Deny", form, "Name the clauses that this decision rests on")
    expect(form.get_by_label("In your own words, in English")).to_have_value(WORDS)
    assert case(system, number).status == "review"

    form.get_by_role("checkbox", name="2g").check()
    form.get_by_role("checkbox", name="3 How and when to ask").check()
    anna.presses("Deny", within=form, told="Denied")
    denial = visitor.reads("cannot grant what you asked for")
    expect(denial).to_contain_text(WORDS)
    expect(denial).to_contain_text("(§ 2g)")
    expect(denial).to_contain_text("How and when to ask (§ 3)")
    is_mailed(system, EMAIL, number, WORDS, "(§ 2g)")
    assert (case(system, number).status, moved(system, LATE)) == ("denied", [])
    assert [(ruling.kind, ruling.reason_code) for ruling in rulings(system, number)] == [("deny", None)]

    form = anna.unfolds("Reopen")
    form.get_by_label("Why").fill("The set-up was never asked for")
    anna.presses("Reopen", within=form, told="The case is open again")
    expect(anna.panel("Timeline")).to_contain_text("The set-up was never asked for")
    again = visitor.reads(f"Anna Vik is looking at your case {number} again")
    expect(again).not_to_contain_text("The set-up was never asked for")
    is_mailed(system, EMAIL, number, "is looking at your case")
    assert (case(system, number).status, case(system, number).due_at is not None) == ("review", True)
    anna.page.goto("/desk")
    anna.finds(number)
