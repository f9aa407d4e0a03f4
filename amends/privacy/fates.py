"""The words of the index: by which road a row is a person's, and what happens to what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from amends.db.types import Base
from amends.labels import Labelled


class Road(Labelled):
    """How one comes from a person to a row."""

    EMAIL = "email", "by the e-mail address in it, or by its conversation"
    ADDRESS = "address", "by its case, or by the e-mail address in it"
    VERIFIED = "verified", "by the e-mail address that was matched in it, its case, or its address on a channel"
    CONVERSATION = "conversation", "by its conversation"
    EVENT = "event", "by the message that it belongs to"
    CASE = "case", "by its case"
    WORK = "work", "by the case, conversation, file or letter that it is about"
    PLACE = "place", "by the case or conversation that it names"
    SUBJECT = "subject", "by the number of the case"
    ORDER = "order", "by the number of the order"
    NONE = "none", "by none: it is no customer's"


class Fate(Labelled):
    """What an erasure does."""

    DELETED = "deleted", "deleted, the row with it"
    EMPTIED = "emptied", "emptied"
    WORDS = "words", "words and addresses taken out"
    PSEUDONYM = "pseudonym", "replaced by a pseudonym"
    KEPT = "kept", "kept"


@dataclass(frozen=True)
class Held:
    """One table. `fates` has every column of it; `why` says what the kept ones are kept for. Of `staff`, people at the
    desk are told by their role; `inner` is of no meaning to the person (leases, hashes, keys), and not exported."""

    rows: type[Base]
    road: Road
    fates: Mapping[str, Fate]
    why: str = ""
    staff: frozenset[str] = field(default=frozenset())
    inner: frozenset[str] = field(default=frozenset())

    @property
    def name(self) -> str:
        """The table's."""
        return str(self.rows.__tablename__)

    @property
    def is_deleted(self) -> bool:
        """Whether its rows go."""
        return Fate.DELETED in self.fates.values()

    @property
    def is_personal(self) -> bool:
        return self.road != Road.NONE

    def with_fate(self, fate: Fate) -> list[str]:
        """Its columns of that fate."""
        return [column for column, present in self.fates.items() if present is fate]


def held(
    rows: type[Base],
    road: Road,
    *,
    kept: str = "",
    emptied: str = "",
    words: str = "",
    pseudonym: str = "",
    deleted: str = "",
    why: str = "",
    staff: str = "",
    inner: str = "",
) -> Held:
    """A table, its columns by fate, each list with blanks between."""
    lists = {
        Fate.KEPT: kept, Fate.EMPTIED: emptied, Fate.WORDS: words, Fate.PSEUDONYM: pseudonym, Fate.DELETED: deleted,
    }  # fmt: skip
    fates = {column: fate for fate, columns in lists.items() for column in columns.split()}
    return Held(rows, road, fates, why, frozenset(staff.split()), frozenset(inner.split()))


@dataclass(frozen=True)
class Elsewhere:
    """A place that is no table of ours. `by_us`: whether `amends erase-person` reaches it."""

    name: str
    holds: str
    road: str
    fate: str
    by_us: bool
