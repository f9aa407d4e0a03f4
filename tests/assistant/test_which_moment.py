"""What may be understood in two ways, or is vague, is put to the customer to tap; typed answers count as well."""

from datetime import UTC, datetime

import pytest

from amends.assistant.situation import find
from amends.messages.say import Say
from tests.assistant.conftest import Chat

ORDER = "IT-20053 sanne.bakker@example.com"
DOWN = "The VPN did not connect at all"


def told(chat: Chat, when: str, language: str = "en") -> tuple[str, ...]:
    """The moments that are offered to somebody who said `when` in their first message."""
    with chat.context.database.begin() as session:
        find(session, chat.id).language = language
    chat.change("IT-20053", placed_at="2025-01-02T10:00:00+00:00")
    assert chat.say(f"{DOWN} {when}, {ORDER}", "outage")[-1] == "ask_which_moment"
    return tuple(title for title, _ in offered(chat))


def offered(chat: Chat) -> tuple[tuple[str, str], ...]:
    say: Say = chat.draft.turn.says[-1]
    return say.choices


@pytest.fixture
def on_wednesday(itnet: Chat) -> Chat:
    """A Wednesday noon in Amsterdam."""
    itnet.now = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
    return itnet


@pytest.mark.parametrize(
    ("when", "language", "titles"),
    [
        ("on 03/04", "en", ("Friday 3 April", "Wednesday 4 March")),
        ("afgelopen weekend", "nl", ("zaterdag 14 november", "zondag 15 november")),
        ("forrige helg", "nb", ("lørdag 14. november", "søndag 15. november")),
        ("a few days ago", "en", (
            "Friday 13 November", "Saturday 14 November", "Sunday 15 November", "Monday 16 November")),
        ("yesterday at 8", "en", ("Tuesday 17 November, 08:00", "Tuesday 17 November, 20:00")),
        ("on 3 December", "en", ("Wednesday 3 December 2025",)),
    ],
)  # fmt: skip
def test_doubtful_moments_are_written_out_to_tap(
    on_wednesday: Chat, when: str, language: str, titles: tuple[str, ...]
) -> None:
    assert told(on_wednesday, when, language) == titles
    assert on_wednesday.draft.occurred_at is None


def test_a_tapped_moment_is_the_one_and_is_not_said_back(on_wednesday: Chat) -> None:
    told(on_wednesday, "on 03/04")
    said = on_wednesday.say("", occurred_at=moment(on_wednesday, "Wednesday 4 March"))
    assert (on_wednesday.draft.occurred_at.month, on_wednesday.draft.occurred_at.day) == (3, 4)
    assert "understood_when" not in said
    assert "ask_which_moment" not in said


@pytest.mark.parametrize("typed", ["4 March", "wednesday", "it was on the 4th of March", "march"])
def test_a_typed_answer_counts_as_well(on_wednesday: Chat, typed: str) -> None:
    told(on_wednesday, "on 03/04")
    on_wednesday.say(typed)
    assert (on_wednesday.draft.occurred_at.month, on_wednesday.draft.occurred_at.day) == (3, 4)


def test_another_day_than_those_that_are_shown_may_be_typed(on_wednesday: Chat) -> None:
    told(on_wednesday, "a few days ago")
    assert "understood_when" in on_wednesday.say("10 November at 14:00")
    assert on_wednesday.draft.occurred_at.astimezone(UTC).strftime("%d %H") == "10 13"


def test_a_yes_to_the_only_one_that_is_shown_takes_it(on_wednesday: Chat) -> None:
    told(on_wednesday, "on 3 December")
    on_wednesday.say("yes", "affirm")
    assert (on_wednesday.draft.occurred_at.year, on_wednesday.draft.occurred_at.month) == (2025, 12)


def test_the_same_doubtful_answer_again_is_a_try_that_failed(on_wednesday: Chat) -> None:
    told(on_wednesday, "on 03/04")
    assert on_wednesday.say("on 03/04") == ["not_understood", "ask_which_moment"]


def test_nothing_that_happened_lies_ahead_or_before_its_order(on_wednesday: Chat) -> None:
    on_wednesday.say(f"{DOWN}, {ORDER}", "outage")
    assert on_wednesday.say("tomorrow at 15:00")[-1] == "ask_occurred_at"
    assert on_wednesday.draft.occurred_at is None
    on_wednesday.say("on 3 December")
    assert on_wednesday.draft.asked == "occurred_at"
    assert offered(on_wednesday) == ()  # the order is younger


def test_a_month_is_too_long_to_choose_from(on_wednesday: Chat) -> None:
    on_wednesday.say(f"{DOWN} in October, {ORDER}", "outage")
    assert on_wednesday.draft.asked == "occurred_at"
    assert offered(on_wednesday) == ()


def test_a_day_is_the_moment_of_the_disturbance_that_the_records_know_in_it(on_wednesday: Chat) -> None:
    incident = {"kind": "outage", "cause": "provider", "started_at": "2026-11-17T17:30:00+00:00",
                "resolved_at": "2026-11-17T20:00:00+00:00"}  # fmt: skip
    on_wednesday.change("IT-20053", incidents=[incident])
    on_wednesday.say(f"{DOWN} yesterday", "outage")
    on_wednesday.say(ORDER)
    assert on_wednesday.draft.occurred_at == datetime(2026, 11, 17, 17, 30, tzinfo=UTC)


def moment(chat: Chat, title: str) -> str:
    behind = dict(offered(chat))[title]
    return behind.split('"')[3]
