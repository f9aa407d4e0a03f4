"""What the bot did not understand: filed under an intent with one tap, set aside, or put back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.responses import Response

from amends.desk.unrecognised import kept
from amends.desk.unrecognised.kept import SET_ASIDE, Sentence
from web.desk.routing import Visit

DEFAULT_DAYS = 30
MOST_WAITING = 25
MOST_DEALT_WITH = 10
MOST_DIGITS = 9
NOT_A_DAY = {
    "since": "The first day that was asked for is not a day from 2000 to 2099; another one is shown.",
    "until": "The last day that was asked for is not a day from 2000 to 2099; another one is shown.",
}
BACKWARDS = "The last day that was asked for is before the first; the first day alone is shown."


@dataclass(frozen=True)
class Choice:
    """The range of days and the merchants that the page is about, as its address or its forms have them."""

    first: date
    last: date
    today: date
    since: datetime
    until: datetime
    merchant: str
    merchants: frozenset[str]
    remarks: tuple[str, ...] = ()
    """What was asked for and is shown otherwise."""

    @classmethod
    def of(cls, visit: Visit, given: Callable[[str], str]) -> "Choice":
        """`given` finds a field by its name; an invalid day or somebody else's merchant counts as not given."""
        every = sorted(visit.actor.merchants & set(visit.desk.context.merchants))
        merchant = given("merchant") if given("merchant") in every else ""
        zone = visit.zone(every[0])
        today = visit.now.astimezone(zone).date()
        first = _day(given("since")) or today - timedelta(days=DEFAULT_DAYS - 1)
        asked = _day(given("until")) or today
        last = max(first, asked)
        since, until = datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)
        remarks = [NOT_A_DAY[name] for name in NOT_A_DAY if given(name) and _day(given(name)) is None]
        remarks += [BACKWARDS] if asked < first else []
        merchants = frozenset([merchant] if merchant else every)
        return cls(first, last, today, since, until, merchant, merchants, tuple(remarks))

    @property
    def fields(self) -> dict[str, str]:
        """What brings the same page again."""
        return {"since": self.first.isoformat(), "until": self.last.isoformat(), "merchant": self.merchant}


def panel(visit: Visit, session: Session, choice: Choice, done: str = "", at: int | None = None) -> dict[str, Any]:
    """What `_sentences.html` shows. `done` and `at`: what was just done with which sentence."""
    chosen = (session, visit.actor, choice.merchants, choice.since, choice.until)
    waiting = kept.sentences(*chosen, MOST_WAITING)
    titles = {each.name: each.title for each in visit.desk.intents.every} | {SET_ASIDE: "set aside"}
    return {
        "choice": choice,
        "names": {name: each.merchant.name for name, each in visit.desk.context.merchants.items()},
        "waiting": waiting,
        "left": kept.waiting(*chosen) - len(waiting),
        "dealt_with": [
            (each, titles.get(each.taken or "", each.taken)) for each in kept.dealt_with(*chosen, MOST_DEALT_WITH)
        ],
        "headings": visit.desk.intents.by_heading(),
        "done": done,
        "next": _next(waiting, at),
        "zone": visit.zone(sorted(choice.merchants)[0]),
    }


def file(visit: Visit) -> Response:
    """To the others of its intent, for whoever reviews the training data."""
    return _act(visit, "filed", kept.take, visit.form.one("intent"), visit.desk.intents)


def set_aside(visit: Visit) -> Response:
    """It teaches nothing."""
    return _act(visit, "filed", kept.set_aside)


def put_back(visit: Visit) -> Response:
    """As if nobody had dealt with it."""
    return _act(visit, "put_back", kept.put_back)


def _act(visit: Visit, done: str, action: Callable[..., None], *arguments: Any) -> Response:
    """The list alone, where a part of the page is asked for: the figures are not counted again for each sentence."""
    event = visit.path("event")
    number = int(event) if event.isascii() and event.isdigit() and len(event) <= MOST_DIGITS else 0
    with visit.desk.context.database.begin() as session:
        action(session, visit.actor, number, *arguments, visit.now)
    choice = Choice.of(visit, visit.form.one)
    if not visit.is_fragment:
        return visit.done(f"/desk/supervision?{urlencode(choice.fields)}", done)
    with visit.desk.context.database.read() as session:
        return visit.render("_sentences.html", **panel(visit, session, choice, done, number))


def _next(waiting: list[Sentence], at: int | None) -> int | None:
    """The sentence that stands where the one just dealt with stood: there a person goes on by keyboard."""
    if at is None or not waiting:
        return None
    return next((each.event_id for each in waiting if each.event_id <= at), waiting[-1].event_id)


def _day(text: str) -> date | None:
    """A day as the browser's field writes it; None for anything else, and for years that no zone reaches."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year < 2100 else None
