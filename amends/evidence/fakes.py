"""Stand-ins that do what the real ones promise, without a disk or another process."""

from datetime import datetime

from amends import clock
from amends.errors import EvidenceRejected, NotFound
from amends.evidence.store import Folder, checked, checked_folder


class MemoryStore:
    """Keeps pictures in memory. `written` is when each folder was last written to."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.written: dict[str, datetime] = {}

    def put(self, key: str, content: bytes) -> None:
        self.kept[checked(key)] = content
        self.written[key.partition("/")[0]] = clock.now()

    def get(self, key: str) -> bytes:
        if checked(key) not in self.kept:
            raise NotFound(f"there is no picture {key}")
        return self.kept[key]

    def remove(self, key: str) -> None:
        self.kept.pop(checked(key), None)

    def folders(self, after: str, at_most: int) -> list[Folder]:
        there = sorted({key.partition("/")[0] for key in self.kept})
        return [Folder(name, self.written[name]) for name in there if name > after][:at_most]

    def remove_folder(self, name: str) -> None:
        start = f"{checked_folder(name)}/"
        self.kept = {key: content for key, content in self.kept.items() if not key.startswith(start)}


class SignatureScanner:
    """Finds what it was told to find."""

    def __init__(self, *signatures: bytes) -> None:
        self._signatures = signatures

    def scan(self, raw: bytes) -> None:
        if any(signature in raw for signature in self._signatures):
            raise EvidenceRejected("infected")
