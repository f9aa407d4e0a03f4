"""Every file in the evidence store, as the database names it: of customers, and of people at the desk."""

from collections.abc import Collection

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from amends.db.attachment_tables import AttachmentRow
from amends.db.evidence_tables import EvidenceRow

_NAMED = union_all(
    select(EvidenceRow.key, EvidenceRow.pages), select(AttachmentRow.key, AttachmentRow.pages)
).subquery()


def files(session: Session, after: str = "", most: int | None = None) -> list[tuple[str, int]]:
    """Key and number of pages of each (none: a text), by key, of those `after` one the first `most`."""
    wanted = select(_NAMED.c.key, _NAMED.c.pages).where(_NAMED.c.key > after).order_by(_NAMED.c.key).limit(most)
    return [(key, len(pages)) for key, pages in session.execute(wanted)]


def named(session: Session, keys: Collection[str]) -> set[str]:
    """Those of the keys that there is a file of."""
    return set(session.scalars(select(_NAMED.c.key).where(_NAMED.c.key.in_(keys))))
