"""Starting a system of a form, in a folder of its own, and taking it away."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from faults import on_sqlite
from faults.client import Transcript
from faults.clocks import Clocks
from faults.disk import Disk
from faults.doubled import Doubled
from faults.matrix import Form
from faults.postgresql import Server
from faults.proxy import Proxies
from faults.system import System
from tests.stack import Stack

DISK_MB = 600


class Started:
    """A system of that form. Its database stands on a disk of its own where this machine lets us have one."""

    def __init__(self, form: Form, say: Callable[[str], None]) -> None:
        self._form = form
        self._say = say
        self._stack = ExitStack()

    def __enter__(self) -> System:
        try:
            return self._start()
        except BaseException:
            self._stack.close()
            raise

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _start(self) -> System:
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="amends-faults-")))
        folder.chmod(0o711)  # PostgreSQL's user has its own in there
        disk = Disk.if_allowed(folder / "disk", DISK_MB)
        if disk is not None:
            self._stack.callback(disk.take_away)
        kept = folder / "disk"
        kept.mkdir(exist_ok=True)
        others = folder / "others"
        others.mkdir()
        proxies = Proxies()
        self._stack.callback(proxies.stop)
        named: dict[str, Any] = {"between": proxies.between, "others": others}
        server = clocks = None
        home = kept
        if self._form in {Form.POSTGRESQL, Form.DOUBLED}:
            server = Server(kept, folder / "server")
            self._stack.callback(server.stop)
            named["database_url"] = server.url
            home = folder / "home"
            home.mkdir()
        if self._form == Form.CLOCK:
            clocks = Clocks(folder / "clocks")
            named["variables"] = lambda name: {} if name in {"orders", "mail"} else clocks.variables(name)
        stack = self._stack_of(home, named)
        self._stack.callback(stack.stop)
        if isinstance(stack, Doubled):
            proxies["actions"].upstreams = stack.actions_ports
        stack.start()
        transcript = Transcript(folder / "transcripts.jsonl")
        can_freeze = server is None and on_sqlite.can_be_frozen(home)
        return System(stack, proxies, transcript, disk, server, clocks, can_freeze=can_freeze)

    def _stack_of(self, home: Path, named: dict[str, Any]) -> Stack:
        make = Doubled if self._form == Form.DOUBLED else Stack
        return make(home, self._say, **named)
