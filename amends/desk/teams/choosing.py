"""Who of a team takes a case: whoever has least to do of those who can. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

USUAL_MOST = 10
"""Cases of one person at once, where nothing else is set."""
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Work:
    """What a case asks of a person."""

    language: str
    issue: str


@dataclass(frozen=True)
class Person:
    """`languages` and `issues`: what they take, all where it is empty. `load`: how many cases they have now, of `most`.
    `here`: they are at the desk and have not said that they are away. `given_at`: when they last got one like this."""

    id: str
    name: str
    languages: frozenset[str] = frozenset()
    issues: frozenset[str] = frozenset()
    most: int = USUAL_MOST
    load: int = 0
    here: bool = True
    given_at: datetime | None = None

    def can_take(self, work: Work) -> bool:
        """Whether it may be given to them now."""
        speaks = not self.languages or work.language in self.languages
        knows = not self.issues or work.issue in self.issues
        return self.here and speaks and knows and self.load < self.most


def choose(work: Work, people: Iterable[Person]) -> Person | None:
    """The one with the fewest cases; of those with as many, whoever got none for longest. None where nobody can."""
    able = [person for person in people if person.can_take(work)]
    return min(able, key=lambda person: (person.load, person.given_at or _NEVER, person.id), default=None)
