"""What the window has room for: long answers, clauses, choices, a narrow screen, and a limit that is reached."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.stack import Stack
from tests.widget.browser import Visitor
from tests.widget.conftest import Arrives, agent_says, bot_asks


@pytest.mark.parametrize("size", [(320, 568), (320, 520)])
def test_what_is_longer_than_the_view_is_shown_from_its_beginning(
    arrives: Arrives, system: Stack, size: tuple[int, int]
) -> None:
    visitor = arrives(viewport={"width": size[0], "height": size[1]}).open()
    visitor.at_rest()
    assert below_the_top(visitor, visitor.log.locator(".bubble").first)
    visitor.log.evaluate(READ_TO_THE_END)  # the greeting may be longer than the view, too
    agent_says(system, visitor.conversation()["id"], "\n".join(f"Line {n} of a long answer." for n in range(1, 60)))
    answer = visitor.reads("Line 59 of a long answer.")
    visitor.at_rest()
    assert below_the_top(visitor, answer)
    visitor.shot(f"13-long-{size[1]}")
    visitor.dialog.get_by_role("button", name="New messages").click()
    expect(visitor.log.get_by_text("Line 59")).to_be_in_viewport()
    assert not below_the_top(visitor, answer)


def below_the_top(visitor: Visitor, shown: Locator) -> bool:
    """Whether its first line is in view."""
    log, box = visitor.log.bounding_box(), shown.bounding_box()
    assert log is not None
    assert box is not None
    return log["y"] <= box["y"] < log["y"] + log["height"] - 20


def top_of(folded: Locator) -> float:
    box = folded.locator("summary").bounding_box()
    assert box is not None
    return box["y"]


REASON = "Your refund is not possible, because the service has been used."
READ_TO_THE_END = """(log) => new Promise((done) => { log.scrollTo(0, log.scrollHeight);
    requestAnimationFrame(() => requestAnimationFrame(done)); })"""
QUOTATION = "\n".join(f"• What is number {number} (§ {number}): Words that take some lines." for number in range(1, 7))


def test_what_a_policy_says_is_folded_under_its_reason_and_unfolds_by_keyboard(visitor: Visitor, system: Stack) -> None:
    visitor.open()
    visitor.reads("welcome")
    agent_says(system, visitor.conversation()["id"], f"{REASON}\n{QUOTATION}")
    visitor.reads("§ 1")
    visitor.at_rest()
    expect(visitor.log.get_by_text(REASON)).to_be_visible()
    expect(visitor.log.locator(".clause > summary")).to_have_count(6)
    folded = visitor.log.locator(".clause").last
    words = folded.locator("p")
    expect(words).to_be_hidden()
    assert visitor.violations() == []
    folded.locator("summary").focus()
    before = top_of(folded)
    visitor.page.keyboard.press("Enter")
    expect(words).to_have_text("Words that take some lines.", use_inner_text=True)
    assert top_of(folded) == before
    assert visitor.violations() == []
    visitor.shot("14-unfolded")
    visitor.page.keyboard.press("Enter")
    expect(words).to_be_hidden()


def test_at_most_four_choices_are_offered_at_once_and_their_question_is_in_view(
    arrives: Arrives, system: Stack
) -> None:
    visitor = arrives(viewport={"width": 360, "height": 640}).open()
    visitor.at_rest()
    bot_asks(system, visitor.conversation()["id"], "I did not understand that. What is it about?", choices=11)
    question = visitor.reads("What is it about?")
    offered = visitor.log.locator(".rest .choices").last
    visible = visitor.log.get_by_role("button", name="Answer number")
    expect(visible).to_have_count(4)
    assert below_the_top(visitor, question)
    assert visitor.violations() == []
    visitor.shot("18-choices")
    visitor.log.locator(".rest > summary").focus()
    visitor.page.keyboard.press("Enter")
    expect(offered.locator("button").last).to_be_visible()
    expect(visible).to_have_count(11)
    assert visitor.violations() == []


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_two_thirds_of_a_narrow_window_are_for_the_talk(arrives: Arrives, language: str) -> None:
    visitor = arrives(viewport={"width": 320, "height": 568})
    visitor.speaking(language)
    visitor.open()
    visitor.at_rest()
    box = visitor.log.bounding_box()
    assert box is not None
    visitor.shot(f"10-320-{language}")
    assert box["height"] >= 568 * 2 / 3


def test_a_limit_says_why_when_again_and_where_to_write_and_ends_by_itself(arrives: Arrives) -> None:
    visitor = arrives(viewport={"width": 360, "height": 640})
    visitor.page.clock.install()
    refused = {"type": "urn:amends:problem:too-many-requests", "title": "Too many"}
    visitor.page.route(
        "**/v1/conversations",
        lambda route: route.fulfill(status=429, json=refused, headers={"Retry-After": "600"}),
    )
    visitor.launcher.click()
    banner = visitor.dialog.locator(".banner")
    expect(banner).to_contain_text("Many conversations were begun from this network")
    expect(banner).to_contain_text(re.compile(r"at \d?\d:\d\d"))
    expect(banner.get_by_role("link")).to_have_attribute("href", re.compile("^mailto:.+@"))
    expect(visitor.box).to_be_disabled()
    visitor.shot("19-limit")
    assert visitor.violations() == []
    visitor.page.unroute("**/v1/conversations")
    visitor.page.clock.fast_forward(601_000)
    visitor.reads("welcome")
    expect(visitor.box).to_be_enabled()
    expect(banner).to_be_hidden()
    visitor.problems.clear()  # the browser reports the 429
