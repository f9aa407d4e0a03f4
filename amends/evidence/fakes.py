"""Stand-ins that do what the real ones promise, without a disk or another process."""

from amends.errors import EvidenceRejected, NotFound
from amends.evidence.store import checked


class MemoryStore:
    """Keeps pictures in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, key: str, content: bytes) -> None:
        self.kept[checked(key)] = content

    def get(self, key: str) -> bytes:
        if checked(key) not in self.kept:
            raise NotFound(f"there is no picture {key}")
        return self.kept[key]

    def remove(self, key: str) -> None:
        self.kept.pop(checked(key), None)


class SignatureScanner:
    """Finds what it was told to find."""

    def __init__(self, *signatures: bytes) -> None:
        self._signatures = signatures

    def scan(self, raw: bytes) -> None:
        if any(signature in raw for signature in self._signatures):
            raise EvidenceRejected("infected")
