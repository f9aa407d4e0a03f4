"""Every picture that the database names, under the key that holds now: after a first key, or a new one."""

from dataclasses import dataclass, field

from amends.db.session import Database
from amends.errors import EvidenceSealed, NotFound
from amends.evidence.intake import parts, place
from amends.evidence.kept import files, named
from amends.evidence.sealed_store import SealedStore

_AT_ONCE = 200


@dataclass
class Resealed:
    """How many pictures are sealed anew, how many were so before, and which could not be opened."""

    anew: int = 0
    before: int = 0
    unopened: list[str] = field(default_factory=list)


def reseal(database: Database, store: SealedStore) -> Resealed:
    """May run beside everything else, be interrupted and be run again. EvidenceUnavailable: try again."""
    done = Resealed()
    after = ""
    while rows := _rows(database, after):
        for key, pages in rows:
            _one(database, store, key, pages, done)
        after = rows[-1][0]
    return done


def _one(database: Database, store: SealedStore, key: str, pages: int, done: Resealed) -> None:
    for part in parts(pages):
        try:
            is_new = store.renew(place(key, part))
        except NotFound:
            continue  # `amends backup` names those that are missing
        except EvidenceSealed as fault:
            done.unopened.append(str(fault))
            continue
        done.anew += is_new
        done.before += not is_new
    if not _is_known(database, key):
        store.remove_folder(key)  # its person was erased meanwhile, and what was put came after that


def _rows(database: Database, after: str) -> list[tuple[str, int]]:
    with database.read() as session:
        return files(session, after, _AT_ONCE)


def _is_known(database: Database, key: str) -> bool:
    with database.read() as session:
        return bool(named(session, [key]))
