"""Whether the ports are free, before anything is started."""

import socket
from collections.abc import Iterable

from amends.errors import CannotRun
from amends.settings import Settings
from amends.settings_values import PREFIX
from devtools.runner.table import Process


def taken(port: int, host: str = "127.0.0.1") -> bool:
    """Whether something listens there, or we may not."""
    with socket.socket() as probe:
        # As servers do, or a port whose last connections are just closing would count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def check(settings: Settings, processes: Iterable[Process]) -> None:
    """CannotRun on the first port that is taken, with the setting that moves it."""
    owners: dict[int, str] = {}
    for process in processes:
        for name in process.port_settings:
            port = getattr(settings, name)
            setting = PREFIX + name.upper()
            if port in owners:
                raise CannotRun(f"{setting} and {owners[port]} are both {port}. Give one of them another port.")
            owners[port] = setting
            if taken(port):
                raise CannotRun(
                    f"Port {port} ({process.name}) is taken. Stop what listens there, or choose a free port with "
                    f"{setting}=… in the environment or in amends.env."
                )
