"""The system with two of everything that an installation may have several of, on one PostgreSQL."""

from dataclasses import replace
from typing import Any

from amends.settings import Settings
from devtools.runner.table import Process, processes
from faults.matrix import TWICE
from tests.ports import free_ports
from tests.stack import Stack

SECOND = "2"
"""Stands behind the name of the second of two."""


class Doubled(Stack):
    """A conversation goes to one Rasa and the next to the other, a call of either to any action server, and a customer
    to any web."""

    _second: Settings

    def __init__(self, *given: Any, **named: Any) -> None:
        self._ports = dict(zip((f"{name}_port" for name in TWICE), free_ports(len(TWICE)), strict=True))
        super().__init__(*given, **named)

    @property
    def actions_ports(self) -> tuple[int, int]:
        return self.settings.actions_port, self._ports["actions_port"]

    @property
    def web_ports(self) -> tuple[int, ...]:
        return self.settings.web_port, self._ports["web_port"]

    def _planned(self) -> tuple[Process, ...]:
        both = ",".join(f"http://127.0.0.1:{port}" for port in (self.settings.rasa_port, self._ports["rasa_port"]))
        self.settings = self.settings.model_copy(update={"rasa_url": both})
        self._second = self.settings.model_copy(update=self._ports)
        second = [each for each in processes(self._second, self._model) if each.name in TWICE]
        return (*super()._planned(), *(replace(each, name=each.name + SECOND) for each in second))

    def _settings_of(self, name: str) -> Settings:
        return self._second if name.endswith(SECOND) else self.settings
