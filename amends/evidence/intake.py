"""A file on its way in: looked at, scanned, decoded apart, and kept as pictures or text. What came in is not kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from amends.errors import EvidenceRejected, EvidenceUnavailable
from amends.evidence import limits
from amends.evidence.names import clean_name
from amends.evidence.sandbox.picture import Decoded, Picture, Written
from amends.evidence.sandbox.pool import Sandbox
from amends.evidence.scanner import Scanner
from amends.evidence.sniffing import media_type
from amends.evidence.store import Store
from amends.random_ids import random_id

THUMB, TEXT = "thumb", "text"
_KINDS = {"application/pdf": "document", limits.TEXT: "text"}


@dataclass(frozen=True)
class Page:
    """A kept picture: its size in pixels and bytes, and the SHA-256 of those."""

    width: int
    height: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Accepted:
    """A file that was taken: a picture, a document or a text, which has no pages. `sha256` and `size` are of what came
    in; `key` is where the pictures or the text are."""

    key: str
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    pages: tuple[Page, ...]

    @property
    def columns(self) -> dict[str, Any]:
        """As the tables of files keep it."""
        return {**vars(self), "pages": [asdict(page) for page in self.pages]}


@dataclass(frozen=True)
class Intake:
    """The way in for files, and out for pictures."""

    sandbox: Sandbox
    scanner: Scanner
    store: Store

    def accept(self, raw: bytes, name: str | None, types: Sequence[str] = limits.TYPES) -> Accepted:
        """Keep the file's pictures, or its text. EvidenceRejected says why not; EvidenceUnavailable: try again."""
        form = recognised(raw, types)
        self.scanner.scan(raw)
        decoded = self.sandbox.decode(raw, form)
        kind = _KINDS.get(form, "picture")
        key = random_id()
        pages = () if isinstance(decoded, Written) else decoded.pages
        self._keep(key, decoded, len(pages))
        return Accepted(
            key=key,
            name=clean_name(name, kind),
            kind=kind,
            media_type=form,
            size=len(raw),
            sha256=hashlib.sha256(raw).hexdigest(),
            pages=tuple(_page(picture) for picture in pages),
        )

    def picture(self, key: str, part: str) -> bytes:
        """A kept JPEG (`thumb`, or the number of a page from 1) or `text`. NotFound where there is none."""
        return self.store.get(place(key, part))

    def discard(self, key: str, pages: int) -> None:
        """Remove all that is kept of a file."""
        for part in parts(pages):
            self.store.remove(place(key, part))

    def _keep(self, key: str, decoded: Decoded | Written, pages: int) -> None:
        if isinstance(decoded, Written):
            contents: tuple[bytes, ...] = (decoded.text,)
        else:
            contents = (decoded.thumb.jpeg, *(picture.jpeg for picture in decoded.pages))
        try:
            for part, content in zip(parts(pages), contents, strict=True):
                self.store.put(place(key, part), content)
        except EvidenceUnavailable:
            self.discard(key, pages)
            raise


def recognised(raw: bytes, types: Sequence[str] = limits.TYPES) -> str:
    """The file's media type by its content; EvidenceRejected where it is too large, empty or none of `types`."""
    if not raw:
        raise EvidenceRejected("empty")
    if len(raw) > limits.MAX_BYTES:
        raise EvidenceRejected("too_large")
    found = media_type(raw)
    if found is None or found not in types:
        raise EvidenceRejected("unknown_type")
    return found


def parts(pages: int) -> tuple[str, ...]:
    """What is kept of a file: a small picture and its pages by number, or of a text without pages that."""
    if pages == 0:
        return (TEXT,)
    return (THUMB, *(str(number) for number in range(1, pages + 1)))


def place(key: str, part: str) -> str:
    """Where a part is in the store: `thumb`, the number of a page from 1, or `text`."""
    return f"{key}/{part}.txt" if part == TEXT else f"{key}/{part}.jpg"


def _page(picture: Picture) -> Page:
    return Page(picture.width, picture.height, len(picture.jpeg), hashlib.sha256(picture.jpeg).hexdigest())
