"""Reads domain.yml together with domain/*.yml, so that each topic keeps its sentences in a file of its own."""

from pathlib import Path
from typing import List, Optional, Union

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter

TOPICS = "domain"


class DomainFolderImporter(RasaFileImporter):  # type: ignore[misc]
    """Rasa's file importer, except that the folder `domain/` beside domain.yml belongs to the domain.

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
        """The shared file and every topic's, merged."""
        return Domain.load([self._domain_file, *topic_files(self._domain_file)])


def topic_files(domain_file: Path) -> List[Path]:
    """The topics' files beside `domain_file`, in a fixed order."""
    return sorted((domain_file.parent / TOPICS).glob("*.yml"))
