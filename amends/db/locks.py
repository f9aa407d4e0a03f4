"""One writer at a time for one thing, where no row exists yet that could be locked."""

import hashlib

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def lock_name(session: Session, *what: str) -> None:
    """Wait until no other transaction holds `what`; held until this one ends.

    SQLite has one writer at all times, so there is nothing to do there.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    digest = hashlib.sha256("\x1f".join(what).encode()).digest()
    session.execute(select(func.pg_advisory_xact_lock(int.from_bytes(digest[:8], "big", signed=True))))
