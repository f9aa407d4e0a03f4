"""The window for everyone: by keyboard, by screen reader, in the dark, on a small screen, in either direction."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.widget.browser import ANSWER_MS, Visitor
from tests.widget.conftest import Arrives

SIZES = {"narrow": (320, 640), "phone": (390, 844), "wide": (1200, 850)}


def focused(visitor: Visitor) -> str:
    """The accessible name of what has the keyboard, whichever shadow root it is in."""
    return str(
        visitor.page.evaluate(
            """() => { let at = document.activeElement;
            while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            return at?.getAttribute("aria-label") ?? at?.textContent?.trim() ?? "" }"""
        )
    )


def has_focus(visitor: Visitor, name: str) -> None:
    """Wait until it is there, on what a pattern names: it moves once the window has drawn what changed."""
    end = time.monotonic() + ANSWER_MS / 1000
    while not re.fullmatch(name, found := focused(visitor)):
        assert time.monotonic() < end, f"{found!r} has the focus, not {name!r}"
        visitor.page.wait_for_timeout(50)


def test_everything_can_be_done_by_keyboard(visitor: Visitor) -> None:
    keyboard = visitor.page.keyboard
    visitor.launcher.focus()
    keyboard.press("Enter")
    visitor.reads("welcome")
    has_focus(visitor, "Write a message")
    keyboard.type("I was charged twice")
    keyboard.press("Enter")
    visitor.reads("order number")
    keyboard.press("Shift+Tab")
    keyboard.press("Shift+Tab")
    has_focus(visitor, "Withdraw from contract here")
    keyboard.press("Escape")
    expect(visitor.dialog).to_have_count(0)
    has_focus(visitor, "Open the chat.*")


@pytest.mark.parametrize("mark", [{"keyCode": 229, "isComposing": False}, {"keyCode": 229, "isComposing": True}])
def test_a_key_that_ends_a_composition_neither_sends_nor_closes(visitor: Visitor, mark: dict[str, object]) -> None:
    """Safari says after the composition that it is over, and marks the key with 229 alone."""
    visitor.open()
    visitor.box.fill("東京")
    for key in ("Enter", "Escape"):
        event = {"key": key, "bubbles": True, "cancelable": True, "composed": True, **mark}
        visitor.box.dispatch_event("keydown", event)
    expect(visitor.box).to_have_value("東京")
    assert visitor.own() == []
    visitor.box.press("Enter")
    expect(visitor.box).to_have_value("")
    expect(visitor.log.locator(".own .bubble")).to_have_text(["東京"])


def test_the_tab_key_goes_round_within_the_window(visitor: Visitor) -> None:
    visitor.open()
    names = []
    for _ in range(30):
        visitor.page.keyboard.press("Tab")
        names.append(focused(visitor))
    first = names.index("More")
    assert names[first : first + 2] == ["More", "Close the chat"]
    assert names.count("More") >= 2
    assert {"Send", "Uptime tracking"}.isdisjoint(set(names) - {"Send"})
    assert all(name for name in names)


def test_a_choice_is_made_by_keyboard_and_writing_goes_on(visitor: Visitor) -> None:
    visitor.open()
    visitor.log.get_by_role("button", name="I want a refund").focus()
    visitor.page.keyboard.press("Enter")
    visitor.reads("order number")
    has_focus(visitor, "Write a message")


def test_escape_closes_the_menu_first_and_gives_the_focus_back(visitor: Visitor) -> None:
    visitor.open()
    menu = visitor.dialog.get_by_role("button", name="More")
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    visitor.page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    has_focus(visitor, "More")
    expect(visitor.dialog).to_be_visible()


def test_the_page_can_open_the_window_and_gets_the_focus_back(visitor: Visitor) -> None:
    opener = visitor.page.get_by_role("button", name="Ask the assistant")
    opener.click()
    expect(visitor.box).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_a_screen_reader_is_told_what_comes_in(visitor: Visitor) -> None:
    visitor.open()
    visitor.talk(("I was charged twice", "order number"))
    expect(visitor.log).to_have_attribute("aria-live", "polite")
    expect(visitor.dialog).to_have_accessible_name("NorrNet Services")
    assert visitor.log.locator(".message .hidden").all_inner_texts() == ["Assistant:", "You:", "Assistant:"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("merchant", ["norrnet", "itnet"])
def test_axe_finds_nothing(arrives: Arrives, merchant: str, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    visitor = arrives(merchant, viewport={"width": width, "height": height}, color_scheme=scheme)
    visitor.shot(f"{merchant}-{size}-{scheme}-closed")
    assert visitor.violations() == []
    visitor.open()
    visitor.talk(("I was charged twice", "order number"))
    visitor.at_rest()
    visitor.shot(f"{merchant}-{size}-{scheme}-open")
    assert visitor.violations() == []
    visitor.dialog.get_by_role("button", name="More").click()
    assert visitor.violations() == []


def test_axe_looks_inside_the_window(visitor: Visitor) -> None:
    visitor.open()
    visitor.dialog.get_by_role("button", name="Close the chat").evaluate("(one) => one.removeAttribute('aria-label')")
    assert any(found.startswith("button-name") for found in visitor.violations())


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_sticks_out_at_320_pixels(arrives: Arrives, direction: str) -> None:
    visitor = arrives(viewport={"width": 320, "height": 568})
    visitor.page.evaluate(f"document.documentElement.dir = '{direction}'")
    visitor.open()
    visitor.say("A word that does not break: " + "x" * 200)
    visitor.at_rest()
    too_wide = visitor.page.evaluate(
        """() => [...document.querySelector("amends-chat").shadowRoot.querySelector("amends-panel").shadowRoot
        .querySelectorAll("section *:not(.hidden)")].filter((one) => {
          const { left, right, width } = one.getBoundingClientRect();
          return width > 1 && (left < -0.5 || right > innerWidth + 0.5) }).map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert too_wide == []
    visitor.shot(f"10-320-{direction}")


def test_a_person_is_offered_once(visitor: Visitor) -> None:
    visitor.open()
    visitor.at_rest()
    expect(visitor.dialog.get_by_role("button", name="Talk to a person")).to_have_count(1)


def test_the_window_goes_over_to_the_language_of_the_chat(visitor: Visitor) -> None:
    visitor.open()
    visitor.say("Goedemiddag, er is twee keer geld van mijn rekening afgeschreven")
    expect(visitor.box).to_have_attribute("placeholder", "Schrijf een bericht")
    expect(visitor.dialog.get_by_text("Geautomatiseerde assistent")).to_be_visible()
    expect(visitor.dialog.get_by_role("link", name="Hier de overeenkomst herroepen")).to_be_visible()
    visitor.at_rest()
    expect(visitor.log.locator(".bubble[lang=en]")).to_have_count(1)
    expect(visitor.log.locator(".bubble[lang=nl]").first).to_be_visible()
    visitor.page.reload()
    expect(visitor.page.get_by_role("button", name="Chat openen")).to_be_visible()
    visitor.open()
    expect(visitor.box).to_have_attribute("placeholder", "Schrijf een bericht")
    visitor.shot("15-gone-over")


def test_the_window_speaks_the_browsers_language_where_the_page_names_none(arrives: Arrives) -> None:
    visitor = arrives(locale="nb-NO")
    visitor.page.route(
        "**/demo/norrnet/en.html",
        lambda route: route.fulfill(
            response=(answer := route.fetch()), body=answer.text().replace('<html lang="en">', "<html>")
        ),
    )
    visitor.visit().open()
    expect(visitor.box).to_have_attribute("placeholder", "Skriv en melding")
    visitor.reads("velkommen")


def test_the_window_mirrors_on_a_right_to_left_page(visitor: Visitor) -> None:
    visitor.page.evaluate("document.documentElement.dir = 'rtl'")
    visitor.open()
    visitor.say("I was charged twice")
    visitor.reads("order number")
    visitor.shot("11-right-to-left")
    box = visitor.dialog.bounding_box()
    own = visitor.log.locator(".own .bubble").bounding_box()
    assert box is not None
    assert own is not None
    assert box["x"] < 100
    assert own["x"] - box["x"] < 30


def test_nothing_moves_for_who_wants_no_motion(arrives: Arrives) -> None:
    visitor = arrives(reduced_motion="reduce").open()
    visitor.say("I was charged twice")
    assert visitor.page.evaluate("document.getAnimations({subtree: true}).length") == 0


@pytest.mark.parametrize(
    ("language", "placeholder", "withdraw"),
    [("nb", "Skriv en melding", "Gå fra avtalen her"), ("nl", "Schrijf een bericht", "Hier de overeenkomst herroepen")],
)
def test_the_window_speaks_the_language_of_the_page(
    arrives: Arrives, language: str, placeholder: str, withdraw: str
) -> None:
    visitor = arrives()
    page = visitor.page
    page.route(
        "**/demo/norrnet/en.html",
        lambda route: route.fulfill(
            response=(answer := route.fetch()), body=answer.text().replace('lang="en"', f'lang="{language}"')
        ),
    )
    visitor.visit().open()
    expect(visitor.box).to_have_attribute("placeholder", placeholder)
    expect(visitor.dialog.get_by_role("link", name=withdraw)).to_be_visible()
    visitor.shot(f"12-{language}")
