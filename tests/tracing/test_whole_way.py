"""In the whole system: what a customer says is one trace, with spans of each process, up to the e-mail."""

import pytest

from tests.conversations.customer import Customer
from tests.stack import Stack
from tests.tracing import collector
from tests.web.server import until

PROCESSES = {"amends-web", "amends-actions", "amends-worker"}


def test_one_yes_is_one_trace_from_the_message_to_the_mail(tmp_path):
    pytest.importorskip("opentelemetry.sdk")
    with collector.running() as spans:
        stack = Stack(tmp_path)
        stack.settings = stack.settings.model_copy(update={"tracing_endpoint": spans.url})
        try:
            stack.start()
            customer = Customer(stack.settings.public_url, "itnet")
            customer.say(
                "I was charged twice for my calling credit, order IT-20013, my address is noor.visser@example.com. "
                "Please pay one back."
            )
            customer.press("Yes, please")
            until(lambda: any(span.name == "job mail.send" for span in spans.spans), 300)
            sent = next(span for span in spans.spans if span.name == "job mail.send")
            until(lambda: {span.process for span in spans.of_trace(sent.trace)} == PROCESSES, 60)
        finally:
            stack.stop()
        way = spans.of_trace(sent.trace)
        assert {"message", "turn", "turn taken", "job mail.send"} <= {span.name for span in way}
        [first] = [span for span in way if span.name == "message"]
        assert first.parent == ""
        assert {span.parent for span in way} <= {"", *(span.id for span in spans.spans)}
        assert not any(b"charged twice" in body for body in spans.raw)
