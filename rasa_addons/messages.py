"""The labelled messages as Rasa trains on them: the first act is Rasa's intent."""

from pathlib import Path
from typing import List

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


def _message(each: labelled.Labelled) -> Message:
    acts = list(each.acts)
    return Message({TEXT: each.text, INTENT: acts[0], ACTS: acts, MEANT: each.meant, LANGUAGE: each.language})
