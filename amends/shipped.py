"""Where the files are that ship with the code: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
IN_A_WHEEL = "shipped_files"
"""The folder that setup.py puts them in."""


def folder(name: str) -> Path:
    """Of the policies or the sentences that this release came with."""
    inside = _PACKAGE / IN_A_WHEEL / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
