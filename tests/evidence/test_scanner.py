"""The scanner's protocol, against a stand-in for clamd on loopback and on a socket of the file system."""

import socket
import struct
import threading

import pytest

from amends.errors import EvidenceRejected, EvidenceUnavailable, SettingError
from amends.evidence.fakes import SignatureScanner
from amends.evidence.scanner import Clamd, NoScanner, open_scanner

VIRUS = b"a signature of the tests"


class StandIn:
    """Answers as clamd does; `says` replaces the answer, `hangs_up` ends the connection instead."""

    def __init__(self, listener: socket.socket, says: bytes | None = None, hangs_up: bool = False) -> None:
        self._listener = listener
        self._says = says
        self._hangs_up = hangs_up
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with self._listener, self._listener.accept()[0] as caller, caller.makefile("rb") as stream:
            if self._hangs_up:
                caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            assert stream.read(10) == b"zINSTREAM\0"
            raw = b""
            while length := struct.unpack(">I", stream.read(4))[0]:
                raw += stream.read(length)
            found = b"stream: Test.Signature FOUND\0" if VIRUS in raw else b"stream: OK\0"
            caller.sendall(found if self._says is None else self._says)


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, tmp_path):
    """Starts the stand-in and gives the scanner for it."""

    def start(**options):
        if request.param == "tcp":
            listener = socket.create_server(("127.0.0.1", 0))
            address = f"127.0.0.1:{listener.getsockname()[1]}"
        else:
            address = str(tmp_path / "clamd")
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(address)
            listener.listen()
        StandIn(listener, **options)
        return Clamd(address, timeout_s=5)

    return start


def test_a_clean_file_passes(clamd):
    clamd().scan(bytes(1_000_000))


def test_a_virus_is_refused_wherever_it_stands(clamd):
    with pytest.raises(EvidenceRejected) as refused:
        clamd().scan(bytes(700_000) + VIRUS)
    assert refused.value.reason == "infected"


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK but not really\0"])
def test_any_other_answer_means_nobody_looked(clamd, answer):
    with pytest.raises(EvidenceUnavailable):
        clamd(says=answer).scan(b"x")


def test_a_scanner_that_hangs_up_or_is_not_there_takes_no_file(clamd):
    with pytest.raises(EvidenceUnavailable):
        clamd(hangs_up=True).scan(bytes(10_000_000))
    with pytest.raises(EvidenceUnavailable, match="cannot be reached"):
        Clamd("/nowhere/clamd").scan(b"x")


def test_without_a_setting_nothing_is_scanned_and_the_fake_finds_what_it_is_told():
    assert isinstance(open_scanner(None), NoScanner)
    NoScanner().scan(VIRUS)
    SignatureScanner(VIRUS).scan(b"clean")
    with pytest.raises(EvidenceRejected):
        SignatureScanner(VIRUS).scan(b"with " + VIRUS)


@pytest.mark.parametrize("address", ["clamd", "host:", ":1", "host:x"])
def test_an_address_that_is_none_is_a_wrong_setting(address):
    with pytest.raises(SettingError, match="AMENDS_EVIDENCE_SCANNER"):
        open_scanner(address)
