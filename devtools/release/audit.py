"""Known vulnerabilities of what the locks pin, as pip-audit finds them.

pip-audit that cannot reach its data, or knows nothing of a package, passes over it and says that all is well. Here a
package that was not looked up counts as such.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devtools.release.steps import Stop

UNREACHED = "Nothing was looked up: {why}. Let this machine reach the advisories of PyPI, or pass --no-audit."


@dataclass(frozen=True)
class Audit:
    """Of one lock: how many packages were looked up, and of which something is known, as `package version: ids`."""

    looked_up: int
    known: tuple[str, ...]


def of_lock(lock: Path) -> Audit:
    """Stop where the advisories cannot be had, or a package was passed over."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"]
    done = subprocess.run(  # noqa: S603
        [*command, "--progress-spinner", "off", "--format", "json"], capture_output=True, text=True, check=False
    )
    try:
        told = json.loads(done.stdout)
    except ValueError:
        why = (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
        raise Stop(UNREACHED.format(why=why[:300])) from None
    return read(told)


def read(told: dict[str, Any]) -> Audit:
    """What pip-audit's JSON says. Stop where it passed over a package."""
    packages = told["dependencies"]
    skipped = [each["name"] for each in packages if "skip_reason" in each]
    if skipped or not packages:
        why = f"{len(skipped)} of {len(packages)} packages were passed over ({', '.join(skipped[:5])}, …)"
        raise Stop(UNREACHED.format(why=why))
    known = [
        f"{each['name']} {each['version']}: {', '.join(one['id'] for one in each['vulns'])}"
        for each in packages
        if each["vulns"]
    ]
    return Audit(len(packages), tuple(known))
