"""Checks of the machine: environments, free space, ports, the trained model."""

import shutil
import subprocess
import sys
from pathlib import Path

from amends.settings import Settings
from amends.settings_values import PREFIX
from devtools.doctor.finding import Finding
from devtools.runner import health, model, ports
from devtools.runner.table import RASA_PYTHON, processes

PYTHONS = {Path(".venv/bin/python"): (3, 12), RASA_PYTHON: (3, 10)}
LEAST_FREE_GB = 1.0


def pythons(folder: Path, _settings: Settings) -> list[Finding]:
    """Each environment has the Python it is meant for."""
    return [_python(folder, python, version) for python, version in PYTHONS.items()]


def _python(folder: Path, python: Path, wanted: tuple[int, int]) -> Finding:
    name = str(python.parent.parent)
    ask = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([folder / python, "-c", ask], capture_output=True, text=True, timeout=30, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return Finding(name, "its Python does not run", f"Remove {name} and run `make setup`.")
    found = tuple(int(part) for part in done.stdout.split())
    text = f"Python {found[0]}.{found[1]}"
    if found[0] != wanted[0] or found < wanted or (python == RASA_PYTHON and found != wanted):
        return Finding(name, f"{text}, wanted {wanted[0]}.{wanted[1]}", f"Remove {name} and run `make setup`.")
    return Finding(name, text)


def locks(folder: Path, _settings: Settings) -> list[Finding]:
    """The environments hold what the lock files say; devtools/setup.py keeps the stamps."""
    ask = [sys.executable, "devtools/setup.py", "--check"]
    done = subprocess.run(ask, cwd=folder, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    if done.returncode == 0:
        return [Finding("locks", "every environment is as its lock files say")]
    stale = done.stdout.strip() or done.stderr.strip()
    return [Finding("locks", f"out of date: {stale}", "Run `make setup`.")]


def space(folder: Path, _settings: Settings) -> list[Finding]:
    """Room for logs, evidence and the next model."""
    free = shutil.disk_usage(folder).free / 1e9
    way_out = "" if free >= LEAST_FREE_GB else f"Free at least {LEAST_FREE_GB:.0f} GB on the disk of {folder}."
    return [Finding("disk", f"{free:.1f} GB free", way_out)]


def left_over(folder: Path, settings: Settings) -> list[Finding]:
    """What an older release kept customers' words in, and nothing reads any more: beside the rest of what is kept."""
    kept = {folder / "var", (folder / settings.evidence_store).parent}
    files = sorted(str(each) for place in kept for each in place.glob("rasa.db*"))
    if not files:
        return []
    what = "what Rasa kept for an older release is still there, with customers' words"
    return [Finding("left over", what, f"Delete {', '.join(files)}.")]


def free_ports(_folder: Path, settings: Settings) -> list[Finding]:
    """Each port is free, or the process that it is for answers there."""
    with health.client() as client:
        return [
            _port(settings, process.name, name, answers=health.is_healthy(client, process.health))
            for process in processes(settings, Path("any"))
            for name in process.port_settings
        ]


def _port(settings: Settings, process: str, name: str, *, answers: bool) -> Finding:
    port = getattr(settings, name)
    title = f"port {port}"
    if answers:
        return Finding(title, f"{process} answers")
    if not ports.taken(port):
        return Finding(title, f"free for {process}")
    return Finding(title, f"something other than {process} is listening", f"Stop it, or set {PREFIX}{name.upper()}.")


def trained_model(folder: Path, settings: Settings) -> list[Finding]:
    """A model for the present data is there."""
    path = model.path(folder, settings.policies_folder)
    if (folder / path).is_file():
        return [Finding("model", str(path))]
    return [Finding("model", f"none for the present data ({path})", "Run `make model`.")]
