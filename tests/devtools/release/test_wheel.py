"""A wheel of this checkout decides by itself: in an environment that has its packages, away from the checkout."""

import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from devtools.release import version, wheel
from devtools.release.steps import Stop
from tests.setup.repository import ROOT, files, name

OF_A_WHEEL = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "requirements/app.in")
FOLDERS = (
    "amends/", "actions/", "demo/", "devtools/", "rasa_addons/", "web/", "worker/", "policies/", "domain/",
    "tests/policy/cases/",
)  # fmt: skip
BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for path in files():
        if name(path) in OF_A_WHEEL or name(path).startswith(FOLDERS):
            copy = folder / name(path)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    subprocess.run([sys.executable, "-c", BUILD, str(out)], cwd=folder, check=True, capture_output=True)
    (found,) = out.glob("*.whl")
    return found


def test_it_has_what_commands_and_processes_need(built: Path) -> None:
    assert wheel.check(built) > 500


def test_it_decides_in_an_environment_of_its_own(built: Path, tmp_path: Path) -> None:
    """The packages are those of the tests; nothing of ours is: of them only the folder is named, not what it links."""
    own = tmp_path / "venv"
    venv.create(own, symlinks=True)
    site = next((own / "lib").glob("python*/site-packages"))
    (site / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n")
    uv = [str(ROOT / ".uv/bin/uv"), "pip", "install", "--quiet", "--offline", "--no-deps"]
    subprocess.run([*uv, "--python", str(own / "bin/python"), str(built)], check=True)
    assert wheel.decided(own / "bin/amends", tmp_path, version.of_project()) == "need_information"
    checked = subprocess.run(
        [own / "bin/amends", "policy", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (checked.stderr, checked.returncode) == ("", 0), checked.stdout
    where = subprocess.run(
        [own / "bin/python", "-c", "import amends; print(amends.__file__)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(site)


def test_a_wheel_without_its_files_is_told(tmp_path: Path) -> None:
    lacking = tmp_path / "amends-1-py3-none-any.whl"
    shutil.make_archive(str(tmp_path / "empty"), "zip", root_dir=ROOT, base_dir="deploy/caddy")
    (tmp_path / "empty.zip").rename(lacking)
    with pytest.raises(Stop, match=r"lacks amends/contracts/order.schema.json"):
        wheel.check(lacking)


def test_it_asks_for_the_packages_that_the_lock_is_made_from(built: Path) -> None:
    with zipfile.ZipFile(built) as archive:
        (metadata,) = [each for each in archive.namelist() if each.endswith(".dist-info/METADATA")]
        asked = re.findall(r"^Requires-Dist: (.+)$", archive.read(metadata).decode(), re.MULTILINE)
    made_from = (ROOT / "requirements/app.in").read_text().splitlines()
    assert sorted(asked) == sorted(line for line in made_from if not line.startswith("#"))
