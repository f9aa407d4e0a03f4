"""What is above one person's limit takes two: the second one's yes moves the money once, their no moves nothing."""

from playwright.sync_api import expect

from amends.db.desk_tables import ApprovalRow
from tests.desk_story.agent import SOON_MS
from tests.desk_story.claims import claims
from tests.desk_story.conftest import Arrives, SignsIn
from tests.desk_story.ending import mails, moved
from tests.desk_story.records import becomes, case, is_mailed, rulings
from tests.stack import Stack

TEAM, TEAM_EMAIL = "IT-20035", "beheer.kadekantoor@example.com"
AUDIT, AUDIT_EMAIL = "NN-10031", "anders.nyberg@example.com"


def test_what_anna_asks_for_siri_approves_and_it_moves_once(arrives: Arrives, signs_in: SignsIn, system: Stack) -> None:
    visitor = arrives("itnet")
    number = claims(system, visitor, f"The team plan was never activated, {TEAM}, {TEAM_EMAIL}", "itnet")
    anna, siri = signs_in("anna"), signs_in("siri")
    siri.goes_to(number)
    anna.opens(number)
    anna.asks_to_approve("full refund, €349.00", told="A second person has to approve it")
    expect(anna.panel("Waiting for a second person")).to_contain_text("Anna Vik asked")
    expect(anna.panel("Waiting for a second person")).to_contain_text("full refund, €349.00")
    expect(anna.page.get_by_role("button", name="Approve")).to_have_count(0)
    assert (case(system, number).status, moved(system, TEAM)) == ("review", [])

    # Siri had the page open already, and Anna's stays open: both hear of it by themselves.
    siri.page.get_by_role("button", name="Approve what Anna Vik asked for").dblclick()
    siri.is_told("Approved")
    becomes(system, number, "resolved")
    visitor.reads("We will refund €349.00 and cancel order IT-20035")
    expect(anna.panel("Waiting for a second person")).to_have_count(0, timeout=SOON_MS)
    expect(anna.panel("Remedies")).to_contain_text("refund €349.00 confirmed", timeout=SOON_MS)
    expect(anna.page.locator("summary", has_text="Grant another remedy")).to_have_count(0, timeout=SOON_MS)
    is_mailed(system, TEAM_EMAIL, number, "€349.00")
    assert moved(system, TEAM) == [("refund", "349.00", "EUR"), ("cancellation", None, None)]
    [ruling] = rulings(system, number)
    assert (ruling.kind, ruling.decided_by != ruling.second_by is not None) == ("recommended", True)


def test_what_siri_refuses_moves_nothing_and_only_anna_reads_why(
    arrives: Arrives, signs_in: SignsIn, system: Stack
) -> None:
    visitor = arrives()
    words = f"Please cancel the firewall check-up, we no longer need it, {AUDIT}, {AUDIT_EMAIL}"
    number = claims(system, visitor, words)
    is_mailed(system, AUDIT_EMAIL, number)
    told, mailed = visitor.log.inner_text(), mails(system, AUDIT_EMAIL)
    anna, siri = signs_in("anna"), signs_in("siri")
    anna.goes_to(number)
    anna.asks_to_approve("full refund", told="A second person has to approve it")

    expect(siri.finds(number)).to_contain_text("needs approval")
    siri.opens(number)
    siri.page.get_by_label("Why not").fill("Ask first whether the visit took place")
    siri.page.keyboard.press("Enter")
    siri.is_told("Refused. Nothing was done.")
    expect(anna.panel("Timeline")).to_contain_text("Ask first whether the visit took place", timeout=SOON_MS)
    expect(anna.page.get_by_role("button", name="Approve: full refund")).to_be_visible()

    with system.database.read() as session:
        assert [row.state for row in session.query(ApprovalRow).filter_by(case_id=case(system, number).id)] == [
            "refused"
        ]
    assert (case(system, number).status, moved(system, AUDIT), rulings(system, number)) == ("review", [], [])
    assert (visitor.log.inner_text(), mails(system, AUDIT_EMAIL)) == (told, mailed)
    visitor.say("How is my case going?")
    visitor.reads(f"{number} is with a person")
