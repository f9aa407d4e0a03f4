"""What a person still needs, the bot asks the customer for; the case comes back with it."""

from playwright.sync_api import expect

from tests.desk_story.chat import out_of_turn, spoken
from tests.desk_story.claims import claims
from tests.desk_story.conftest import Arrives, SignsIn
from tests.desk_story.records import becomes, case, is_mailed
from tests.stack import Stack

ORDER, EMAIL = "IT-20056", "clara.vogel@example.com"


def test_the_bot_asks_for_it_and_the_answer_is_on_the_case_when_it_comes_back(
    arrives: Arrives, signs_in: SignsIn, system: Stack
) -> None:
    visitor = arrives("itnet")
    number = claims(
        system, visitor, f"My account is restricted and I cannot use the VPN access, {ORDER}, {EMAIL}", "itnet"
    )
    anna = signs_in("anna")
    anna.goes_to(number)
    anna.takes_over()
    form = anna.unfolds("Ask for information")
    anna.is_refused("Ask", form, "Choose one or more things to ask for")
    form.get_by_label("error message").check()
    form.get_by_label("occurred at").check()
    anna.presses("Ask", within=form, told="The bot will ask the customer for it")
    assert case(system, number).status == "on_hold"

    visitor.reads("needs something from you")
    is_mailed(system, EMAIL, number, "the error message", "when it happened")
    visitor.talk(
        ("Account locked, contact us. Code R-17", "When did it happen"), ("yesterday at 15:00", "has what was asked")
    )
    anna.reads("customer", "Account locked, contact us. Code R-17")
    becomes(system, number, "review")
    anna.goes_to(number)
    expect(anna.panel("Claim")).to_contain_text("Account locked, contact us. Code R-17")
    expect(anna.panel("Claim")).to_contain_text("Occurred at")
    assert case(system, number).claim["error_message"] == "Account locked, contact us. Code R-17"
    assert out_of_turn(spoken(system.database, visitor.conversation("itnet")["id"])) == []
    anna.page.goto("/desk")
    anna.finds(number)
