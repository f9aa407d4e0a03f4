"""Each process started by itself, as systemd or Docker do it: settings from one file, and a clear end where it cannot
serve."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import httpx
import pytest

from actions.__main__ import main as actions_main
from amends.db import migrate
from tests.forked import Forked
from tests.ports import free_ports
from tests.postgres import create_database
from tests.rasa.model import trained_model
from tests.setup.repository import ROOT
from web.__main__ import main as web_main
from worker.__main__ import main as worker_main

SECRET = "a secret of 32 characters or more"
PATIENCE_S = 300
PORTS = ("web_port", "worker_port", "actions_port", "rasa_port")


class Installation:
    """A settings file in a folder of its own, and no setting of ours in the environment but where that file is."""

    def __init__(self, folder: Path, **given: object) -> None:
        self.folder = folder
        self.ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
        self.database = f"sqlite:///{folder}/amends.db"
        values = {
            "internal_secret": SECRET,
            "database_url": self.database,
        }
        self.write({**values, **self.ports, "evidence_reader": "off", **given})

    def write(self, values: dict[str, object]) -> None:
        lines = [f"AMENDS_{name.upper()}={value}\n" for name, value in values.items() if value is not None]
        (self.folder / "shop.env").write_text("".join(lines))

    def begin(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment(), text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("AMENDS_")}
        return others | {"AMENDS_SETTINGS_FILE": str(self.folder / "shop.env"), "CUDA_VISIBLE_DEVICES": ""}

    def serves(self, port: str, *command: str) -> None:
        """It starts and is healthy on the port of the file; then it is stopped."""
        process = self.begin(*command)
        try:
            url, until = f"http://127.0.0.1:{self.ports[port]}/health", time.monotonic() + PATIENCE_S
            while not _is_well(url):
                assert process.poll() is None, process.communicate()[1]
                assert time.monotonic() < until
                time.sleep(0.1)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=120)

    def refuses(self, *command: str) -> str:
        """It ends with code 2 and without a traceback: what it says."""
        process = self.begin(*command)
        said = process.communicate(timeout=PATIENCE_S)[1]
        return self.refused(process.returncode, said)

    def refuses_forked(self, main: Callable[[], int]) -> str:
        """The same, without what every process has to import before it says so."""
        return self.refused(*Forked(main, said=self.folder / "said", environment=self.environment()).ended())

    @staticmethod
    def refused(code: int | None, said: str) -> str:
        assert code == 2, said
        assert "Traceback" not in said
        return said


def _is_well(url: str) -> bool:
    try:
        return httpx.get(url, timeout=60, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


OURS = {"web": web_main, "worker": worker_main, "actions": partial(actions_main, [])}


def rasa() -> tuple[str, ...]:
    return (str(ROOT / ".venv-rasa/bin/python"), "-m", "rasa_addons.launcher", "run", "--model", str(trained_model()))


@pytest.mark.parametrize("name", OURS)
def test_each_process_serves_with_everything_in_the_settings_file(tmp_path, name):
    here = Installation(tmp_path)
    migrate.upgrade(here.database)
    here.serves(f"{name}_port", sys.executable, "-m", name)


def test_rasa_serves_with_everything_in_the_settings_file(tmp_path):
    here = Installation(tmp_path)
    here.serves("rasa_port", *rasa())


@pytest.mark.parametrize("name", OURS)
def test_without_a_secret_it_says_where_to_set_it(tmp_path, name):
    here = Installation(tmp_path, internal_secret=None)
    migrate.upgrade(here.database)
    assert "AMENDS_INTERNAL_SECRET is not set" in here.refuses_forked(OURS[name])


def test_rasa_without_a_secret_says_where_to_set_it(tmp_path):
    said = Installation(tmp_path, internal_secret=None).refuses(*rasa())
    assert "AMENDS_INTERNAL_SECRET is missing" in said
    assert "settings file" in said


@pytest.mark.parametrize("name", OURS)
def test_without_the_demo_no_process_starts_on_what_was_left_to_it(tmp_path, name):
    said = Installation(tmp_path, demo="false", smtp_host="smtp.example.com").refuses_forked(OURS[name])
    assert "AMENDS_ORDER_BACKEND_URL is required when AMENDS_DEMO is false, for example" in said
    assert "AMENDS_SMTP_FROM is required when AMENDS_DEMO is false, for example" in said
    assert "AMENDS_SMTP_HOST is required" not in said


@pytest.mark.parametrize(
    ("name", "kind"), [("web", "sqlite"), ("web", "postgresql"), ("worker", "postgresql"), ("actions", "sqlite")]
)
def test_on_a_database_of_another_schema_it_names_the_command_to_run(tmp_path, name, kind):
    url = f"sqlite:///{tmp_path}/amends.db" if kind == "sqlite" else create_database("template0")
    here = Installation(tmp_path, database_url=url)
    assert "has no tables of ours yet. Run `amends db upgrade`" in here.refuses_forked(OURS[name])
    assert not (tmp_path / "amends.db").exists()
    migrate.upgrade(url)
    migrate.downgrade(url, "0007")
    said = here.refuses_forked(OURS[name])
    assert f"is at 0007, this release needs {migrate.head()}. Run `amends db upgrade`." in said
