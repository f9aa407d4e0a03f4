"""Programs that read what deploy/ has, as they read it where Amends is installed."""

import shutil

import pytest

from tests.setup.repository import ROOT


def tool(name: str) -> str | None:
    """Its path: of .venv-deploy (`make test` makes it), else of this machine; None where it is neither."""
    return shutil.which(name, path=str(ROOT / ".venv-deploy/bin")) or shutil.which(name)


def needs(*names: str) -> pytest.MarkDecorator:
    """Skips the test where one of them is missing, and says which."""
    lacking = [name for name in names if tool(name) is None]
    return pytest.mark.skipif(bool(lacking), reason=f"not installed: {', '.join(lacking)}")
