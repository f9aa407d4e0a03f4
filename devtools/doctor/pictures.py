"""Whether customers' pictures can be opened with the keys that are set, looked at in a few of them, and whether what
decodes their files is held by a filter of system calls."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from amends.errors import EvidenceSealed, EvidenceUnavailable, NotFound
from amends.evidence.intake import TEXT, THUMB, place
from amends.evidence.sandbox import system_calls
from amends.evidence.sealed_store import raw_store_of, seal_of
from amends.evidence.sealing import is_sealed
from amends.settings import Settings
from amends.settings_values import PREFIX
from devtools.doctor.finding import Finding

SAMPLE = 20


def pictures(_folder: Path, settings: Settings) -> list[Finding]:
    """Nothing wrong where no key is set and no picture needs one."""
    try:
        found = _looked_at(settings)
    except EvidenceUnavailable as fault:
        return [Finding("pictures", str(fault), f"Start it, or correct {PREFIX}EVIDENCE_STORE.")]
    told = ", ".join(f"{count} {what}" for what, count in sorted(found.items())) or "none yet"
    if found[_LOST]:
        return [Finding("pictures", told, f"Set their key as {PREFIX}EVIDENCE_KEY or {PREFIX}FORMER_EVIDENCE_KEY.")]
    if found[_BROKEN]:
        return [Finding("pictures", told, "Put them back from a backup (docs/operations.md).")]
    if found[_CLEAR] and settings.evidence_key is not None:
        return [Finding("pictures", told, "Run `amends evidence reseal`.")]
    return [Finding("pictures", told)]


def sandbox(_folder: Path, _settings: Settings) -> list[Finding]:
    """The kernel takes the filter. Without it decoding goes on, held by the other limits alone."""
    reason = system_calls.why_not()
    if reason is None:
        command = [sys.executable, "-I", "-m", "amends.evidence.sandbox.system_calls"]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)  # noqa: S603
        reason = None if done.returncode == 0 else "the kernel does not take it"
    if reason is None:
        return [Finding("sandbox", "system calls are filtered")]
    way_out = (
        "Run it on Linux with libseccomp2, or accept that only the limits of docs/evidence.md hold, and that HEIC "
        "pictures, as iPhones take them, are refused."
    )
    return [Finding("sandbox", f"system calls are not filtered: {reason}", way_out)]


_CLEAR, _SEALED, _LOST, _BROKEN = "in clear", "encrypted", "under a key that is not set", "damaged"


def _looked_at(settings: Settings) -> Counter[str]:
    store, seal = raw_store_of(settings), seal_of(settings)
    found: Counter[str] = Counter()
    names = [folder.name for folder in store.folders("", SAMPLE)]
    for where in (place(name, part) for name in names for part in (THUMB, TEXT)):
        try:
            kept = store.get(where)
            seal.open(where, kept)
        except NotFound:
            continue
        except EvidenceSealed:
            found[_BROKEN if seal.knows(kept) else _LOST] += 1
        else:
            found[_SEALED if is_sealed(kept) else _CLEAR] += 1
    return found
