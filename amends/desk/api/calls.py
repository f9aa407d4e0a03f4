"""The calls of a program: whose they are, how many a minute, and those that are done once under a key of its own."""

import hashlib
import math
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from amends.db.api_tables import ApiCallRow, ApiTokenRow
from amends.db.session import Database
from amends.db.upsert import insert
from amends.desk.api.errors import KeyUsed, TokenRefused
from amends.desk.api.tokens import ApiToken, hash_of
from amends.errors import Conflict, DatabaseUnavailable, TooManyRequests

MINUTE = timedelta(minutes=1)
KEPT = timedelta(hours=24)
"""So long a key is known."""
_NONE = "There is no such token, or it holds no longer."


def admit(database: Database, token: str, most: int, now: datetime) -> ApiToken:
    """Whose call it is, counted: `most` a minute, over all processes. TokenRefused; TooManyRequests.

    A minute begins with the first call after the one before, so that each call writes one row and no more.
    """
    with database.read() as session:  # who guesses must not take SQLite's one write lock
        known = session.scalar(select(ApiTokenRow).where(ApiTokenRow.token_hash == hash_of(token)))
        if known is None or not ApiToken.of(known).holds(now):
            raise TokenRefused(_NONE)
        token_id = known.id
    with database.begin() as session:
        row = session.get_one(ApiTokenRow, token_id, with_for_update=True)
        if not ApiToken.of(row).holds(now):
            raise TokenRefused(_NONE)
        begun = row.counted_from
        if begun is None or not begun <= now < begun + MINUTE:
            row.counted_from, row.counted = now, 0
        elif row.counted >= most:
            wait = max(1, math.ceil((begun + MINUTE - now).total_seconds()))
            raise TooManyRequests(f"A token may make {most} calls a minute.", wait)
        row.counted += 1
        row.last_used_at = now
        session.flush()
        return ApiToken.of(row)


def once(
    database: Database, token: ApiToken, key: str, asked: bytes, clock: Callable[[], datetime], do: Callable[[], None]
) -> bool:
    """Do it, unless it was done under this key. False where it was.

    `asked` is what the call asks for: KeyUsed where the key stands for another call. Conflict where the same call is
    under way, or ended in the middle, when nobody knows whether it was done. A call that is refused leaves no key.
    """
    call_hash = hashlib.sha256(asked).hexdigest()
    with database.begin() as session:
        now = clock()
        session.execute(delete(ApiCallRow).where(ApiCallRow.at < now - KEPT))
        values = {"token_id": token.id, "key": key, "call_hash": call_hash, "done": False, "at": now}
        made = insert(session, ApiCallRow).values(**values).on_conflict_do_nothing().returning(ApiCallRow.key)
        if session.execute(made).first() is None:
            return _known(session, token, key, call_hash)
    try:
        do()
    except DatabaseUnavailable:
        raise  # it may have been done all the same: the key stays as it is, so that it is not done twice
    except Exception:
        with database.begin() as session:
            session.execute(delete(ApiCallRow).where(ApiCallRow.token_id == token.id, ApiCallRow.key == key))
        raise
    with database.begin() as session:
        session.get_one(ApiCallRow, (token.id, key)).done = True
    return True


def _known(session: Session, token: ApiToken, key: str, call_hash: str) -> bool:
    """False: it was done before."""
    row = session.get_one(ApiCallRow, (token.id, key))
    if row.call_hash != call_hash:
        raise KeyUsed("This key was used for another call. Make a new one for each call.")
    if not row.done:
        raise Conflict("the same call is under way, or ended in the middle; read the case to see whether it was done")
    return False
