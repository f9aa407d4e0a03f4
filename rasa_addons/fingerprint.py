"""Names a model by what it is trained from: same files, same name. Standard library only.

`python -m rasa_addons.fingerprint` prints the name; `make run` and the tests train only where models/<name>.tar.gz is
not there yet.
"""

import hashlib
import sys
from pathlib import Path
from typing import List

from rasa_addons.settings_file import given

INPUTS = (
    "config.yml",
    "domain.yml",
    "domain/*.yml",
    "data/**/*.yml",
    "data/messages/*/*.tsv",
    "models/encoder/sha256",
    "requirements/rasa.txt",
    "rasa_addons/importer.py",
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


def fingerprint(root: Path = Path()) -> str:
    """16 hexadecimal digits over the names and contents of all files that a model is made of."""
    digest = hashlib.sha256()
    for name, file in {
        **{file.relative_to(root).as_posix(): file for file in inputs(root)},
        **{f"{POLICIES}/{file.parent.name}/{file.name}": file for file in own_issues(root)},
    }.items():
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def inputs(root: Path) -> List[Path]:
    """Those files, in a fixed order."""
    return sorted({file for pattern in INPUTS for file in root.glob(pattern)})


def own_issues(root: Path) -> List[Path]:
    """The merchants' own kinds of problem, in a fixed order: those of AMENDS_POLICIES_FOLDER, or of `root`'s."""
    return sorted((root / (given("POLICIES_FOLDER") or POLICIES)).glob("*/issues.yml"))


if __name__ == "__main__":
    sys.stdout.write(fingerprint() + "\n")
