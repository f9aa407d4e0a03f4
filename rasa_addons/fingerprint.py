"""Names a model by what it is trained from: same files, same name. Standard library only.

`python -m rasa_addons.fingerprint` prints the name; `make run` and the tests train only where models/<name>.tar.gz is
not there yet.
"""

import hashlib
import os
import sys
from pathlib import Path
from typing import List, Optional

INPUTS = (
    "config.yml",
    "domain.yml",
    "domain/*.yml",
    "domain/*/language.yml",
    "domain/*/sentences/*.yml",
    "domain/*/messages/*.tsv",
    "data/**/*.yml",
    "data/messages/*/*.tsv",
    "models/encoder/sha256",
    "requirements/rasa.txt",
    "rasa_addons/importer.py",
    "rasa_addons/overlays.py",
    "rasa_addons/languages.py",
    "rasa_addons/labelled.py",
    "rasa_addons/messages.py",
    "rasa_addons/encoder.py",
    "rasa_addons/sentence_classifier.py",
    "rasa_addons/heads.py",
    "rasa_addons/known_vectors.py",
    "rasa_addons/linear.py",
    "rasa_addons/each_alone.py",
    "rasa_addons/wording.py",
    "rasa_addons/readable.py",
    "rasa_addons/typed_text.py",
    "rasa_addons/ids.py",
    "rasa_addons/parts.py",
    "rasa_addons/own_acts.py",
    "rasa_addons/own_issues.py",
)
POLICIES = "policies"


def fingerprint(root: Path = Path(), policies: Optional[Path] = None) -> str:
    """16 hexadecimal digits over the names and contents of all files that a model is made of. `policies`: where the
    merchants' folders are, below `root` or elsewhere."""
    digest = hashlib.sha256()
    for name, file in {
        **{file.relative_to(root).as_posix(): file for file in inputs(root)},
        **{f"{POLICIES}/{file.parent.name}/{file.name}": file for file in own_issues(root, policies)},
    }.items():
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def inputs(root: Path) -> List[Path]:
    """Those files, in a fixed order."""
    return sorted({file for pattern in INPUTS for file in root.glob(pattern)})


def own_issues(root: Path, policies: Optional[Path] = None) -> List[Path]:
    """The merchants' own kinds of problem, in a fixed order."""
    return sorted((root / (policies or POLICIES)).glob("*/issues.yml"))


if __name__ == "__main__":
    named = os.environ.get("AMENDS_POLICIES_FOLDER")
    sys.stdout.write(fingerprint(policies=Path(named) if named else None) + "\n")
