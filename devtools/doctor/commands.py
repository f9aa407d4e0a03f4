"""`amends doctor` looks at this installation; `amends settings` prints the page about every setting."""

import argparse
import sys
from pathlib import Path
from typing import Any

from amends.errors import SettingError


def register(subparsers: Any) -> None:
    """Add both commands to the command line."""
    doctor = subparsers.add_parser("doctor", help="what is missing or wrong here, and how to put it right")
    doctor.set_defaults(run=_doctor)
    page = subparsers.add_parser("settings", help="print docs/settings.md, the page about every setting")
    page.set_defaults(run=_settings)


def _doctor(_arguments: argparse.Namespace) -> int:
    """Exit code 1 when something is wrong."""
    from amends import settings  # noqa: PLC0415  # `amends decide` must not wait for any of this
    from devtools.doctor.report import examine, report, unusable  # noqa: PLC0415

    try:
        findings = examine(Path.cwd(), settings.load())
    except SettingError as fault:
        findings = unusable(fault)
    sys.stdout.write(report(findings))
    return 0 if all(finding.is_well for finding in findings) else 1


def _settings(_arguments: argparse.Namespace) -> int:
    from devtools.doctor.settings_page import page  # noqa: PLC0415

    sys.stdout.write(page())
    return 0
