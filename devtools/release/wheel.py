"""The wheel: built with the source, looked through, and tried where nothing else of ours is."""

import json
import sys
import tempfile
import zipfile
from pathlib import Path

from devtools.release.steps import DIST, ROOT, Stop, run

UV = ROOT / ".uv" / "bin" / "uv"
MUST_HAVE = (
    "amends/contracts/order.schema.json",
    "amends/db/migrations/env.py",
    "amends/policy/templates/book.html",
    "amends/shipped_files/policies/norrnet/merchant.yml",
    "amends/shipped_files/policies/eu/withdrawal/",
    "amends/shipped_files/domain/",
    "web/desk/templates/",
    "web/static/widget/",
)
CLAIM = {
    "issue": "duplicate_payment",
    "opened_at": "2026-03-02T09:00:00+01:00",
    "order_number": "NN-10001",
    "email": "kari@example.com",
}


def build() -> Path:
    """dist/ anew: the source distribution, and the wheel that is built of it. The wheel's path."""
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(DIST)])
    (wheel,) = DIST.glob("*.whl")
    return wheel


def check(wheel: Path) -> int:
    """How many files it has. Stop where it lacks what a command or a process needs."""
    with zipfile.ZipFile(wheel) as archive:
        held = archive.namelist()
    if lacking := [name for name in MUST_HAVE if not any(each.startswith(name) for each in held)]:
        raise Stop(f"The wheel lacks {', '.join(lacking)}. See MANIFEST.in and setup.py.")
    foreign = sorted({each.split("/")[0] for each in held} & {"tests", "simulate", "faults", "encoder", "benchmarks"})
    if foreign:
        raise Stop(f"The wheel holds {', '.join(foreign)}, which is not of the product.")
    return len(held)


def try_out(wheel: Path, version: str) -> str:
    """What a fresh environment decides, with the locked packages and this wheel. Stop where it cannot."""
    with tempfile.TemporaryDirectory(prefix="amends-release-") as folder:
        venv, away = Path(folder, "venv"), Path(folder, "elsewhere")
        away.mkdir()
        python = str(venv / "bin" / "python")
        run([str(UV), "venv", "--quiet", "--python", "3.12", str(venv)])
        install = [str(UV), "pip", "install", "--quiet", "--python", python]
        run([*install, "--require-hashes", "--requirement", str(ROOT / "requirements" / "app.txt")])
        run([*install, "--no-deps", str(wheel)])
        return decided(venv / "bin" / "amends", away, version)


def decided(amends: Path, folder: Path, version: str) -> str:
    """What `amends decide` says in `folder` of a claim whose order is not found. Stop where it is not decided."""
    said = run([str(amends), "--version"], folder).strip()
    if said != f"amends {version}":
        raise Stop(f"`amends --version` says {said!r} and not {version}.")
    command = [str(amends), "decide", "--merchant", "norrnet", "--claim", "-", "--now", "2026-03-02T09:00:00+01:00"]
    outcome = json.loads(run(command, folder, json.dumps(CLAIM)))["outcome"]
    return str(outcome)
