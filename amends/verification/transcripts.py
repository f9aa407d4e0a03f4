"""What clients were told: a file of JSON lines, as whoever plays customers writes it down.

{"conversation": "cv_…", "event": {…}}    an event, as the chat API gave it to the client: the answer to a POST (what
                                          was acknowledged) or a page of the log (what was read)
{"conversation": "cv_…", "canary": "…"}   a word of this customer's alone, that nobody else may ever read
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.errors import SettingError


@dataclass(frozen=True)
class Transcripts:
    """Both by conversation. The same event stands there as often as the client was told it."""

    events: Mapping[str, Sequence[Mapping[str, Any]]]
    canaries: Mapping[str, frozenset[str]]


def read(file: Path) -> Transcripts:
    """SettingError where it cannot be read, or has a line of another form."""
    events: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    canaries: defaultdict[str, set[str]] = defaultdict(set)
    try:
        for conversation, event, canary in _lines(file):
            if event is not None:
                events[conversation].append(event)
            if canary:
                canaries[conversation].add(canary)
    except OSError as fault:
        raise SettingError(f"{file} cannot be read: {fault.strerror}. Correct the path after --transcripts.") from fault
    return Transcripts(dict(events), {name: frozenset(words) for name, words in canaries.items()})


def _lines(file: Path) -> Iterator[tuple[str, Mapping[str, Any] | None, str | None]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                given = json.loads(line)
                event = given.get("event")
                if event is not None:
                    int(event["seq"]), str(event["author"]), dict(event["body"])
                yield str(given["conversation"]), event, given.get("canary")
            except (ValueError, KeyError, TypeError, AttributeError) as fault:
                raise SettingError(
                    f"{file}, line {number} is no line of a transcript: it is "
                    '{"conversation": "cv_…", "event": {…}} with an event of the chat API, or has a "canary".'
                ) from fault
