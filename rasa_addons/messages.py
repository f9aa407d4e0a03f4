"""The labelled messages as Rasa trains on them: the first act is Rasa's intent."""

import hashlib
from pathlib import Path
from typing import Dict, List

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from rasa_addons import labelled, own_acts

ACTS, MEANT, LANGUAGE = "acts", "meant", "language"


def read(folder: Path, languages: Path) -> List[Message]:
    """All messages below `folder`, and of the folders of further languages in `languages`, in a fixed order. Raises
    labelled.BadMessages."""
    return [_message(each) for each in labelled.read(folder, languages)]


def of_merchants(own: List[labelled.Labelled]) -> List[Message]:
    """Those of the merchants' own kinds of problem, for which Rasa has one intent."""
    found = [_message(each) for each in own]
    for message in found:
        message.set(INTENT, own_acts.INTENT)
    return found


class _Labelled(Message):  # type: ignore[misc]
    """Rasa's message of plain values, copied and known by them at once: before it trains, Rasa copies and hashes all
    messages again and again, value by value."""

    def fingerprint(self) -> str:
        if self._cached_fingerprint is None:
            self._cached_fingerprint = hashlib.sha256(repr(sorted(self.data.items())).encode()).hexdigest()
        return str(self._cached_fingerprint)

    def __deepcopy__(self, _memo: Dict[int, object]) -> "_Labelled":
        values = {name: list(value) if isinstance(value, list) else value for name, value in self.data.items()}
        copied = _Labelled(values)
        copied._cached_fingerprint = self._cached_fingerprint
        return copied


def _message(each: labelled.Labelled) -> Message:
    acts = list(each.acts)
    return _Labelled({TEXT: each.text, INTENT: acts[0], ACTS: acts, MEANT: each.meant, LANGUAGE: each.language})
