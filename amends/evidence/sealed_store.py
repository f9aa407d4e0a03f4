"""The store that everything but a backup uses: pictures are sealed on their way in, and opened on their way out."""

import logging
import threading
from contextlib import suppress

from amends.errors import EvidenceSealed, EvidenceUnavailable, NotFound
from amends.evidence.intake import TEXT, THUMB, place
from amends.evidence.sealing import Seal, is_sealed
from amends.evidence.store import Folder, Store, open_store
from amends.settings import Settings

_LOOKED_AT = 5

log = logging.getLogger("amends.evidence")


class SealedStore:
    """A store around another one, which keeps what this one seals. Without a key it keeps pictures as they are, unless
    there are sealed ones already: then a key went missing, and nothing is put."""

    def __init__(self, within: Store, seal: Seal) -> None:
        self._within = within
        self._seal = seal
        self._looking = threading.Lock()
        self._may_put = seal.is_set

    def put(self, key: str, content: bytes) -> None:
        self.check()
        self._within.put(key, self._seal.close(key, content))

    def get(self, key: str) -> bytes:
        return self._seal.open(key, self._within.get(key))

    def remove(self, key: str) -> None:
        self._within.remove(key)

    def folders(self, after: str, at_most: int) -> list[Folder]:
        return self._within.folders(after, at_most)

    def remove_folder(self, name: str) -> None:
        self._within.remove_folder(name)

    def renew(self, key: str) -> bool:
        """Have it sealed under the key that holds now; False where it was. NotFound; EvidenceSealed where it cannot be
        opened: then it stays as it is."""
        kept = self._within.get(key)
        picture = self._seal.open(key, kept)
        if self._seal.is_current(kept):
            return False
        self._within.put(key, self._seal.close(key, picture))
        return True

    def check(self) -> None:
        """EvidenceSealed where there is no key and a picture of the store has one. A look at a few, once."""
        with self._looking:
            if self._may_put:
                return
            for folder in self._within.folders("", _LOOKED_AT):
                if is_sealed(self._first_of(folder)):
                    raise EvidenceSealed(
                        "the evidence store holds encrypted pictures, and AMENDS_EVIDENCE_KEY is not set. Set it: "
                        "nothing is kept in clear beside them."
                    )
            self._may_put = True

    def _first_of(self, folder: Folder) -> bytes:
        for part in (THUMB, TEXT):
            with suppress(NotFound):
                return self._within.get(place(folder.name, part))
        return b""


def store_of(settings: Settings) -> SealedStore:
    """The store that the settings name, under the key that they name."""
    return SealedStore(raw_store_of(settings), seal_of(settings))


def seal_of(settings: Settings) -> Seal:
    """Under the key that holds now; with the former one it still opens."""
    keys = (settings.evidence_key, settings.former_evidence_key)
    return Seal(*(each.get_secret_value() for each in keys if each is not None))


def raw_store_of(settings: Settings) -> Store:
    """The same without the key: pictures go in and out as they are kept."""
    return open_store(settings.evidence_store, settings.evidence_store_endpoint)


def ready_store_of(settings: Settings) -> SealedStore:
    """The same for a process that is about to serve. EvidenceSealed where the key is missing; a store that does not
    answer is asked again before anything is put."""
    store = store_of(settings)
    try:
        store.check()
    except EvidenceSealed:
        raise
    except EvidenceUnavailable as fault:
        log.warning("evidence_store_not_looked_at", extra={"error": str(fault)})
    return store
