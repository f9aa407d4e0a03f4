"""What is read at a glance holds at every width: amounts in one piece, the queue without sideways scrolling, and on a
narrow screen the conversation before everything else."""

import pytest

from amends.db.tables import EventRow, EvidenceRow
from tests.web_desk.house import Face, review_scenarios

BROKEN_AMOUNTS = r"""() => {
    const broken = [], walker = document.createTreeWalker(document.querySelector('#main'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        for (const found of text.data.matchAll(/(?:NOK|EUR|€)\s*\d[\d.,]*/g)) {
            const range = document.createRange();
            range.setStart(text, found.index);
            range.setEnd(text, found.index + found[0].length);
            if (new Set([...range.getClientRects()].map(each => Math.round(each.top))).size > 1) broken.push(found[0]);
        }
    }
    return broken;
}"""
LINES = "each => new Set([...each.getClientRects()].map(box => Math.round(box.top))).size"


def receipt(house, number, chat):
    """A file with an amount on it, under a long name."""
    with house.database.begin() as session:
        event = session.query(EventRow).filter_by(conversation_id=chat).first()
        fields = {"amount_shown_on_the_receipt": {"value": {"amount": "590.00", "currency": "NOK"}, "confidence": 0.9}}
        session.add(
            EvidenceRow(
                id="ev_receipt", conversation_id=chat, event_id=event.id, case_id=house.case(number).id,
                name="receipt.png", kind="screenshot", media_type="image/png", size=1, sha256="0" * 64, key="a" * 26,
                pages=[{}], read={"pages": 1, "fields": fields}, confirmed_by_customer=None, contradictions=[],
                created_at=house.now,
            )
        )  # fmt: skip


@pytest.mark.parametrize("width", [1280, 1000, 390])
def test_no_amount_is_broken_within_itself(house, window, width):
    numbers = [house.review(each)[0] for each in review_scenarios()]
    number, chat = house.review()
    receipt(house, number, chat)
    numbers.append(number)
    page = window("siri", width=width).page
    for number in numbers:
        page.goto(f"/desk/cases/{number}")
        assert page.evaluate(BROKEN_AMOUNTS) == [], number


@pytest.mark.parametrize("width", [1280, 390])
def test_an_address_that_fits_is_on_one_line(house, window, width):
    number, _ = house.review(face=Face(email="ola.berg@example.com"))
    page = window("siri", width=width).page
    assert page.locator("bdi", has_text="ola.berg").first.evaluate(LINES) == 1
    page.goto(f"/desk/cases/{number}")
    page.locator("#order-body", has_text="Unchanged since it was decided on").wait_for()
    assert page.locator("#customer bdi", has_text="ola.berg").evaluate(LINES) == 1


def test_the_queue_of_a_telephone_shows_status_and_claim_without_scrolling_sideways(house, window):
    number, _ = house.review(face=Face(email="bartholomew.christopherson-van.der.bergen@example.com"))
    page = window("anna", width=390, height=844).page
    assert page.locator(".scroll").evaluate("box => box.scrollWidth - box.clientWidth") == 0
    for shown in (page.locator("tbody .status .tag"), page.get_by_role("button", name=f"Claim {number}")):
        box = shown.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert page.get_by_role("row", name=number).get_by_role("cell").count() == 7


def test_a_telephone_shows_the_conversation_first_then_what_can_be_done_then_who_and_what(house, window):
    number, _ = house.review()
    page = window("anna", width=390, height=844).page
    page.goto(f"/desk/cases/{number}")
    tops = [
        page.locator(f"#{each}").bounding_box()["y"] for each in ("talk", "decision", "do", "who", "claim", "order")
    ]
    assert tops == sorted(tops)


def test_a_wide_screen_shows_all_three_beside_each_other(house, window):
    number, _ = house.review()
    page = window("anna", width=1280).page
    page.goto(f"/desk/cases/{number}")
    boxes = [page.locator(f"#{each}").bounding_box() for each in ("who", "talk", "decision")]
    assert len({round(box["y"]) for box in boxes}) == 1
    assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)
