"""Whatever a customer says, in whatever order: no error, always an answer, no question that was answered already."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.reading.issues import ISSUE_OF_INTENT, QUESTIONS, SMALL_TALK
from tests.assistant.conftest import Chat

INTENTS = (
    *ISSUE_OF_INTENT,
    *QUESTIONS,
    *SMALL_TALK,
    "affirm",
    "deny",
    "correct",
    "chargeback",
    "no_evidence",
    "appeal",
)
TEXTS = (
    "IT-20029 clara.vogel@example.com", "IT-20012 nora.lie@example.com", "IT-20053 sanne.bakker@example.com",
    "IT-20029", "clara.vogel@example.com", "who@example.com", "yesterday", "yes", "no", "it broke and I am cross",
    "Full refund", "🙂",
)  # fmt: skip
CHOICES = (
    {},
    {},
    {},
    {"yes_no": "yes"},
    {"yes_no": "no"},
    {"accepts": "wait"},
    {"issue": "outage"},
    {"field": "email"},
)
turns = st.tuples(st.sampled_from(TEXTS), st.sampled_from(sorted(INTENTS)), st.sampled_from(CHOICES))
ANSWERS = (
    "order_number",
    "email",
    "issue",
    "service_name",
    "explanation",
    "occurred_at",
    "destination",
    "error_message",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(turns, min_size=1, max_size=8))
def test_no_words_in_any_order_break_the_dialogue(itnet: Chat, said: list[tuple[str, str, dict[str, str]]]) -> None:
    itnet.open()
    for text, intent, choice in said:
        answered = itnet.say(text, intent, 0.9, **choice)
        draft = itnet.draft
        assert answered or draft.settled
        assert draft.asked not in ANSWERS or getattr(draft, draft.asked) is None
        assert not (draft.settled and draft.asked)
