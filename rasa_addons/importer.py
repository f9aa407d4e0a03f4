"""Where Rasa finds what it trains on: domain.yml with domain/*.yml, data/rules, and messages, those of data/messages
and those of the merchants' own kinds of problem.

Of a further language, both sentences and messages are in its own folder of domain/.
"""

import copy
from pathlib import Path
from typing import List, Optional, Union

from rasa.shared.core.domain import Domain, InvalidDomain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file

from rasa_addons import fingerprint, messages, overlays, own_issues

TOPICS = "domain"
MESSAGES = "data/messages"


class FolderImporter(RasaFileImporter):  # type: ignore[misc]
    """Rasa's file importer, except that the folders `domain/` and `data/messages/` beside domain.yml belong to it.

    A broken domain raises rasa's InvalidDomain: Rasa itself would warn and train a bot that knows nothing.
    """

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[List[str], str]] = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._domain_file = Path(domain_path or "domain.yml")

    def get_domain(self) -> Domain:
        """The shared file and every topic's, merged, with the sentences of further languages laid over."""
        return whole_domain(self._domain_file)

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """Every labelled message, of all languages and merchants: one model reads them all."""
        beside = self._domain_file.parent
        return TrainingData(
            [
                *messages.read(beside / MESSAGES, beside / TOPICS),
                *messages.of_merchants(own_issues.read(fingerprint.own_issues(beside, own_issues.policies_folder()))),
            ]
        )


def whole_domain(domain_file: Path) -> Domain:
    """The domain with all of its sentences. InvalidDomain for sentences that lie over none."""
    whole = copy.deepcopy(Domain.load([domain_file, *topic_files(domain_file)]).as_dict())
    for file in sorted((domain_file.parent / TOPICS).glob(f"*/{overlays.SENTENCES}/*.yml")):
        try:
            told = overlays.variations(whole["responses"], read_yaml_file(file), file.parents[1].name)
        except ValueError as fault:
            raise InvalidDomain(f"{file}: {fault}") from fault
        for name, variation in told.items():
            whole["responses"][name].append(variation)
    return Domain.from_dict(whole)


def topic_files(domain_file: Path) -> List[Path]:
    """The topics' files beside `domain_file`, in a fixed order."""
    return sorted((domain_file.parent / TOPICS).glob("*.yml"))
