"""Files of the desk on their way to a customer: as one whole file each, of our own making, or behind a link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.db.attachment_tables import AttachmentRow
from amends.errors import NotFound
from amends.evidence.intake import TEXT, THUMB, place
from amends.evidence.paged import document
from amends.evidence.sandbox.picture import Picture
from amends.evidence.store import Store

HOLDS = timedelta(days=30)
"""How long a link opens the file: for a customer who comes back from a holiday, and not for whoever finds it later."""
PATH = "/files/"
Kept = Callable[[str, str], bytes]
"""What is kept of a file, by its key and the part: amends.evidence.intake.Intake.picture."""
_AS = {
    "picture": ("image/jpeg", ".jpg"),
    "document": ("application/pdf", ".pdf"),
    "text": ("text/plain", ".txt"),
}


@dataclass(frozen=True)
class Whole:
    """A file as customers get it, which is another than what came in: `name` and `media_type` are of what it is now,
    `sizes` those of its pages in pixels, none of a text. What takes `get` may raise EvidenceUnavailable, or NotFound
    where it is gone."""

    key: str
    kind: str
    name: str
    media_type: str
    sizes: tuple[tuple[int, int], ...]

    def content(self, get: Kept) -> bytes:
        if self.kind == TEXT:
            return get(self.key, TEXT)
        pages = [get(self.key, str(number)) for number in range(1, len(self.sizes) + 1)]
        if self.kind == "picture":
            return pages[0]
        return document([Picture(*size, jpeg) for size, jpeg in zip(self.sizes, pages, strict=True)])

    def thumb(self, get: Kept) -> bytes:
        """Its small picture. NotFound for a text, which has none."""
        if not self.sizes:
            raise NotFound("a text has no picture")
        return get(self.key, THUMB)


@dataclass(frozen=True)
class Enclosed:
    """A file on its way: `size` is in bytes; `link` holds `until`. `read` gives the content, as of Whole."""

    name: str
    media_type: str
    size: int
    link: str
    until: datetime
    read: Callable[[], bytes] = field(compare=False, repr=False)


@dataclass(frozen=True)
class Enclosures:
    """`public_url`: under which customers reach the web process."""

    store: Store
    public_url: str

    def of(self, session: Session, ids: Sequence[str]) -> list[Enclosed]:
        """Those that were sent, in that order. NotFound where one of them is gone."""
        rows = {row.id: row for row in session.scalars(select(AttachmentRow).where(AttachmentRow.id.in_(ids)))}
        if lost := [each for each in ids if each not in rows or rows[each].until is None]:
            raise NotFound(f"there is no attachment {', '.join(lost)}")
        return [self._enclosed(rows[each]) for each in ids]

    def _enclosed(self, row: AttachmentRow) -> Enclosed:
        assert row.until is not None
        whole = whole_of(row)
        size = sum(page["size"] for page in row.pages) if row.pages else row.size
        read = partial(whole.content, lambda key, part: self.store.get(place(key, part)))
        return Enclosed(whole.name, whole.media_type, size, f"{self.public_url}{path(row)}", row.until, read)


def linked(session: Session, token: str, now: datetime) -> tuple[Whole, timedelta]:
    """The file behind a link, and how long that still holds. NotFound for one that never held, or does no longer."""
    row = session.scalar(select(AttachmentRow).where(AttachmentRow.token == token))
    if row is None or row.until is None or row.until <= now:
        raise NotFound("this link does not hold, or holds no longer")
    return whole_of(row), row.until - now


def whole_of(row: AttachmentRow) -> Whole:
    media_type, ending = _AS[row.kind]
    sizes = tuple((page["width"], page["height"]) for page in row.pages)
    return Whole(row.key, row.kind, f"{PurePath(row.name).stem}{ending}", media_type, sizes)


def path(row: AttachmentRow) -> str:
    """Where web serves it to whoever has the link."""
    return f"{PATH}{row.token}"
