"""The built files in web/static/widget/: small, whole, and made from the source beside them."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "widget"
BUILT = ROOT / "web" / "static" / "widget"
LAUNCHER_BYTES = 8 * 1024
ALL_BYTES = 40 * 1024


def packed(name: str) -> int:
    return len(gzip.compress((BUILT / name).read_bytes(), mtime=0))


def test_the_launcher_is_small() -> None:
    assert packed("widget.js") <= LAUNCHER_BYTES


def test_all_of_it_is_small() -> None:
    assert packed("widget.js") + packed("panel.js") <= ALL_BYTES


def test_it_names_no_address_of_anybody_else() -> None:
    allowed = {"http://www.w3.org"}
    for file in BUILT.iterdir():
        found = set(re.findall(r"https?://[\w.-]+", file.read_text("utf-8")))
        assert found <= allowed, file.name


def test_nothing_in_it_makes_code_of_text() -> None:
    for file in BUILT.iterdir():
        assert not re.search(r"\beval\(|new Function\(", file.read_text("utf-8")), file.name


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in (SOURCE / "package-lock.json").read_text("utf-8")


@pytest.mark.skipif(
    shutil.which("node") is None or not (SOURCE / "node_modules").is_dir(),
    reason="needs node and its packages: `make widget`",
)
def test_a_fresh_build_is_what_is_in_git(tmp_path: Path) -> None:
    subprocess.run(["node", "build.mjs", "--out", str(tmp_path)], cwd=SOURCE, check=True)
    fresh = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert fresh == {file.name: file.read_bytes() for file in BUILT.iterdir()}
