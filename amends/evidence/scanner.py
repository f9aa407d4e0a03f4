"""Virus scanning by clamd, over its INSTREAM command. Where a scanner is set and silent, no file is taken.

Protocol: https://docs.clamav.net/manual/Usage/Scanning.html#clamd (zINSTREAM, chunks with their length before them).
"""

import socket
import struct
from typing import Protocol

from amends.errors import EvidenceRejected, EvidenceUnavailable, SettingError

CHUNK = 1 << 18
TIMEOUT_S = 10.0
MAX_ANSWER = 4096


class Scanner(Protocol):
    def scan(self, raw: bytes) -> None:
        """EvidenceRejected (`infected`) where something was found; EvidenceUnavailable where nobody could look."""
        ...


class NoScanner:
    """Where none is set: every file is decoded apart and encoded again in any case."""

    def scan(self, raw: bytes) -> None:
        return None


class Clamd:
    """`address`: `host:port`, or the path of clamd's socket."""

    def __init__(self, address: str, timeout_s: float = TIMEOUT_S) -> None:
        host, _, port = address.rpartition(":")
        if not address.startswith("/") and not (host and port.isdecimal()):
            raise SettingError(f"AMENDS_EVIDENCE_SCANNER is {address!r}. Give host:port or the path of a socket.")
        self._address: str | tuple[str, int] = address if address.startswith("/") else (host, int(port))
        self._timeout_s = timeout_s

    def scan(self, raw: bytes) -> None:
        try:
            answer = self._answer(raw)
        except (BrokenPipeError, ConnectionResetError) as fault:  # how clamd says that StreamMaxLength is exceeded
            raise EvidenceUnavailable("clamd hung up; set its StreamMaxLength to 10M or more") from fault
        except OSError as fault:
            raise EvidenceUnavailable(f"clamd cannot be reached at {self._address}") from fault
        if answer.endswith(" FOUND"):
            raise EvidenceRejected("infected")
        if answer != "stream: OK":
            raise EvidenceUnavailable(f"clamd answered {answer[:100]!r}")

    def _answer(self, raw: bytes) -> str:
        with self._connected() as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for start in range(0, len(raw), CHUNK):
                chunk = raw[start : start + CHUNK]
                clamd.sendall(struct.pack(">I", len(chunk)) + chunk)
            clamd.sendall(struct.pack(">I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < MAX_ANSWER and (part := clamd.recv(MAX_ANSWER)):
                answer += part
            return answer.rstrip(b"\0").decode("utf-8", "replace").strip()

    def _connected(self) -> socket.socket:
        if isinstance(self._address, tuple):
            return socket.create_connection(self._address, self._timeout_s)
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(self._timeout_s)
        clamd.connect(self._address)
        return clamd


def open_scanner(address: str | None) -> Scanner:
    """The scanner that a setting names, or none."""
    return NoScanner() if address is None else Clamd(address)
