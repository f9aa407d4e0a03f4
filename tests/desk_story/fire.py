"""A customer's chat window that sends at every beat, in the page itself: no driver of the browser is that fast."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import expect

from tests.widget.browser import Visitor

# What the page gets is what it gets from a keyboard: words in the field, then the Enter key. The window sends one
# message after the other; a beat is skipped while MOST_WAITING are on their way, so that a slow machine is kept as busy
# as a fast one, and not buried.
MOST_WAITING = 10
BEGIN = """(area, [everyMs, mostWaiting]) => {
  const fire = (window.__fire = { sent: [] });
  fire.beat = setInterval(() => {
    if (area.getRootNode().querySelectorAll(".sending, .waiting").length >= mostWaiting) return;
    const text = `How long does a refund take? ${fire.sent.length + 1}`;
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true, cancelable: true }));
    fire.sent.push(text);
  }, everyMs);
}"""
END = "() => { clearInterval(window.__fire.beat); return window.__fire.sent; }"
DELIVERED_MS = 180_000


@contextmanager
def under_fire(visitor: Visitor, every_ms: int) -> Iterator[list[str]]:
    """The customer writes at each beat until the end; the list then holds every message, each delivered."""
    sent: list[str] = []
    visitor.box.evaluate(BEGIN, [every_ms, MOST_WAITING])
    try:
        yield sent
    finally:
        sent += visitor.page.evaluate(END)
    expect(visitor.log.locator(".sending, .waiting")).to_have_count(0, timeout=DELIVERED_MS)
