"""A file on its way in: looked at, scanned, decoded apart, and kept as pictures. What came in is never kept itself."""

import hashlib
from dataclasses import dataclass

from amends.errors import EvidenceRejected, EvidenceUnavailable
from amends.evidence import limits
from amends.evidence.names import clean_name
from amends.evidence.sandbox.picture import Decoded, Picture
from amends.evidence.sandbox.pool import Sandbox
from amends.evidence.scanner import Scanner
from amends.evidence.sniffing import media_type
from amends.evidence.store import Store
from amends.random_ids import random_id

THUMB = "thumb"


@dataclass(frozen=True)
class Page:
    """A kept picture: its size in pixels and bytes, and the SHA-256 of those."""

    width: int
    height: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Accepted:
    """A file that was taken. `sha256` and `size` are of what came in; `key` is where the pictures are."""

    key: str
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Intake:
    """The way in for files, and out for pictures."""

    sandbox: Sandbox
    scanner: Scanner
    store: Store

    def accept(self, raw: bytes, name: str | None) -> Accepted:
        """Keep the file's pictures. EvidenceRejected says why not; EvidenceUnavailable: try again."""
        form = recognised(raw)
        self.scanner.scan(raw)
        decoded = self.sandbox.decode(raw, form)
        kind = "document" if form == "application/pdf" else "picture"
        key = random_id()
        self._keep(key, decoded)
        return Accepted(
            key=key,
            name=clean_name(name, kind),
            kind=kind,
            media_type=form,
            size=len(raw),
            sha256=hashlib.sha256(raw).hexdigest(),
            pages=tuple(_page(picture) for picture in decoded.pages),
        )

    def picture(self, key: str, part: str) -> bytes:
        """A kept JPEG: `thumb`, or the number of a page from 1. NotFound where there is none."""
        return self.store.get(place(key, part))

    def discard(self, key: str, pages: int) -> None:
        """Remove every picture of a file."""
        for part in parts(pages):
            self.store.remove(place(key, part))

    def _keep(self, key: str, decoded: Decoded) -> None:
        pictures = (decoded.thumb, *decoded.pages)
        try:
            for part, picture in zip(parts(len(decoded.pages)), pictures, strict=True):
                self.store.put(place(key, part), picture.jpeg)
        except EvidenceUnavailable:
            self.discard(key, len(decoded.pages))
            raise


def recognised(raw: bytes) -> str:
    """The file's media type by its content; EvidenceRejected where it is too large, empty or none that we take."""
    if not raw:
        raise EvidenceRejected("empty")
    if len(raw) > limits.MAX_BYTES:
        raise EvidenceRejected("too_large")
    found = media_type(raw)
    if found is None:
        raise EvidenceRejected("unknown_type")
    return found


def parts(pages: int) -> tuple[str, ...]:
    """The pictures that are kept of a file: a small one, and its pages by number."""
    return (THUMB, *(str(number) for number in range(1, pages + 1)))


def place(key: str, part: str) -> str:
    """Where a picture is in the store: `thumb`, or the number of a page from 1."""
    return f"{key}/{part}.jpg"


def _page(picture: Picture) -> Page:
    return Page(picture.width, picture.height, len(picture.jpeg), hashlib.sha256(picture.jpeg).hexdigest())
