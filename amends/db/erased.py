"""Addresses looked up where those of people who were erased stand as pseudonyms. A session knows its database's."""

from sqlalchemy.orm import Session

from amends.pseudonyms import NOBODY, Pseudonyms

KEY = "amends.pseudonyms"
"""Under which amends/db/session.py notes them."""


def pseudonyms(session: Session) -> Pseudonyms:
    """Those of the session's database."""
    found: Pseudonyms = session.info.get(KEY, NOBODY)
    return found


def same(session: Session, stored: str | None, given: str | None) -> bool:
    """Whether the stored address is the given one, or stands for it."""
    return pseudonyms(session).same(stored, given)


def known_as(session: Session, address: str) -> tuple[str, ...]:
    """As which the address may be stored, in small letters."""
    return pseudonyms(session).known_as(address)
