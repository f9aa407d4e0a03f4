"""How soon a merchant's people reply: the targets of desk.yml, in minutes of desk time, and which of them a case has.

A target is the desk's own measure. What a customer was promised is another instant, which never pauses
(`first_answer_minutes`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from amends.labels import Labelled
from amends.policy.document import Place, each

WARN_MINUTES = 15
CHANNELS = ("web", "telegram", "whatsapp", "messenger", "twilio_whatsapp", "twilio_sms", "slack", "matrix", "email")
"""As conversations keep them (amends/channels/kinds.py, which stands further out)."""
LONGEST_WEEKS = 4
"""Of desk time, as for a promise."""


class Priority(Labelled):
    """How much a case presses, in the order of it."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


@dataclass(frozen=True)
class Reply:
    """Minutes of desk time: until the `first` reply of a person, and until the `next` one to what the customer says
    after that."""

    first: int
    next: int


@dataclass(frozen=True)
class Targets:
    """`priority`, `channel` and `label` (its letters small) have targets of their own, which stand for the `usual` one;
    of several the shortest holds. `warn`: so many minutes before, somebody is told."""

    usual: Reply
    warn: int = WARN_MINUTES
    priority: Mapping[str, Reply] = field(default_factory=dict)
    channel: Mapping[str, Reply] = field(default_factory=dict)
    label: Mapping[str, Reply] = field(default_factory=dict)

    def of(self, priority: str, channel: str | None, labels: Iterable[str]) -> Reply:
        """That of a case."""
        own = [
            self.priority.get(priority),
            self.channel.get(channel or ""),
            *(self.label.get(label.casefold()) for label in labels),
        ]
        given = [reply for reply in own if reply is not None]
        if not given:
            return self.usual
        return Reply(min(reply.first for reply in given), min(reply.next for reply in given))


def read(place: Place, weekly_minutes: int | None) -> Targets:
    """From the entry `targets` of desk.yml; PolicyError says what is wrong with it. `weekly_minutes`: how long the desk
    is open in a week, None where that could not be read."""
    reply = partial(_reply, weekly_minutes=weekly_minutes)
    optional = ("warn", "priority", "channel", "label")
    entries = place.mapping(optional, required=("first_reply", "next_reply"))
    minutes = partial(_minutes, weekly_minutes=weekly_minutes)
    usual = each({name: partial(minutes, entries[name]) for name in ("first_reply", "next_reply")})
    parts: dict[str, Callable[[], Any]] = {
        "priority": partial(_by, entries.get("priority"), reply, tuple(Priority)),
        "channel": partial(_by, entries.get("channel"), reply, CHANNELS),
        "label": partial(_by, entries.get("label"), reply, None),
        "warn": partial(minutes, entries["warn"]) if "warn" in entries else lambda: WARN_MINUTES,
    }
    found = each(parts)
    label = {name.casefold(): value for name, value in found.pop("label").items()}
    return Targets(Reply(usual["first_reply"], usual["next_reply"]), label=label, **found)


def _by(place: Place | None, reply: Callable[[Place], Reply], known: tuple[str, ...] | None) -> dict[str, Reply]:
    if place is None:
        return {}
    return each({name: partial(reply, entry) for name, entry in place.mapping(known).items()})


def _reply(place: Place, weekly_minutes: int | None) -> Reply:
    entries = place.mapping((), required=("first_reply", "next_reply"))
    found = each({name: partial(_minutes, entry, weekly_minutes) for name, entry in entries.items()})
    return Reply(found["first_reply"], found["next_reply"])


def _minutes(place: Place, weekly_minutes: int | None) -> int:
    minutes = place.integer()
    if minutes < 1:
        place.fail("0 minutes are no time to reply in", "Write 1 at least.")
    if weekly_minutes is not None and minutes > (most := weekly_minutes * LONGEST_WEEKS):
        place.fail(
            f"{minutes} minutes are more than this desk is open in {LONGEST_WEEKS} weeks",
            f"Write {most} at most, or let the desk of merchant.yml be open longer.",
        )
    return minutes
