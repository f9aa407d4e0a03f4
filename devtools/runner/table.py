"""The processes that `make run` starts: one entry each. Correct a command here and nowhere else."""

import sys
from dataclasses import dataclass
from pathlib import Path

from amends.settings import Settings
from amends.settings_inside import LOOPBACK, near
from devtools.runner import needs
from devtools.runner.needs import Needs

RASA_PYTHON = Path(".venv-rasa/bin/python")


@dataclass(frozen=True)
class Process:
    """One process: its command, the settings that hold its ports, the URL that answers 200 once it can work, and what
    it is handed of the settings."""

    name: str
    command: tuple[str, ...]
    port_settings: tuple[str, ...]
    health: str
    needs: Needs


def processes(settings: Settings, model: Path) -> tuple[Process, ...]:
    """In the order in which they are started; those of the demo only when it is on."""
    return (_demo(settings) if settings.demo else ()) + (
        _process(settings, "rasa", needs.RASA, ("rasa_port",), str(RASA_PYTHON), "rasa_addons.launcher", "run",
                 "--model", str(model), "--port", str(settings.rasa_port), "--actions-url", settings.actions_url),
        _process(settings, "actions", needs.ACTIONS, ("actions_port",), sys.executable, "actions",
                 "--port", str(settings.actions_port)),
        _process(settings, "worker", needs.WORKER, ("worker_port",), sys.executable, "worker",
                 "--health-port", str(settings.worker_port)),
        _process(settings, "web", needs.WEB, ("web_port",), sys.executable, "web",
                 "--port", str(settings.web_port)),
    )  # fmt: skip


def _demo(settings: Settings) -> tuple[Process, ...]:
    return (
        _process(settings, "orders", needs.ORDERS, ("orders_port",), sys.executable, "demo.orders",
                 "--port", str(settings.orders_port)),
        _process(settings, "mail", needs.MAIL, ("mailbox_port", "smtp_port"), sys.executable, "demo.mailbox",
                 "--port", str(settings.mailbox_port), "--smtp-port", str(settings.smtp_port)),
        _process(settings, "phones", needs.PHONES, ("phones_port",), sys.executable, "demo.phones",
                 "--port", str(settings.phones_port)),
    )  # fmt: skip


def _process(
    settings: Settings, name: str, needed: Needs, ports: tuple[str, ...], python: str, module: str, *options: str
) -> Process:
    host = {"rasa": settings.internal_host, "actions": settings.internal_host, "worker": settings.internal_host}
    health = f"http://{near(host.get(name, LOOPBACK))}:{getattr(settings, ports[0])}/health"
    return Process(name, (python, "-m", module, *options), ports, health, needed)
