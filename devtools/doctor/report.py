"""Every check in order, and what they found as lines for a terminal."""

from collections.abc import Sequence
from pathlib import Path

from amends.errors import SettingError
from amends.settings import Settings
from amends.settings_errors import WAY_OUT
from devtools.doctor import machine, neighbours
from devtools.doctor.finding import Check, Finding
from devtools.doctor.pictures import pictures, sandbox
from devtools.doctor.set_aside import set_aside

CHECKS: tuple[Check, ...] = (
    machine.pythons,
    machine.locks,
    machine.space,
    machine.left_over,
    machine.free_ports,
    machine.trained_model,
    neighbours.together,
    neighbours.proxy,
    neighbours.policies,
    neighbours.helpdesks,
    neighbours.database,
    neighbours.order_backends,
    neighbours.order_records,
    pictures,
    sandbox,
    set_aside,
    neighbours.mail,
)


def examine(folder: Path, settings: Settings, checks: Sequence[Check] = CHECKS) -> list[Finding]:
    """All findings. A check that finds something wrong does not keep the next from looking."""
    return [finding for check in checks for finding in check(folder, settings)]


def unusable(fault: SettingError) -> list[Finding]:
    """Settings that cannot be used, one finding a line. Nothing else can be looked at without them."""
    lines = str(fault).removesuffix(WAY_OUT).splitlines()
    return [Finding("settings", line.strip(), WAY_OUT) for line in lines]


def report(findings: Sequence[Finding]) -> str:
    """One line a finding, the way out below it, and the count of what is wrong."""
    lines = []
    for finding in findings:
        lines.append(f"{'ok  ' if finding.is_well else 'WRONG'.ljust(4)} {finding.name}: {finding.what}")
        if not finding.is_well:
            lines.append(f"      {finding.way_out}")
    wrong = sum(not finding.is_well for finding in findings)
    lines.append("All is well." if not wrong else f"{wrong} of {len(findings)} checks found something wrong.")
    return "\n".join(lines) + "\n"
