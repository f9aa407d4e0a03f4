"""The images: what their steps name is there, what they start is what `make run` starts, and nobody is root."""

import http.server
import json
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from amends.settings import Settings
from devtools.runner.table import processes
from tests.deploy.dockerfile import DOCKERFILE, chain, ignored, stages
from tests.deploy.tools import needs, tool
from tests.ports import free_port
from tests.setup.repository import ROOT, files, name

PROCESSES = ("web", "actions", "worker", "rasa")
FINAL = (*PROCESSES, "cli")
NOT_IN_AN_IMAGE = ("tests", "docs", "var", ".git", ".venv", "simulate", "faults", "encoder", "amends.env", "widget")


@needs("hadolint")
def test_hadolint_finds_nothing_to_say() -> None:
    done = subprocess.run([str(tool("hadolint")), str(DOCKERFILE)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)


def test_what_is_copied_is_there_and_comes_with_the_context() -> None:
    sources = {source for stage in stages().values() for sources, _ in stage.copied() for source in sources}
    assert {"amends", "policies", "domain", "models", "requirements/app.txt"} <= sources
    assert [source for source in sources if not (ROOT / source).exists() or ignored(source)] == []
    held = {name(path) for path in files() if name(path).split("/")[0] in sources}
    assert [path for path in held if ignored(path) and not path.endswith((".pyc",))] == []


@pytest.mark.parametrize(
    "path", [*NOT_IN_AN_IMAGE, "amends/__pycache__/a.pyc", "deploy/compose/secrets/internal_secret"]
)
def test_what_is_not_of_the_product_stays_out_of_the_context(path: str) -> None:
    assert ignored(path)


@pytest.mark.parametrize("target", FINAL)
def test_a_final_image_runs_as_a_user_without_rights_and_has_no_build_tools(target: str) -> None:
    line = chain(target)
    users = [rest for stage in line for rest in stage.all("USER")]
    assert users[-1] == "10001:10001"
    assert not [stage.name for stage in line if stage.name in ("app-tools", "app", "reading", "dialogue")]
    steps = " ".join(rest for stage in line for rest in stage.all("RUN"))
    assert "pip" not in steps
    assert "gcc" not in steps
    assert "build-essential" not in steps
    copies = [rest for stage in line for rest in stage.all("COPY")]
    assert all(re.fullmatch(r"--from=(app|reading|dialogue) /opt/amends /opt/amends", rest) for rest in copies)


def test_packages_come_from_the_locks_with_their_hashes() -> None:
    installs = [rest for stage in stages().values() for rest in stage.all("RUN") if "install" in rest or "sync" in rest]
    ours = [
        rest for rest in installs if "--editable" not in rest and "apt-get" not in rest and "install -d" not in rest
    ]
    assert len(ours) == 5
    assert all("--require-hashes" in rest for rest in ours)


@pytest.mark.parametrize("target", PROCESSES)
def test_it_starts_what_make_run_starts_and_asks_the_port_where_that_listens(target: str) -> None:
    run = {each.name: each for each in processes(Settings(demo=True), Path("m.tar.gz"))}[target]
    stage = stages()[target]
    assert stage.command()[:3] == ["python", "-m", run.command[2]]
    (port,) = stage.all("EXPOSE")
    asked = json.loads(stage.all("HEALTHCHECK")[0].partition(" CMD ")[2])
    assert asked == ["python", "healthy.py", port]
    assert run.health == f"http://127.0.0.1:{port}/health"


@pytest.fixture
def served() -> tuple[int, list[int]]:
    answers = [200, 503]

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(answers.pop(0) if self.path == "/health" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port, answers


def test_health_is_asked_past_any_proxy(served: tuple[int, list[int]]) -> None:
    def asked(port: int) -> int:
        command = [sys.executable, "deploy/image/healthy.py", str(port)]
        return subprocess.run(command, cwd=ROOT, env={"http_proxy": "http://127.0.0.1:9"}, check=False).returncode

    assert [asked(served[0]), asked(served[0]), asked(free_port())] == [0, 1, 1]


def test_the_model_that_lies_there_is_taken_and_others_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    for each in ("aaaa.tar.gz", "aaaa.sha256", "bbbb.tar.gz", "bbbb.sha256", "README.md"):
        (tmp_path / "models" / each).touch()
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\n[ "$2" = rasa_addons.fingerprint ] && echo bbbb || exit 3\n')
    python.chmod(0o755)
    subprocess.run(["sh", str(ROOT / "deploy/image/model.sh"), str(python)], cwd=tmp_path, check=True)
    left = sorted(path.name for path in (tmp_path / "models").iterdir())
    assert left == ["README.md", "bbbb.sha256", "bbbb.tar.gz"]
