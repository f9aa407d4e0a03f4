"""devtools/setup.py: an environment is built again when its locks change, and what stops it is said in a sentence."""

import importlib.util
import shutil
import sys

import pytest

from tests.setup.repository import ROOT


@pytest.fixture
def setup(tmp_path, monkeypatch):
    """The script as a module, in a project of its own that has only lock files."""
    spec = importlib.util.spec_from_file_location("setup_script", ROOT / "devtools/setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["setup.py"])
    return module


@pytest.fixture
def built(setup, monkeypatch):
    """Names of what was built, with a builder that only makes the folder."""
    names = []

    def build(name):
        names.append(name)
        (setup.ROOT / name / "bin").mkdir(parents=True, exist_ok=True)
        (setup.ROOT / name / "bin" / "python").touch()

    monkeypatch.setattr(setup, "_make", build)
    monkeypatch.setattr(setup, "_make_uv", lambda: build(".uv"))
    monkeypatch.setattr(setup, "NEEDED_GB", 0)
    return names


def test_all_are_built_once(setup, built):
    setup.main()
    setup.main()
    assert built == [".uv", ".venv", ".venv-rasa"]


@pytest.mark.parametrize(
    ("changed", "again"),
    [("requirements/rasa.txt", ".venv-rasa"), ("requirements/dev.txt", ".venv"), ("pyproject.toml", ".venv")],
)
def test_a_changed_file_builds_its_own_environment_again(setup, built, changed, again):
    setup.main()
    built.clear()
    with (setup.ROOT / changed).open("a") as file:
        file.write("\n# another release\n")
    setup.main()
    assert built == [again]


def test_an_environment_whose_python_is_gone_is_built_again(setup, built):
    setup.main()
    built.clear()
    (setup.ROOT / ".venv-rasa/bin/python").unlink()
    setup.main()
    assert built == [".venv-rasa"]


def test_too_little_space_is_said_before_anything_is_built(setup, built, monkeypatch):
    monkeypatch.setattr(setup, "NEEDED_GB", 10**9)
    with pytest.raises(setup.Stop, match="GB are free here"):
        setup.main()
    assert not built


@pytest.mark.parametrize(
    ("output", "way_out"),
    [
        ("error: No interpreter found for Python 3.10", "Install Python 3.10"),
        ("Failed to download https://.../python-build-standalone/...", "Install Python 3.10"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("dns error: Connect", "Check the network"),
        ("Hash mismatch: hash mismatch for six", "differs from its locked hash"),
        ("The virtual environment was not created: ensurepip is not available", "apt install python3-venv"),
    ],
)
def test_a_failed_step_ends_with_the_way_out(setup, output, way_out):
    with pytest.raises(setup.Stop) as caught:
        setup._run([sys.executable, "-c", f"import sys; print({output!r}); sys.exit(1)"], "3.10")
    assert way_out in str(caught.value).splitlines()[-1]
