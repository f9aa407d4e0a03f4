"""In the whole system: what a customer says is one trace, with spans of each process, up to the e-mail."""

import pytest

from tests.conversations.customer import Customer
from tests.stack import Stack
from tests.tracing import collector
from tests.web.server import until

PROCESSES = {"amends-web", "amends-rasa", "amends-actions", "amends-worker"}
ANSWERING = ["turn taken", "turn answered", "turn", "message"]
"""From the actions back to what the customer sent."""
ORDER, EMAIL = "IT-20013", "daan.visser@example.com"
MAIL = "job mail.send"


@pytest.fixture
def traced(tmp_path):
    """A system that sends its spans to a collector of the test; both."""
    pytest.importorskip("opentelemetry.sdk")
    with collector.running() as spans:
        stack = Stack(tmp_path)
        stack.settings = stack.settings.model_copy(update={"tracing_endpoint": spans.url})
        try:
            stack.start()
            yield stack, spans
        finally:
            stack.stop()


def back(span, by_id):
    """It, and what it is a part of."""
    while span is not None:
        yield span
        span = by_id.get(span.parent)


def test_one_yes_is_one_trace_from_the_message_to_the_mail(traced):
    stack, spans = traced
    customer = Customer(stack.settings.public_url, "itnet")
    customer.say(f"I was charged twice for my calling credit, order {ORDER}, my address is {EMAIL}. Pay one back.")
    customer.press("Yes, please")
    until(lambda: any(span.name == MAIL for span in spans.spans), 300)
    sent = next(span for span in spans.spans if span.name == MAIL)
    until(lambda: {span.process for span in spans.of_trace(sent.trace)} == PROCESSES, 60)
    until(lambda: {"message", "turn", "turn taken", MAIL} <= {span.name for span in spans.of_trace(sent.trace)}, 60)

    def way():
        return spans.of_trace(sent.trace)

    until(lambda: {span.parent for span in way()} - {""} <= {span.id for span in way()}, 60)
    assert [span.name for span in way() if not span.parent] == ["message"]
    by_id = {span.id: span for span in way()}
    taken = next(span for span in way() if span.name == ANSWERING[0])
    assert [span.name for span in back(taken, by_id)] == ANSWERING
    assert not any(b"charged twice" in body or EMAIL.encode() in body for body in spans.raw)
