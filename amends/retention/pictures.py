"""Pictures in the evidence store that no row names: of uploads whose transaction failed, or whose process died."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.db.session import Database
from amends.evidence.kept import named
from amends.evidence.store import Folder, Store
from amends.random_ids import random_id

log = logging.getLogger("amends.retention")

LOOK_AT = 1000
"""Folders of one go. Each begins at a place of its own: in a store of a million, all are looked at in some weeks."""
AT_ONCE = 50
"""Files removed in one go: each is some calls to the store, and the worker has other work to do."""
GRACE = timedelta(days=7)
"""A row follows its pictures within seconds. The week is for whoever brings an older database back, and for what they
still mean to do about it."""


@dataclass(frozen=True)
class Unnamed:
    """Removes what is old and unnamed, unless that is most of what is there: then the store is not this database's."""

    database: Database
    store: Store

    def __call__(self, now: datetime) -> bool:
        """One go. True where there may be more. EvidenceUnavailable where the store does not do its part."""
        old = {folder.name for folder in self._some() if folder.written_at < now - GRACE}
        with self.database.read() as session:
            known = named(session, old)
        unnamed = old - known
        if len(unnamed) > len(known):
            log.warning(
                "the evidence store holds %d files that this database does not know, and %d that it knows: nothing is "
                "removed. Is AMENDS_EVIDENCE_STORE that of another database?", len(unnamed), len(known),
            )  # fmt: skip
            return False
        for name in sorted(unnamed)[:AT_ONCE]:
            self.store.remove_folder(name)
        return len(unnamed) > AT_ONCE

    def _some(self) -> list[Folder]:
        """From a random place on, and round the end to the beginning."""
        begin = random_id()
        found = self.store.folders(begin, LOOK_AT)
        before = self.store.folders("", LOOK_AT - len(found)) if len(found) < LOOK_AT else []
        return found + [folder for folder in before if folder.name <= begin]
