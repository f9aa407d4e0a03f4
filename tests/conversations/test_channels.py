"""The same two customers on the messaging channels, in every language: what is left differs in nothing but both."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import product

import pytest

from amends import bootstrap, languages
from tests.conversations.carriers import PHONES, Carrier
from tests.conversations.channel_stories import STORIES, WEB, Story, Told, tell
from tests.conversations.channel_words import WORDS
from tests.conversations.conftest import AT_A_TIME
from tests.conversations.whole_case import Record, differences, without_words
from tests.stack import Stack

FIRST = "telegram"
"""The others' conversations are compared with this one's."""
FURTHER = (FIRST, "email")
"""Where the further languages are tried: what is carried is the same code in all of them."""
EVERYWHERE = [
    Story(what, kind, language)
    for what, kind, language in product(sorted(STORIES), sorted(PHONES), sorted(WORDS))
    if language in languages.FIRST or kind in FURTHER
]
REFUNDED = {
    "cases": ["duplicate_payment resolved"],
    "decisions": ["approve N07a"],
    "remedies": ["refund 490.00 NOK confirmed"],
    "moved": ["refund 490.00 NOK"],
    "orders": ["done"],
    "mails": ["case_news"],
    "verified": True,
}
WITH_A_PERSON = [
    ("opened", "customer"), ("status", "customer"), ("handoff", "customer"), ("take_over", "ag_anna"),
    ("reply", "ag_anna"), ("status", "ag_anna"), ("hand_back", "ag_anna"),
]  # fmt: skip

pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(scope="module")
def told(
    stack: Stack, carrier_of: Callable[[str], Carrier], request: pytest.FixtureRequest
) -> Iterator[Callable[[Story], Told]]:
    """Gives a story's end. Those that were chosen are told a few at a time, beside one another."""
    context = bootstrap.build(stack.settings).context
    begun: dict[Story, Future[Told]] = {}
    with ThreadPoolExecutor(AT_A_TIME) as pool:

        def begin(story: Story) -> Future[Told]:
            if story not in begun:
                carrier = None if story.kind == WEB else carrier_of(story.kind)
                begun[story] = pool.submit(tell, stack, context, story, carrier)
            return begun[story]

        for item in request.session.items:
            story = getattr(item, "callspec", None) and item.callspec.params.get("story")  # type: ignore[attr-defined]
            if isinstance(story, Story):
                for kind in (WEB, FIRST, story.kind):
                    begin(story.on(kind))
        yield lambda story: begin(story).result()


@pytest.mark.parametrize("story", EVERYWHERE, ids=str)
def test_a_case_on_a_channel_differs_in_nothing_from_one_of_the_chat_window(
    told: Callable[[Story], Told], story: Story
) -> None:
    found, window = told(story), told(story.on(WEB))
    assert found.left == window.left == (REFUNDED if story.what == "refund" else {})
    assert_alike(of_case(found.record), of_case(window.record))


@pytest.mark.parametrize("story", EVERYWHERE, ids=str)
def test_a_conversation_on_a_channel_differs_from_one_on_another_in_its_channel_alone(
    told: Callable[[Story], Told], story: Story
) -> None:
    found, other = told(story).record, told(story.on(FIRST)).record
    assert [talk["channel"] for talk in found["talks"]] == [story.kind]
    talks = [{**talk, "channel": FIRST} for talk in found["talks"]]
    assert_alike({**found, "talks": talks}, other)


@pytest.mark.parametrize("story", EVERYWHERE, ids=str)
def test_all_that_is_said_arrives_in_its_order_and_language(told: Callable[[Story], Told], story: Story) -> None:
    words, found = WORDS[story.language], told(story)
    arrived = [line.text for line in found.lines if line.author == "bot"]
    assert words.automated in arrived[0]
    if story.kind == "email":  # what a turn says is one mail
        shown, at = "\n\n".join(arrived), 0
        for text in found.said:
            assert (at := shown.find(text.strip(), at) + 1) > 0, text
        return
    # Numbered choices stand under the words, where the channel's buttons do not hold their titles.
    assert all(shown.startswith(text) for shown, text in zip(arrived, found.said, strict=True))


@pytest.mark.parametrize("what", sorted(STORIES))
def test_the_same_case_in_another_language_differs_in_its_words_alone(told: Callable[[Story], Told], what: str) -> None:
    records = {language: without_words(told(Story(what, WEB, language)).record) for language in WORDS}
    for language in records.keys() - {"en"}:
        assert_alike(records[language], records["en"])


@pytest.mark.parametrize("story", [each for each in EVERYWHERE if each.what == "person"], ids=str)
def test_a_person_is_heard_answered_and_gives_the_chat_back(told: Callable[[Story], Told], story: Story) -> None:
    words, found = WORDS[story.language], told(story)
    assert words.asks in found.marks["asks"]
    assert found.marks["answered"] == ""
    assert words.back in found.marks["back"]
    assert found.marks["asked"].strip().splitlines()[0] in found.marks["back"]
    assert [(line["kind"], line["actor"]) for line in found.record["entries"]] == WITH_A_PERSON


@pytest.mark.parametrize("story", [each for each in EVERYWHERE if each.what == "refund"], ids=str)
def test_the_photo_is_with_the_case_and_its_words_in_the_chat(told: Callable[[Story], Told], story: Story) -> None:
    record = told(story).record
    assert [each["media_type"] for each in record["evidence"]] == ["image/jpeg"]
    said = [event["body"].get("text") for event in record["events"] if event["kind"] == "message"]
    assert WORDS[story.language].receipt in said


def assert_alike(one: Record, other: Record) -> None:
    found = differences(one, other)
    assert not found, "\n".join(found)


def of_case(record: Record) -> Record:
    """Without the conversation: the window greets by itself, and has no words under pictures."""
    return {what: record[what] for what in ("case", "entries", "decisions", "remedies", "evidence")}
