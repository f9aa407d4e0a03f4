"""The sandbox's own promises: limits that bite, one bad file is nobody else's, a dead sandbox is replaced."""

import faulthandler
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from amends.errors import EvidenceRejected, EvidenceUnavailable
from amends.evidence import limits
from amends.evidence.sandbox import __main__ as server
from amends.evidence.sandbox import decoding, pool, system_calls, wire
from amends.evidence.sandbox.picture import Decoded, Picture
from amends.evidence.sandbox.pool import Sandbox
from tests.evidence import pictures
from tests.evidence.interpreter import SPEAKS

JPEG = b"\xff\xd8\xff then \xff\xd9"


def confined(code: str) -> str:
    """What a confined process writes that runs this line."""
    program = f"""
import mmap, os, socket, subprocess, threading
from amends.evidence.sandbox.confining import confine
out, into = os.pipe()
if os.fork() == 0:
    confine(into)
    try:
        {code}; os.write(into, b"done")
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
        ("threading.Thread(target=len, args=('',)).start()", "done"),
    ],
)
def test_a_decoding_process_can_do_nothing_else(code, outcome):
    done = confined(code)
    assert ("OSError" if done == "PermissionError" else done) == outcome  # of the limits, or of the filter before them


@pytest.mark.skipif(system_calls.why_not() is not None, reason=str(system_calls.why_not()))
@pytest.mark.parametrize(
    "code",
    [
        "os.kill(1, 0)",
        "os.fork()",
        "os.listdir('/')",
        "os.stat('/etc/passwd')",
        "os.unlink('/tmp/not there')",
        "socket.socket()",
        "mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)",
        "os.setpgid(0, 0)",
        "os.nice(1)",
    ],
)
def test_the_kernel_forbids_every_other_call(code):
    assert confined(code) == "PermissionError"


@pytest.mark.skipif(system_calls.why_not() is not None, reason=str(system_calls.why_not()))
def test_the_filter_can_be_tried():
    command = [sys.executable, "-m", "amends.evidence.sandbox.system_calls"]
    assert subprocess.run(command, check=False).returncode == 0


@pytest.mark.parametrize(("library", "platform"), [(None, "linux"), ("there", "darwin")])
def test_where_there_is_no_filter_it_is_said_and_files_are_decoded(monkeypatch, caplog, library, platform):
    monkeypatch.setattr(system_calls, "pyseccomp", library)
    monkeypatch.setattr(system_calls, "sys", SimpleNamespace(platform=platform))
    with Sandbox(size=1) as sandbox:
        assert isinstance(sandbox.decode(PNG, "image/png"), Decoded)
    told = [(line.msg, line.reason) for line in caplog.records]
    assert told == [("sandbox_without_filter", system_calls.why_not())]


@pytest.mark.parametrize(
    ("happens", "within_s", "reason"),
    [
        (lambda *_: time.sleep(600), 0.5, "too_heavy"),
        (lambda *_: faulthandler.disable() or os.kill(os.getpid(), signal.SIGSEGV), 100.0, "broken"),
        (lambda *_: os.kill(os.getpid(), signal.SIGXCPU), 100.0, "too_heavy"),
        (lambda *_: os.kill(os.getpid(), signal.SIGKILL), 100.0, "unavailable"),  # as the system does, out of memory
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
    assert wire.unpack(server.apart(b"", "image/png")) == wire.Refused(reason)


def test_a_fork_that_says_more_than_pictures_can_be_is_not_listened_to(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 100.0)
    monkeypatch.setattr(limits, "ANSWER_BYTES", 1000)
    monkeypatch.setattr(decoding, "decode", lambda *_: Decoded((Picture(1, 1, JPEG * 100),), Picture(1, 1, JPEG)))
    monkeypatch.setattr(server, "confine", lambda _output: None)
    assert wire.unpack(server.apart(b"", "image/png")) == wire.Refused("too_heavy")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has this signal")
def test_a_decoding_process_ends_with_the_sandbox_that_forked_it():
    program = """
import os, signal, sys
from amends.evidence.sandbox.confining import confine
held, of_both = int(sys.argv[1]), int(sys.argv[2])
if os.fork() == 0:
    confine(of_both)
    os.write(of_both, b"confined")
    signal.pause()
os.read(held, 99)
os.kill(os.getpid(), signal.SIGKILL)
"""
    held, of_both = os.pipe()
    command = [sys.executable, "-c", program, str(held), str(of_both)]
    with subprocess.Popen(command, pass_fds=(held, of_both)):
        os.close(of_both)
    assert os.read(held, 1) == b""  # at its end: nobody is left who could write
    os.close(held)


DIES_OVER_A_FILE = SPEAKS + "sys.stdin.buffer.read(1); os._exit(9)"
CANNOT_IMPORT = "import no_such_library"
PNG = pictures.encoded("PNG")


def test_a_sandbox_that_died_between_two_files_is_started_again(interpreter):
    with Sandbox(size=1) as sandbox:
        sandbox.decode(PNG, "image/png")
        os.kill(interpreter.pids[0], signal.SIGKILL)
        assert sandbox.decode(PNG, "image/png").pages[0].width == 640
        assert len(interpreter.pids) == 2


def test_a_sandbox_that_hangs_over_a_file_refuses_that_file_only(interpreter, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.1)
    monkeypatch.setattr(pool, "GRACE_S", 0.1)
    interpreter.first(SPEAKS + "time.sleep(600)")
    with Sandbox(size=1) as sandbox:
        with pytest.raises(EvidenceRejected, match="too_heavy"):
            sandbox.decode(PNG, "image/png")
        monkeypatch.undo()
        assert sandbox.decode(PNG, "image/png").thumb.width == 320


@pytest.mark.parametrize("program", [CANNOT_IMPORT, "raise SystemExit(0)", "import os; os.kill(os.getpid(), 9)"])
def test_a_sandbox_that_does_not_start_is_our_outage_and_not_the_file(interpreter, program):
    interpreter.always(program)
    with Sandbox(size=1) as sandbox:
        for _ in range(2):
            with pytest.raises(EvidenceUnavailable):
                sandbox.decode(PNG, "image/png")
        interpreter.mended()
        assert sandbox.decode(PNG, "image/png").pages[0].width == 640


def test_a_sandbox_that_never_gets_ready_is_our_outage_too(interpreter, monkeypatch):
    monkeypatch.setattr(pool, "START_S", 0.1)
    interpreter.always("import time; time.sleep(600)")
    with Sandbox(size=1) as sandbox, pytest.raises(EvidenceUnavailable):
        sandbox.decode(PNG, "image/png")


def test_python_that_is_not_there_costs_the_files_and_not_who_takes_them(interpreter):
    interpreter.path.rename(interpreter.path.with_name("away"))
    with Sandbox(size=1) as sandbox, pytest.raises(EvidenceUnavailable):
        sandbox.decode(PNG, "image/png")


def test_a_file_over_which_a_sandbox_died_is_decoded_in_another(interpreter):
    interpreter.first(DIES_OVER_A_FILE)
    with Sandbox(size=1) as sandbox:
        assert sandbox.decode(PNG, "image/png").pages[0].width == 640


def test_a_file_over_which_two_sandboxes_died_is_refused_and_the_next_one_is_decoded(interpreter):
    interpreter.first(DIES_OVER_A_FILE, DIES_OVER_A_FILE)
    with Sandbox(size=1) as sandbox:
        with pytest.raises(EvidenceRejected, match="broken"):
            sandbox.decode(PNG, "image/png")
        assert sandbox.decode(PNG, "image/png").pages[0].width == 640


def test_a_sandbox_that_dies_over_every_file_is_our_outage(interpreter):
    interpreter.always(DIES_OVER_A_FILE)
    with Sandbox(size=1) as sandbox, pytest.raises(EvidenceUnavailable):
        sandbox.decode(PNG, "image/png")


def test_a_sandbox_that_refuses_a_sound_file_after_two_deaths_is_our_outage(interpreter):
    refuses = SPEAKS + f"hears(); says(frame({wire.pack(wire.Refused('broken'))!r})); hears()"
    interpreter.first(DIES_OVER_A_FILE, DIES_OVER_A_FILE, refuses)
    with Sandbox(size=1) as sandbox, pytest.raises(EvidenceUnavailable, match="sound"):
        sandbox.decode(PNG, "image/png")


def test_a_sandbox_that_dies_and_does_not_come_back_is_our_outage(interpreter):
    interpreter.first(DIES_OVER_A_FILE, CANNOT_IMPORT)
    with Sandbox(size=1) as sandbox, pytest.raises(EvidenceUnavailable):
        sandbox.decode(PNG, "image/png")


@pytest.mark.parametrize("answer", [b"", b"no answer", wire.pack(wire.Refused("too_heavy")) + b"more"])
def test_a_sandbox_whose_answer_is_none_is_our_outage_and_is_never_asked_again(interpreter, answer):
    others = wire.pack(Decoded((Picture(1, 1, JPEG),), Picture(1, 1, JPEG)))
    interpreter.first(SPEAKS + f"hears(); says(frame({answer!r}) + frame({others!r})); hears()")
    with Sandbox(size=1) as sandbox:
        with pytest.raises(EvidenceUnavailable):
            sandbox.decode(PNG, "image/png")
        assert sandbox.decode(PNG, "image/png").pages[0].width == 640


def test_a_sandbox_whose_fork_the_system_killed_is_our_outage(interpreter):
    answer = wire.pack(wire.Refused(wire.UNAVAILABLE))
    interpreter.first(SPEAKS + f"hears(); says(frame({answer!r})); hears()")
    with Sandbox(size=1) as sandbox, pytest.raises(EvidenceUnavailable, match="memory"):
        sandbox.decode(PNG, "image/png")


def test_who_waits_too_long_is_told_to_come_again():
    with Sandbox(size=0, wait_s=0.01) as nobody, pytest.raises(EvidenceUnavailable, match="busy"):
        nobody.decode(b"", "image/png")


def framed(head: bytes) -> bytes:
    return wire.LENGTH.pack(len(head)) + head


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\0",
        b"\xff\xff\xff\xff{}",
        framed(b"[]"),
        framed(b"hello"),
        framed(b'{"reason": "a reason of its own"}'),
        framed(b'{"reason": ["broken"]}'),
        framed(b'{"pictures": [[Infinity, 1, 1]]}'),
        framed(b"[" * 100_000),
    ],
    ids=range(9),
)
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
