"""A merchant's own kinds of problem as its issues.yml tells them: the messages that the model learns them from.

What the file must hold is checked where the merchant's other files are (`amends policy check`); here whatever cannot be
used ends the training with a sentence.
"""

from pathlib import Path
from typing import Iterator, List, Optional

import yaml

from rasa_addons.labelled import BadMessages, Labelled
from rasa_addons.own_acts import learnt
from rasa_addons.settings_file import given


def policies_folder() -> Optional[Path]:
    """Where the merchants' folders are; None where no setting says so, and they are beside domain.yml."""
    named = given("POLICIES_FOLDER")
    return Path(named) if named else None


def read(files: List[Path]) -> List[Labelled]:
    """The messages of these files, in a fixed order; each file is `<merchant>/issues.yml`. BadMessages."""
    return [each for file in files for each in _read(file)]


def _read(file: Path) -> Iterator[Labelled]:
    try:
        kinds = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for issue, kind in kinds.items():
            for language, texts in kind["messages"].items():
                for text in texts:
                    yield Labelled(str(language), (learnt(file.parent.name, str(issue)),), "stated", "", str(text))
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError) as fault:
        raise BadMessages(f"{file} cannot be learnt from. `amends policy check` says what is wrong with it.") from fault
