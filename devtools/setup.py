"""Build the environments: .uv (uv itself), .venv (ours, Python 3.12), .venv-rasa (Rasa, Python 3.10). With `--encoder`,
.venv-encoder alone: what makes the sentence encoder; with `--synapse`, .venv-synapse: somebody else's Matrix server,
for one test; with `--docs`, .venv-docs: what makes a site of docs/; with `--release`, .venv-release: what makes a
release; with `--deploy`, .venv-deploy: what reads deploy/.

Standard library only and Python 3.8 or newer, because it runs before anything is installed. An environment whose
stamp equals the hash of its lock files is left alone, so that a second run takes no time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED_GB = 4  # both environments take 3.3 GB, and uv's cache shares their files
NEEDED_GB_ON_DEMAND = {"--encoder": 8}  # PyTorch's package brings what graphics cards need; any other takes 1
UV = ROOT / ".uv" / "bin" / "uv"
PYTHON_FOLDER = ROOT / ".uv" / "python"
"""Where uv puts a Python that the machine lacks: in the project, and not in the home folder of whoever built it."""
STAMP = "amends-stamp"
LOCKS = {".uv": ["uv.txt"], ".venv": ["app.txt", "ocr.txt", "tracing.txt", "dev.txt"], ".venv-rasa": ["rasa.txt"]}
# By `make encoder`, devtools/synapse.sh, `make site`, `make release` and `make test`.
ON_DEMAND = {f"--{each}": f".venv-{each}" for each in ("encoder", "synapse", "docs", "release", "deploy")}
LOCKS_ON_DEMAND = {name: [name[len(".venv-") :] + ".txt"] for name in ON_DEMAND.values()}
PYTHONS = {".venv": "3.12", ".venv-rasa": "3.10", **dict.fromkeys(LOCKS_ON_DEMAND, "3.12")}
NO_PYTHON = (
    "Python {python} is neither on this machine nor could uv fetch it. Install Python {python}, or let this machine "
    "reach the network, and run the command again."
)
CHANGED = "A package differs from its locked hash. Do not install it; tell the project."
NO_NETWORK = "A package could not be fetched. Check the network or the proxy, and run the command again."
REASONS = (  # what stands in the output, and the way out; the first that fits
    ("No space left on device", "The disk is full. Free {gb} GB and run the command again."),
    ("ensurepip", "This Python cannot make environments. Install its venv module (Debian: apt install python3-venv)."),
    ("No interpreter found", NO_PYTHON),
    ("python-build-standalone", NO_PYTHON),
    ("hash mismatch", CHANGED),
    ("do not match the hashes", CHANGED),
    ("ownload", NO_NETWORK),
    ("onnect", NO_NETWORK),
)


class Stop(Exception):
    """The set-up cannot go on; the text is the sentence with the way out."""


def main() -> None:
    option = next((each for each in ON_DEMAND if each in sys.argv), "")
    wanted = [".uv", ON_DEMAND[option]] if option else list(LOCKS)
    stale = [name for name in wanted if not _is_fresh(name)]
    if "--check" in sys.argv:
        sys.exit(", ".join(stale) or 0)
    if not stale:
        return
    _check_space(NEEDED_GB_ON_DEMAND.get(option, 1 if option else NEEDED_GB))
    for name in stale:
        started = time.monotonic()
        sys.stdout.write(f"{name:<12} being built ... ")
        sys.stdout.flush()
        _make_uv() if name == ".uv" else _make(name)
        (ROOT / name / STAMP).write_text(_hash(name))
        sys.stdout.write(f"{time.monotonic() - started:.0f} s\n")


def _is_fresh(name: str) -> bool:
    stamp = ROOT / name / STAMP
    return stamp.is_file() and (ROOT / name / "bin" / "python").exists() and stamp.read_text() == _hash(name)


def _hash(name: str) -> str:
    """Of what the environment is made from. The folder counts too: environments do not survive being moved."""
    digest = hashlib.sha256(str(ROOT).encode())
    for lock in _locks(name):
        digest.update((ROOT / "requirements" / lock).read_bytes())
    if name == ".venv":
        digest.update((ROOT / "pyproject.toml").read_bytes())
    return digest.hexdigest()


def _locks(name: str) -> list[str]:
    return {**LOCKS, **LOCKS_ON_DEMAND}[name]


def _check_space(needed: int) -> None:
    free = shutil.disk_usage(str(ROOT)).free / 1e9
    if free < needed:
        raise Stop(f"Only {free:.1f} GB are free here and the environments need {needed} GB. Free some space.")


def _make_uv() -> None:
    _run([sys.executable, "-m", "venv", "--clear", ".uv"])
    _run([".uv/bin/python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements/uv.txt"])


def _make(name: str) -> None:
    python = name + "/bin/python"
    if not (ROOT / python).exists():
        _run([str(UV), "venv", "--clear", "--python", PYTHONS[name], name], PYTHONS[name])
    locks = ["requirements/" + lock for lock in _locks(name)]
    _run([str(UV), "pip", "sync", "--python", python, "--require-hashes", "--compile-bytecode", *locks], PYTHONS[name])
    if name == ".venv":
        ours = ["--no-deps", "--no-build-isolation", "--editable", "."]
        _run([str(UV), "pip", "install", "--python", python, *ours], PYTHONS[name])


def _run(command: list[str], python: str = "") -> None:
    """Run one step from the project's folder; Stop with its last lines and the way out when it fails."""
    done = subprocess.run(  # noqa: S603 - the commands above, nothing from outside
        command,
        cwd=str(ROOT),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        env={"UV_PYTHON_INSTALL_DIR": str(PYTHON_FOLDER), **os.environ},
    )
    if done.returncode == 0:
        return
    output = done.stdout.decode("utf-8", "replace")
    tail = "\n".join(output.splitlines()[-15:])
    ways = [way for sign, way in REASONS if sign in output]
    way_out = ways[0] if ways else "The lines above say why it failed."
    raise Stop(f"failed\n{tail}\n{way_out.format(gb=NEEDED_GB, python=python)}")


def _locked() -> None:
    """Wait for another set-up of this folder, so that two do not build one environment at once."""
    (ROOT / "var").mkdir(exist_ok=True)
    lock = os.open(str(ROOT / "var" / "setup.lock"), os.O_CREAT | os.O_RDWR, 0o644)
    fcntl.flock(lock, fcntl.LOCK_EX)


if __name__ == "__main__":
    try:
        if "--check" not in sys.argv:  # who only looks may be a user who can write nothing here
            _locked()
        main()
    except Stop as stop:
        sys.exit(str(stop))
    except OSError as fault:
        sys.exit(f"Setting up failed: {fault.strerror}. Check the free space and the rights on {ROOT}.")
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the command again to go on.")
