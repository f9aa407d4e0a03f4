"""`python -m devtools.release [--draft] [--no-audit]`, in .venv-release: what `make release` does."""

import argparse
import hashlib
import shutil
import sys

from devtools.release import audit, version, wheel
from devtools.release.steps import DIST, ROOT, Stop, run

LOCKS = ("app", "ocr", "rasa")
"""What is installed where Amends runs; the others are tools of whoever works on it."""


def main(arguments: list[str]) -> int:
    """Exit codes: 0 it is all in dist/, 1 something is known against a package, 2 it could not be made."""
    parser = argparse.ArgumentParser(prog="make release", description=__doc__)
    parser.add_argument("--draft", action="store_true", help="for trying: whatever is committed or in the changelog")
    parser.add_argument("--no-audit", action="store_true", help="where the advisories cannot be reached")
    given = parser.parse_args(arguments)
    try:
        return _release(draft=given.draft, audited=not given.no_audit)
    except Stop as stop:
        sys.stderr.write(f"\n{stop}\nThere is no release.\n")
        return 2


def _release(*, draft: bool, audited: bool) -> int:
    number = version.of_project()
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    if not draft:
        version.check_tree()
        version.check_new(number)
        (DIST / "NOTES.md").write_text(version.notes(number) + "\n", "utf-8")
        _say(f"Amends {number}: everything is committed, and the changelog tells of it")
    built = wheel.build()
    _say(f"{built.name} has {wheel.check(built)} files")
    _say(f"in a fresh environment `amends decide` answers: {wheel.try_out(built, number)}")
    for lock in LOCKS:
        into = DIST / f"sbom-{lock}.cdx.json"
        # A lock that names a package twice (by platform) is no fault of the bill.
        run([sys.executable, "-m", "cyclonedx_py", "requirements", f"requirements/{lock}.txt", "--of", "JSON",
             "--output-reproducible", "--output-file", str(into)])  # fmt: skip
        _say(f"{into.name}: the bill of materials of requirements/{lock}.txt")
    known = _audited() if audited else 0
    if not audited:
        _say("NOT audited: the known vulnerabilities of the locked packages were not looked up")
    _sums()
    following = "" if draft else f" Next: git tag -s v{number}, push it, and publish what is in dist/."
    _say(f"dist/ is whole.{following}")
    return 1 if known else 0


def _audited() -> int:
    known = 0
    for lock in LOCKS:
        found = audit.of_lock(ROOT / "requirements" / f"{lock}.txt")
        _say(f"{found.looked_up} packages of requirements/{lock}.txt looked up, {len(found.known)} with advisories")
        for each in found.known:
            _say(f"    {each}")
        known += len(found.known)
    return known


def _sums() -> None:
    files = sorted(path for path in DIST.iterdir() if path.is_file())
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (DIST / "SHA256SUMS").write_text("".join(sums))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
