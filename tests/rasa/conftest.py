"""A really trained model, a running server, and actions that do as they are told."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.rasa.model import trained_model
from tests.rasa.scripted_actions import ScriptedActions
from tests.rasa.server import Rasa, running
from tests.rasa.understanding import Understanding


@pytest.fixture(scope="session")
def model() -> Path:
    return trained_model()


@pytest.fixture(scope="session")
def understood(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Understanding]:
    """What the model makes of sentences."""
    understanding = Understanding(model, tmp_path_factory.mktemp("understanding") / "log")
    yield understanding
    understanding.close()


@pytest.fixture(scope="session")
def _actions() -> Iterator[ScriptedActions]:
    server = ScriptedActions()
    yield server
    server.close()


@pytest.fixture(scope="session")
def rasa(model: Path, _actions: ScriptedActions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rasa]:
    with running(model, _actions.url, tmp_path_factory.mktemp("rasa")) as server:
        yield server


@pytest.fixture
def actions(_actions: ScriptedActions) -> Iterator[ScriptedActions]:
    """Without faults and with an empty journal."""
    _actions.calls.clear()
    yield _actions
    _actions.faults.clear()


@pytest.fixture
def conversation() -> str:
    """An id as web mints it."""
    return uuid4().hex
