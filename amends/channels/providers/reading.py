"""A provider's document, read without trust in its shape: what is missing or of another kind is empty."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from amends.errors import Fault, InvalidDocument

LONGEST_ID = 200
"""Characters of a provider's own id. A longer one is replaced by its hash, which is as unique."""
LAST_SECOND = 32_503_680_000
"""The year 3000."""

Json = dict[str, Any]


def document(body: bytes, what: str) -> Json:
    """The JSON object in a genuine call. InvalidDocument for anything else."""
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=_refused)
    except (ValueError, RecursionError):
        raise InvalidDocument(what, [Fault("$", "is not JSON in UTF-8")]) from None
    if not isinstance(found, dict):
        raise InvalidDocument(what, [Fault("$", "is not an object")])
    return found


def an_object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> Iterator[Json]:
    """The objects of a list; whatever else stands in it is left out."""
    return (each for each in (value if isinstance(value, list) else ()) if isinstance(each, dict))


def words(value: Any) -> str:
    """A text without what is none: NUL, and halves of surrogate pairs, which JSON may hold and no database takes."""
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def whole(value: Any) -> int | None:
    """A whole number that fits into 64 bits."""
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63 else None


def an_id(value: Any) -> str:
    """A provider's id of something, in at most LONGEST_ID characters."""
    given = words(value)
    return given if len(given) <= LONGEST_ID else hashlib.sha256(given.encode()).hexdigest()


def hashed(value: Any) -> str:
    """What stands in for an id where a thing has none: the same for the same document."""
    return "sha256:" + hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def instant(seconds: Any, otherwise: datetime) -> datetime:
    """Unix seconds, as a number or in digits; `otherwise` for what is none, and for what lies after it."""
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdigit() and len(seconds) < LONGEST_ID:
        seconds = int(seconds)
    known = whole(seconds)
    if known is None or not 0 < known < LAST_SECOND:
        return otherwise
    return min(datetime.fromtimestamp(known, UTC), otherwise)


def _refused(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
