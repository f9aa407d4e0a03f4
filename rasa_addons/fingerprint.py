"""Names a model by what it is trained from: same files, same name. Standard library only.

`python -m rasa_addons.fingerprint` prints the name; `make run` and the tests train only where models/<name>.tar.gz is
not there yet.
"""

import hashlib
import sys
from pathlib import Path
from typing import List

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
)


def fingerprint(root: Path = Path()) -> str:
    """16 hexadecimal digits over the names and contents of all files that a model is made of."""
    digest = hashlib.sha256()
    for file in inputs(root):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def inputs(root: Path) -> List[Path]:
    """Those files, in a fixed order."""
    return sorted({file for pattern in INPUTS for file in root.glob(pattern)})


if __name__ == "__main__":
    sys.stdout.write(fingerprint() + "\n")
