"""What `deploy/` has is what systemd takes, and names what is there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from dotenv import dotenv_values

from amends.settings import Settings
from devtools.runner.table import processes
from tests.setup.repository import ROOT

UNITS = sorted((ROOT / "deploy/systemd").glob("amends*.*[!d]"))
SERVICES = [path for path in UNITS if path.suffix == ".service"]
PLACE = "/opt/amends"


def command(unit: Path) -> list[str]:
    found = re.search(r"^ExecStart=(.+)$", unit.read_text(), re.MULTILINE)
    assert found is not None, unit
    return found[1].split()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_nothing_to_say(tmp_path: Path) -> None:
    """Of copies whose programs are there: those of an installation are not."""
    for path in (ROOT / "deploy/systemd").rglob("*.*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(ROOT / "deploy/systemd")
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(re.sub(rf"{PLACE}/\.venv(-rasa)?/bin/\w+", "/bin/true", path.read_text()))
    units = [str(tmp_path / path.name) for path in UNITS]
    assert len(units) >= 8
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin:/usr/sbin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stderr, done.returncode) == ("", 0)


def test_each_process_of_make_run_has_a_unit_that_starts_the_same_module() -> None:
    run = {each.name: each.command[2] for each in processes(Settings(demo=True), Path("m.tar.gz"))}
    units = {path.stem.removeprefix("amends-"): command(path) for path in SERVICES}
    for name in ("rasa", "actions", "worker", "web"):
        assert units[name][2] == run[name]
        assert units[name][0].startswith(f"{PLACE}/.venv")


def test_the_target_wants_them_all() -> None:
    wanted = set(re.findall(r"amends-\w+\.service", (ROOT / "deploy/systemd/amends.target").read_text()))
    assert wanted == {f"amends-{name}.service" for name in ("rasa", "actions", "worker", "web")}


def test_the_example_of_the_settings_names_settings_that_there_are() -> None:
    example = dotenv_values(ROOT / "deploy/amends.env.example")
    assert {name.removeprefix("AMENDS_").lower() for name in example} <= set(Settings.model_fields)
    given = {name.removeprefix("AMENDS_").lower(): value for name, value in example.items() if value}
    secrets = dict.fromkeys(("internal_secret", "channel_secret", "order_backend_token"), "x" * 40)
    assert not Settings(**{**given, **secrets}).demo


def test_a_command_runs_as_the_services_user_with_its_settings_where_it_lies(tmp_path: Path) -> None:
    """The script of an installation, with stand-ins for the place and for whom it changes to."""
    place, asked = tmp_path / "amends", tmp_path / "asked"
    (place / ".venv/bin").mkdir(parents=True)
    command = place / ".venv/bin/amends"
    command.write_text(f'#!/bin/sh\necho "$(pwd)|$AMENDS_SETTINGS_FILE|$*" >"{asked}"\nexit 1\n')
    command.chmod(0o755)
    runuser = tmp_path / "runuser"
    runuser.write_text('#!/bin/sh\n[ "$1 $2 $3" = "--user amends --" ] || exit 9\nshift 3\nexec "$@"\n')
    runuser.chmod(0o755)
    script = tmp_path / "script"
    script.write_text((ROOT / "deploy/amends.sh").read_text().replace(PLACE, str(place)))
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = subprocess.run(["sh", str(script), "decide", "a b"], env=environment, cwd="/", check=False)
    assert done.returncode == 1
    assert asked.read_text().strip() == f"{place}|/etc/amends/amends.env|decide a b"
