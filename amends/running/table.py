"""The processes that `make run` starts: one entry each. Correct a command here and nowhere else."""

import sys
from dataclasses import dataclass
from pathlib import Path

from amends.settings import Settings

RASA_PYTHON = Path(".venv-rasa/bin/python")


@dataclass(frozen=True)
class Process:
    """One process: its command, the settings that hold its ports, and the URL that answers 200 once it can work."""

    name: str
    command: tuple[str, ...]
    port_settings: tuple[str, ...]
    health: str


def processes(settings: Settings, model: Path) -> tuple[Process, ...]:
    """In the order in which they are started; those of the demo only when it is on."""
    return (_demo(settings) if settings.demo else ()) + (
        _process(settings, "rasa", ("rasa_port",), str(RASA_PYTHON), "rasa_addons.launcher", "run",
                 "--model", str(model), "--port", str(settings.rasa_port), "--actions-url", settings.actions_url),
        _process(settings, "actions", ("actions_port",), sys.executable, "actions",
                 "--port", str(settings.actions_port)),
        _process(settings, "worker", ("worker_port",), sys.executable, "worker",
                 "--health-port", str(settings.worker_port)),
        _process(settings, "web", ("web_port",), sys.executable, "web",
                 "--port", str(settings.web_port)),
    )  # fmt: skip


def _demo(settings: Settings) -> tuple[Process, ...]:
    return (
        _process(settings, "orders", ("orders_port",), sys.executable, "demo.orders",
                 "--port", str(settings.orders_port)),
        _process(settings, "mail", ("mailbox_port", "smtp_port"), sys.executable, "demo.mailbox",
                 "--port", str(settings.mailbox_port), "--smtp-port", str(settings.smtp_port)),
    )  # fmt: skip


def _process(settings: Settings, name: str, ports: tuple[str, ...], python: str, module: str, *options: str) -> Process:
    health = f"http://127.0.0.1:{getattr(settings, ports[0])}/health"
    return Process(name, (python, "-m", module, *options), ports, health)
