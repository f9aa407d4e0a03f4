"""A demo order's copy under a number and an address that nobody else has, and what its customer can say about it."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from amends import clock
from amends.messages.moments import locale_of
from amends.money import Money
from amends.orders.effects import Document
from demo.orders.scenarios import Scenario
from simulate.wordings import Wordings

FIRST_NUMBER = 30000
NUMBERS = 20000
"""Below those of tests/conversations, so that both may talk to the same running system."""


@dataclass(frozen=True)
class Copy:
    """`email` is what the order knows; `merchant` the one it was bought from."""

    number: str
    email: str
    merchant: str
    document: Document
    demo: Scenario
    occurred_at: datetime | None
    destination: str | None
    error: str | None

    def slots(self, words: Wordings, language: str, chance: Random) -> dict[str, str]:
        """What stands for the wordings' placeholders, `problem` apart."""
        document = self.document
        slots = {
            "order": self.number,
            "wrong_order": mistaken(self.number, chance),
            "email": self.email,
            "wrong_email": self.email.replace("@", "1@", 1),
            "service": document["product"]["name"],
            "amount": Money.from_json(document["total"]).text(language),
            "name": document["customer"]["name"],
            "merchant": {"norrnet": "NorrNet", "itnet": "iTNet"}[self.merchant],
            "destination": self.destination or "",
            "error": self.error or "",
        }
        return slots | {"when": self._when(words, language, chance, slots)}

    def _when(self, words: Wordings, language: str, chance: Random, slots: dict[str, str]) -> str:
        zone = ZoneInfo(self.demo.zone)
        moment = (self.occurred_at or clock.now()).astimezone(zone)
        days = (clock.now().astimezone(zone).date() - moment.date()).days
        key = {0: "when.today", 1: "when.yesterday"}.get(days, "when.day")
        day = format_skeleton("MMMMd", moment, tzinfo=zone, locale=locale_of(language))
        return words.say(key, chance, {**slots, "day": day, "time": f"{moment:%H:%M}"})


def copied(demo: Scenario, index: int, now: datetime, like: Copy | None = None) -> Copy:
    """The `index`-th copy that a run makes, for the customer of `like` if given. The demo order must exist."""
    document = demo.document(now)
    assert document is not None, f"{demo.number} stands for an order that is not there"
    prefix = demo.number.split("-", maxsplit=1)[0]
    number = f"{prefix}-{FIRST_NUMBER + index % NUMBERS}"
    first, domain = document["customer"]["email"].split("@")
    document["number"] = number
    document["customer"]["email"] = f"{first}{index}@{domain}"
    if like is not None:
        document["customer"] = like.document["customer"]
    claim = demo.claim_at(now)
    return Copy(
        number,
        document["customer"]["email"],
        demo.merchant,
        document,
        demo,
        claim.occurred_at or _while_down(document, now),
        claim.destination,
        claim.error_message,
    )


def _while_down(document: Document, now: datetime) -> datetime | None:
    """A moment in the middle of the latest incident that the order's records have: what its customer remembers."""
    incidents = document.get("incidents") or ()
    if not incidents:
        return None
    latest = max(incidents, key=lambda each: clock.parse(each["started_at"]))
    started = clock.parse(latest["started_at"])
    return started + (clock.parse(latest["resolved_at"]) - started if latest.get("resolved_at") else now - started) / 2


def mistaken(number: str, chance: Random) -> str:
    """The number with two digits in each other's place, or the last one wrong: no order's."""
    prefix, digits = number.split("-")
    at = chance.choice([n for n in range(len(digits) - 1) if digits[n] != digits[n + 1]])
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return f"{prefix}-9{swapped[1:]}"
