"""One inbox over IMAP: as much of RFC 3501 as whoever looks for new mail asks of it, and IDLE (RFC 2177).

Why it is our own stands in docs/decisions/0131. What is not understood here is refused, as by a real server.
"""

import asyncio
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy

CAPABILITIES = "IMAP4rev1 IDLE"
VALIDITY = 1
LOOK_S = 0.1
_ATOM = re.compile(r'"((?:\\.|[^"\\])*)"|(\([^)]*\)|\S+)')
_SECTION = re.compile(r"BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?", re.IGNORECASE)
_BEGINS_IDLE = re.compile(r"(\S+) IDLE\s*", re.IGNORECASE)


class Bad(Exception):
    """A command that a server would not take."""


@dataclass
class Letter:
    """One mail in the inbox. `flags` are in small letters."""

    uid: int
    raw: bytes
    at: datetime
    flags: set[str] = field(default_factory=set)

    def header(self, name: str) -> str:
        return str(message_from_bytes(self.raw, policy=policy.default)[name] or "")


class Mailbox:
    """One user's inbox. `deliver` may be called from any thread."""

    def __init__(self, user: str, password: str, now: Callable[[], float] = time.time) -> None:
        self.user, self.password = user, password
        self.letters: list[Letter] = []
        self._now = now
        self._lock = threading.Lock()

    def deliver(self, raw: bytes) -> None:
        with self._lock:
            at = datetime.fromtimestamp(self._now(), UTC)
            self.letters.append(Letter(len(self.letters) + 1, raw, at))

    def unseen(self) -> int:
        return sum("\\seen" not in letter.flags for letter in self.letters)


class Session:
    """One connection: a line of the client's in, lines of the server's out."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._box = mailbox
        self._is_in = self._is_selected = False

    def answer(self, line: str) -> list[bytes]:
        """All that is said to one command. Bad for one without a tag."""
        tag, _, rest = line.partition(" ")
        name, _, rest = rest.partition(" ")
        if not tag or not name:
            raise Bad("a command has a tag and a name")
        given = [quoted or plain for quoted, plain in _ATOM.findall(rest)]
        try:
            said = self._said(name.upper(), given)
        except Bad as fault:
            return [f"{tag} BAD {fault}".encode()]
        except PermissionError as fault:
            return [f"{tag} NO {fault}".encode()]
        return [*said, f"{tag} OK {name.upper()} completed".encode()]

    def _said(self, name: str, given: list[str]) -> list[bytes]:
        match name, given:
            case "CAPABILITY", []:
                return [f"* CAPABILITY {CAPABILITIES}".encode()]
            case "NOOP", []:
                return [self.exists()] if self._is_selected else []
            case "LOGOUT", []:
                return [b"* BYE until next time"]
            case "LOGIN", [user, password]:
                if (user, password) != (self._box.user, self._box.password):
                    raise PermissionError("[AUTHENTICATIONFAILED] Invalid credentials")
                self._is_in = True
                return []
        if not self._is_in:
            raise Bad("log in first")
        match name, given:
            case "SELECT", [folder]:
                self._is_selected = self._is_inbox(folder)
                flags = rb"* FLAGS (\Seen \Deleted)"
                return [flags, self.exists(), f"* OK [UIDVALIDITY {VALIDITY}] UIDs valid".encode()]
            case "STATUS", [folder, "(UIDVALIDITY)"] if self._is_inbox(folder):
                return [f'* STATUS "INBOX" (UIDVALIDITY {VALIDITY})'.encode()]
        if not self._is_selected:
            raise Bad("select a mailbox first")
        match name, given:
            case "EXPUNGE", []:
                return []  # nothing is ever marked as deleted
            case "UID", [what, *more]:
                return self._by_uid(what.upper(), more)
        raise Bad(f"unknown command {name}")

    def exists(self) -> bytes:
        return f"* {len(self._box.letters)} EXISTS".encode()

    def _is_inbox(self, folder: str) -> bool:
        if folder.upper() != "INBOX":
            raise PermissionError("[NONEXISTENT] there is no such mailbox")
        return True

    def _by_uid(self, what: str, given: list[str]) -> list[bytes]:
        match what, given:
            case "SEARCH", wanted if wanted:
                fits = _search(wanted)
                found = " ".join(str(letter.uid) for letter in self._box.letters if fits(letter))
                return [f"* SEARCH {found}".rstrip().encode()]
            case "FETCH", [uid, items]:
                return [_shown(letter, items) for letter in self._box.letters if str(letter.uid) == uid]
            case "STORE", [uid, ("+FLAGS" | "-FLAGS") as sign, flags] if "\\deleted" not in flags.lower():
                return [_flagged(each, sign, flags) for each in self._box.letters if str(each.uid) == uid]
        raise Bad(f"unknown UID command {what}")


def _search(wanted: list[str]) -> Callable[[Letter], bool]:
    """Whether a letter fits all of the keys. Bad for a key that is not known here."""
    tests: list[Callable[[Letter], bool]] = []
    left = list(wanted)
    while left:
        match left:
            case ["UNSEEN", *left]:
                tests.append(lambda letter: "\\seen" not in letter.flags)
            case ["UNKEYWORD", keyword, *left]:
                tests.append(lambda letter, keyword=keyword: keyword.lower() not in letter.flags)
            case ["SINCE", day, *left]:
                since = datetime.strptime(day, "%d-%b-%Y").replace(tzinfo=UTC).date()
                tests.append(lambda letter, since=since: letter.at.date() >= since)
            case ["UID", uid, *left]:
                tests.append(lambda letter, uid=uid: str(letter.uid) == uid)
            case ["HEADER", name, value, *left]:
                tests.append(lambda letter, name=name, value=value: value.lower() in letter.header(name).lower())
            case _:
                raise Bad(f"unknown search key {left[0]}")
    return lambda letter: all(test(letter) for test in tests)


def _shown(letter: Letter, items: str) -> bytes:
    """INTERNALDATE and RFC822.SIZE where they are asked for, and a part of the mail behind them."""
    asked = items.strip("()").split()
    said = [f"UID {letter.uid}"]
    raw = b""
    for item in asked:
        section = _SECTION.fullmatch(item)
        if item.upper() == "INTERNALDATE":
            said.append(f'INTERNALDATE "{letter.at:%d-%b-%Y %H:%M:%S +0000}"')
        elif item.upper() == "RFC822.SIZE":
            said.append(f"RFC822.SIZE {len(letter.raw)}")
        elif section is not None and item == asked[-1]:
            begin, most = int(section[1] or 0), int(section[2] or len(letter.raw))
            raw = letter.raw[begin : begin + most]
            part = f"<{begin}>" if section[1] else ""
            said.append(f"BODY[]{part} {{{len(raw)}}}\r\n")
        else:
            raise Bad(f"unknown item {item}")
    return f"* {letter.uid} FETCH ({' '.join(said)}".encode() + raw + b")"


def _flagged(letter: Letter, sign: str, flags: str) -> bytes:
    named = {flag.lower() for flag in flags.strip("()").split()}
    letter.flags = letter.flags | named if sign == "+FLAGS" else letter.flags - named
    return f"* {letter.uid} FETCH (UID {letter.uid} FLAGS ({' '.join(sorted(letter.flags))}))".encode()


async def talk(mailbox: Mailbox, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One connection, until the client leaves."""
    session = Session(mailbox)
    writer.write(f"* OK [CAPABILITY {CAPABILITIES}] ready\r\n".encode())
    try:
        while raw := await reader.readline():
            line = raw.decode("utf-8", "replace").strip()
            if idle := _BEGINS_IDLE.fullmatch(line):
                await _idle(session, idle[1], reader, writer)
            else:
                writer.writelines(each + b"\r\n" for each in session.answer(line))
            await writer.drain()
            if line.upper().endswith(" LOGOUT"):
                return
    except (Bad, OSError, ValueError, asyncio.CancelledError):
        return
    finally:
        writer.close()


async def _idle(session: Session, tag: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Tell of new mail until the client is done."""
    writer.write(b"+ idling\r\n")
    told = session.exists()
    done = asyncio.ensure_future(reader.readline())
    while not done.done():
        await asyncio.wait({done}, timeout=LOOK_S)
        if (now := session.exists()) != told:
            writer.write(now + b"\r\n")
            told = now
    if done.result().strip().upper() != b"DONE":
        raise Bad("DONE ends IDLE")
    writer.write(f"{tag} OK IDLE terminated\r\n".encode())
