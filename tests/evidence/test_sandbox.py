"""The sandbox's own promises: limits that bite, one bad file is nobody else's, a dead sandbox is replaced."""

import faulthandler
import os
import signal
import subprocess
import sys
import time

import pytest

from amends.errors import EvidenceRejected, EvidenceUnavailable
from amends.evidence import limits
from amends.evidence.sandbox import __main__ as server
from amends.evidence.sandbox import decoding, pool, wire
from amends.evidence.sandbox.picture import Decoded, Picture
from amends.evidence.sandbox.pool import Sandbox
from tests.evidence import pictures

JPEG = b"\xff\xd8\xff then \xff\xd9"


def confined(code: str) -> str:
    """What a confined process writes that runs this line."""
    program = f"""
import os, socket, subprocess
from amends.evidence.sandbox.confining import confine
out, into = os.pipe()
if os.fork() == 0:
    confine(into)
    try:
        {code}
        os.write(into, b"done")
    except (OSError, MemoryError) as fault:
        os.write(into, type(fault).__name__.encode())
    os._exit(0)
os.close(into)
print(os.read(out, 99).decode())
"""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout.strip()


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("len(bytes(100 * 1024 * 1024))", "done"),
        ("len(bytes(600 * 1024 * 1024))", "MemoryError"),
        ("open('/etc/passwd')", "OSError"),
        ("open('/tmp/written', 'w')", "OSError"),
        ("socket.socket()", "OSError"),
        ("os.pipe()", "OSError"),
        ("os.read(0, 1) and 1 / 0", "done"),
        ("os.write(1, b'forged') and os.write(2, b'forged')", "done"),
    ],
)
def test_a_decoding_process_can_do_nothing_else(code, outcome):
    assert confined(code) == outcome


@pytest.mark.parametrize(
    ("happens", "within_s", "reason"),
    [
        (lambda *_: time.sleep(600), 0.5, "too_heavy"),
        (lambda *_: faulthandler.disable() or os.kill(os.getpid(), signal.SIGSEGV), 100.0, "broken"),
        (lambda *_: os._exit(0), 100.0, "broken"),
        (lambda *_: bytes(2**62), 100.0, "too_heavy"),
        (lambda *_: int("x"), 100.0, "broken"),
    ],
)
@pytest.mark.filterwarnings(
    "ignore:This process .* is multi-threaded:DeprecationWarning"
)  # pytest's; the sandbox is not
def test_whatever_a_file_does_to_its_process_the_next_one_is_decoded(monkeypatch, happens, within_s, reason):
    monkeypatch.setattr(limits, "SECONDS", within_s)
    monkeypatch.setattr(decoding, "decode", happens)
    monkeypatch.setattr(server, "confine", lambda _output: None)  # pytest's own pipes must stay
    assert wire.unpack(server._apart(b"", "image/png")) == wire.Refused(reason)


def test_a_dead_sandbox_is_started_again():
    with Sandbox(size=1) as sandbox:
        sandbox.decode(pictures.encoded("PNG"), "image/png")
        sandbox._processes[0]._process.kill()
        sandbox._processes[0]._process.wait()
        assert sandbox.decode(pictures.encoded("PNG"), "image/png").pages[0].width == 640


def test_a_sandbox_that_hangs_over_a_file_refuses_that_file_only(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.1)
    monkeypatch.setattr(pool, "GRACE_S", 0.1)
    with Sandbox(size=1) as sandbox:
        sandbox.decode(pictures.encoded("PNG"), "image/png")
        os.kill(sandbox._processes[0]._process.pid, signal.SIGSTOP)
        with pytest.raises(EvidenceRejected, match="too_heavy"):
            sandbox.decode(pictures.encoded("PNG"), "image/png")
        assert sandbox.decode(pictures.encoded("PNG"), "image/png").thumb.width == 320


def test_who_waits_too_long_is_told_to_come_again():
    with Sandbox(size=0, wait_s=0.01) as nobody, pytest.raises(EvidenceUnavailable, match="busy"):
        nobody.decode(b"", "image/png")


@pytest.mark.parametrize("damage", [b"", b"\0", b"\0\0\0\x02[]", b"\0\0\0\x05hello", b"\xff\xff\xff\xff{}"])
def test_an_answer_that_is_none_is_noticed(damage):
    with pytest.raises(wire.Garbled):
        wire.unpack(damage)


def test_an_answer_comes_out_as_it_went_in():
    decoded = Decoded((Picture(3, 4, JPEG), Picture(5, 6, JPEG)), Picture(1, 2, JPEG))
    assert wire.unpack(wire.pack(decoded)) == decoded
    with pytest.raises(wire.Garbled):
        wire.unpack(wire.pack(decoded) + b"more")


def test_a_turned_photo_stands_upright(sandbox):
    page = sandbox.decode(pictures.encoded("JPEG", exif=pictures.exif()), "image/jpeg").pages[0]
    assert (page.width, page.height) == (480, 640)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16", "CMYK"])
def test_every_kind_of_colour_is_decoded(sandbox, mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    picture = pictures.image(64, 64, "L" if mode == "I;16" else mode)
    raw = pictures.encoded(form, picture.convert("I;16") if mode == "I;16" else picture)
    assert sandbox.decode(raw, f"image/{form.lower()}").pages[0].width == 64


def test_a_large_photo_is_kept_smaller_in_its_proportions(sandbox):
    page = sandbox.decode(pictures.encoded("JPEG", pictures.image(4032, 3024)), "image/jpeg").pages[0]
    assert page.width * page.height <= limits.STORED_PIXELS
    assert page.width / page.height == pytest.approx(4 / 3, rel=0.01)
