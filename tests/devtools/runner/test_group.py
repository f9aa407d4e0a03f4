"""The processes come up together, are kept running, and go together; with small stand-ins for the real ones."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amends.errors import CannotRun
from devtools.runner.group import Group
from devtools.runner.needs import Needs
from devtools.runner.restarts import RestartPolicy
from devtools.runner.stop import StopWish
from devtools.runner.table import Process
from tests.ports import free_port

SERVER = """
import http.server, os, subprocess, sys
port, pids, status = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(status); self.end_headers()
    def log_message(self, *_): pass
starts = open(pids + ".starts", "a+")
starts.write("x"); starts.flush(); starts.seek(0)
if len(starts.read()) > int(sys.argv[4]):
    print("the cupboard is bare", flush=True); sys.exit(3)
server = http.server.HTTPServer(("127.0.0.1", port), Health)
open(pids, "w").write(f"{os.getpid()} {grandchild.pid}")
print("WARNING the oven is hot", flush=True)
print("all is well", flush=True)
server.serve_forever()
"""
DYING = "import sys; print('the cupboard is bare'); sys.exit(3)"
KILLED = "import os, signal; print('out of memory', flush=True); os.kill(os.getpid(), signal.SIGKILL)"
AT_ONCE = RestartPolicy(first_pause_s=0, failed_starts=3)


def server(folder: Path, name: str, status: int = 200, good_starts: int = 1000) -> Process:
    port = free_port()
    command = (sys.executable, "-c", SERVER, str(port), str(folder / f"{name}.pids"), str(status), str(good_starts))
    return Process(name, command, (), f"http://127.0.0.1:{port}/health", Needs())


def everything(_needs: Needs) -> dict[str, str]:
    """The environment of the tests: the stand-ins have no settings."""
    return dict(os.environ)


def pids(folder: Path, name: str) -> list[int]:
    file = folder / f"{name}.pids"
    while not file.exists() or not file.read_text():
        time.sleep(0.02)
    return [int(pid) for pid in file.read_text().split()]


def runs(pid: int) -> bool:
    """Whether it runs; a zombie that nobody has collected does not."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return found.returncode == 0 and not found.stdout.strip().startswith("Z")


def gone(pid: int) -> bool:
    """True as soon as it has gone; the test's own time limit is the bound."""
    while runs(pid):
        time.sleep(0.02)
    return True


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def stop() -> StopWish:
    return StopWish()


@pytest.fixture
def group(tmp_path: Path, said: list[str], stop: StopWish) -> Iterator[Group]:
    group = Group(tmp_path, said.append, stop, restarts=AT_ONCE)
    yield group
    group.stop()


def test_all_are_healthy_before_it_goes_on_and_all_are_gone_after_the_stop(tmp_path, group, said):
    both = (server(tmp_path, "one"), server(tmp_path, "two"))
    group.start(both, everything)
    group.wait_until_healthy()
    everyone = pids(tmp_path, "one") + pids(tmp_path, "two")
    assert all(runs(pid) for pid in everyone)
    group.stop()
    assert all(gone(pid) for pid in everyone)
    assert sum("ready after" in line for line in said) == 2


def kill(folder: Path, name: str) -> int:
    """Kill the one that runs now; its process id, which no later one shows."""
    file = folder / f"{name}.pids"
    pid = pids(folder, name)[0]
    file.unlink()
    os.kill(pid, signal.SIGKILL)
    return pid


def watched_until(group: Group, stop: StopWish, done: Callable[[], bool]) -> None:
    """Let the group watch until `done`; the test's own time limit is the bound."""
    ask = threading.Thread(target=lambda: _ask_when(stop, done))
    ask.start()
    try:
        group.watch()
    finally:
        stop.asked = True
        ask.join()


def _ask_when(stop: StopWish, done: Callable[[], bool]) -> None:
    while not stop.asked and not done():
        time.sleep(0.02)
    stop.asked = True


def test_a_killed_process_is_named_and_started_again_beside_the_others(tmp_path, group, said, stop):
    both = (server(tmp_path, "one"), server(tmp_path, "two"))
    group.start(both, everything)
    group.wait_until_healthy()
    grandchild = pids(tmp_path, "one")[1]
    killed, other = kill(tmp_path, "one"), pids(tmp_path, "two")[0]
    watched_until(group, stop, lambda: any("one      is back" in line for line in said))
    assert any("one was killed by SIGKILL; it is started again in 0.0 s" in line for line in said)
    assert gone(killed)
    assert gone(grandchild)
    assert runs(pids(tmp_path, "one")[0])
    assert runs(other)


def test_one_that_does_not_come_up_again_stops_the_rest_with_its_last_words(tmp_path, group, said):
    both = (server(tmp_path, "one", good_starts=1), server(tmp_path, "two"))
    group.start(both, everything)
    group.wait_until_healthy()
    kill(tmp_path, "one")
    with pytest.raises(CannotRun, match=r"(?s)the cupboard is bare.*one ended with code 3 3 times in a row"):
        group.watch()
    group.stop()
    assert all(gone(pid) for pid in pids(tmp_path, "two"))
    assert sum("is started again" in line for line in said) == 3


def test_one_that_is_killed_at_its_start_is_tried_again_and_then_given_up(tmp_path, group):
    killed = Process("killed", (sys.executable, "-c", KILLED), (), f"http://127.0.0.1:{free_port()}/health", Needs())
    group.start((killed,), everything)
    with pytest.raises(CannotRun, match=r"(?s)out of memory.*killed was killed by SIGKILL 3 times in a row"):
        group.wait_until_healthy()
    assert (tmp_path / "var/log/killed.log").read_text().count("out of memory") == 3


def test_the_pause_before_a_start_doubles_up_to_a_bound():
    policy = RestartPolicy(first_pause_s=0.5, longest_pause_s=30)
    assert [policy.pause_s(runs) for runs in (0, 1, 2, 6, 1000)] == [0.5, 1, 2, 30, 30]


def test_a_child_that_ends_while_starting_is_named_with_its_last_words(tmp_path, group):
    dying = Process("dying", (sys.executable, "-c", DYING), (), f"http://127.0.0.1:{free_port()}/health", Needs())
    group.start((dying,), everything)
    with pytest.raises(CannotRun, match=r"(?s)the cupboard is bare.*dying ended with code 3.*var/log/dying.log"):
        group.wait_until_healthy()


def test_a_process_that_answers_but_is_not_healthy_is_not_ready(tmp_path, said, stop):
    group = Group(tmp_path, said.append, stop, restarts=RestartPolicy(healthy_within_s=0.5))
    sick = server(tmp_path, "sick", status=503)
    group.start((sick,), everything)
    pids(tmp_path, "sick")
    with pytest.raises(CannotRun, match="sick gave no sign of health"):
        group.wait_until_healthy()
    group.stop()


def test_a_missing_program_says_what_to_run(group):
    with pytest.raises(CannotRun, match="make setup"):
        group.start((Process("none", ("./no-such-python",), (), "http://127.0.0.1:1/", Needs()),), everything)


def test_the_terminal_gets_warnings_and_the_log_gets_everything(tmp_path, group, said):
    one = (server(tmp_path, "one"),)
    group.start(one, everything)
    group.wait_until_healthy()
    log = tmp_path / "var/log/one.log"
    while "all is well" not in log.read_text():
        time.sleep(0.02)
    group.wait_until_healthy()
    shown = "\n".join(said)
    assert "one      | WARNING the oven is hot" in shown
    assert "all is well" not in shown


def test_a_stop_that_was_asked_for_ends_the_watch_without_complaint(tmp_path, group, stop):
    one = (server(tmp_path, "one"),)
    group.start(one, everything)
    stop.asked = True
    group.watch()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_no_child_outlives_a_runner_that_is_killed(tmp_path):
    one = server(tmp_path, "one")
    runner = f"""
import os, pathlib
from devtools.runner.group import Group
from devtools.runner.stop import StopWish
from devtools.runner.needs import Needs
from devtools.runner.restarts import RestartPolicy
from devtools.runner.table import Process
from tests.ports import free_port
group = Group(pathlib.Path({str(tmp_path)!r}), print, StopWish())
group.start(({one!r},), lambda _needs: os.environ)
group.watch()
"""
    parent = subprocess.Popen([sys.executable, "-c", runner])
    child, grandchild = pids(tmp_path, "one")
    parent.kill()
    parent.wait()
    assert gone(child)
    # A child's own children are its own to end; this stand-in does not.
    os.kill(grandchild, signal.SIGKILL)
