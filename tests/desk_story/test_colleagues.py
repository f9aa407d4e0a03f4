"""What colleagues do with a case among themselves: labels, notes, handing on, merging what is one."""

from playwright.sync_api import expect

from amends.db.desk_tables import DeskCaseRow, LabelRow
from tests.desk_story.agent import SOON_MS
from tests.desk_story.claims import claims, claims_unseen
from tests.desk_story.conftest import Arrives, SignsIn
from tests.desk_story.records import case
from tests.stack import Stack

EMAIL = "sanne.bakker@example.com"


def test_a_case_that_is_handed_on_appears_with_the_colleague_without_a_reload(signs_in: SignsIn, system: Stack) -> None:
    customer, number = claims_unseen(
        system, f"I want to cancel my VPN access because it is too slow, IT-20002, {EMAIL}", "itnet"
    )
    told = list(customer.lines)
    anna, bram = signs_in("anna"), signs_in("bram")
    bram.page.goto("/desk?view=mine")
    expect(bram.page.locator("tbody tr", has_text=number)).to_have_count(0)
    anna.goes_to(number)
    anna.presses("Claim", told="The case is yours")
    anna.notes("Called her; please finish today")
    labels = anna.unfolds("Labels")
    labels.get_by_label("New label").fill("Call back")
    anna.presses("Add", within=labels, told="The labels were changed")
    form = anna.unfolds("Transfer")
    form.get_by_label("To").select_option(label="Bram de Wit, agent")
    anna.presses("Transfer", within=form, told="The case was transferred")

    line = bram.finds(number)
    expect(line).to_contain_text("Bram de Wit")
    expect(line).to_contain_text("Call back")
    bram.opens(number)
    expect(bram.page.locator(".says.note-here")).to_contain_text("Called her; please finish today")
    with system.database.read() as session:
        desk = session.get_one(DeskCaseRow, case(system, number).id)
        assert desk.assigned_name == "Bram de Wit"
        assert [row.label for row in session.query(LabelRow).filter_by(case_id=desk.case_id)] == ["Call back"]
    customer.read()
    assert customer.lines == told
    customer.close()


def test_two_cases_of_one_customer_become_one_and_the_customer_is_told(
    arrives: Arrives, signs_in: SignsIn, system: Stack
) -> None:
    email = "lotte.janssen@example.com"
    first, kept = claims_unseen(system, f"My voice minutes were never activated, IT-20003, {email}", "itnet")
    visitor = arrives("itnet")
    merged = claims(
        system, visitor, f"Please cancel the voice minutes, I no longer need them, IT-20003, {email}", "itnet"
    )
    anna = signs_in("anna")
    anna.opens(merged)
    expect(anna.panel("Earlier cases")).to_contain_text(kept)
    form = anna.unfolds("Merge into another case")
    form.get_by_label("Number of the case to keep").fill(merged)
    anna.is_refused("Merge", form, "A case cannot be merged with itself")
    form.get_by_label("Number of the case to keep").fill(kept.lower())
    anna.presses("Merge", within=form, told="The case was merged")
    expect(anna.page.locator(".casehead")).to_contain_text(f"merged into {kept}")
    visitor.reads(f"Both will continue as {kept}")
    assert (case(system, merged).status, case(system, kept).status) == ("merged", "review")
    anna.page.locator(".casehead").get_by_role("link", name=kept).click()
    expect(anna.panel("Timeline")).to_contain_text(merged, timeout=SOON_MS)
    anna.page.goto("/desk")
    anna.finds(kept)
    expect(anna.page.locator("tbody tr").get_by_role("link", name=merged)).to_have_count(0)
    first.close()
