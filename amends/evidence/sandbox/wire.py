"""What goes over the pipes of a sandbox: a file in; pictures or a text, or the reason why there is none, out."""

import json
import struct
from dataclasses import dataclass

from amends.evidence.sandbox.picture import Decoded, Picture, Written
from amends.evidence.sniffing import is_text
from amends.evidence.subprocesses.serving import BrokenAnswer

LENGTH = struct.Struct(">I")
UNAVAILABLE = "unavailable"
"""The reason that is ours and not the file's: it might be taken another time."""
REASONS = {"broken", "locked", "too_heavy", "too_many_pages", "too_many_pixels", "too_small", UNAVAILABLE}


class Garbled(BrokenAnswer):
    """An answer that is not in this form: the decoding process was damaged."""


@dataclass(frozen=True)
class Refused:
    """The name of the reason why a file is not taken."""

    reason: str


def pack(outcome: Decoded | Written | Refused) -> bytes:
    """An answer: the length of its head, the head as JSON, then the pictures or the text."""
    contents: tuple[bytes, ...] = ()
    match outcome:
        case Refused(reason=reason):
            head: dict[str, object] = {"reason": reason}
        case Written(text=text):
            contents = (text,)
            head = {"text": len(text)}
        case _:
            pictures = (*outcome.pages, outcome.thumb)
            contents = tuple(picture.jpeg for picture in pictures)
            head = {"pictures": [[picture.width, picture.height, len(picture.jpeg)] for picture in pictures]}
    written = json.dumps(head).encode()
    return b"".join((LENGTH.pack(len(written)), written, *contents))


def unpack(answer: bytes) -> Decoded | Written | Refused:
    """The other way; Garbled for anything that `pack` does not make."""
    try:
        (length,) = LENGTH.unpack_from(answer)
        start = LENGTH.size + length
        head = json.loads(answer[LENGTH.size : start])
        if "text" in head:
            return _written(answer[start:], head["text"])
        outcome = _refused(head["reason"]) if "reason" in head else None
        pictures = []
        for width, height, size in [] if outcome else head["pictures"]:
            pictures.append(_picture(int(width), int(height), answer[start : start + size], size))
            start += size
    except (struct.error, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as fault:
        raise Garbled(str(fault)) from fault
    if start != len(answer) or (outcome is None and len(pictures) < 2):
        raise Garbled("its lengths do not add up")
    return outcome or Decoded(tuple(pictures[:-1]), pictures[-1])


def _refused(reason: object) -> Refused:
    if reason not in REASONS:
        raise Garbled("a reason that there is not")
    return Refused(str(reason))


def _written(text: bytes, length: object) -> Written:
    if len(text) != length or not is_text(text):
        raise Garbled("its text is none")
    return Written(text)


def _picture(width: int, height: int, jpeg: bytes, size: int) -> Picture:
    whole = jpeg.startswith(b"\xff\xd8\xff") and jpeg.endswith(b"\xff\xd9") and len(jpeg) == size
    if not whole or width < 1 or height < 1:
        raise Garbled("a picture of it is not a JPEG")
    return Picture(width, height, jpeg)
