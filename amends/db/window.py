"""A limit of so many within a time that moves along, counted on rows that are there anyway."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Window:
    """At most `most` within the `span` that ends now."""

    most: int
    span: timedelta

    def wait(self, session: Session, times: Select[datetime] | Select[datetime | None], now: datetime) -> int:
        """Seconds until there is room for one more, 0 where there is. `times` selects when each of them was.

        Whoever counts and then adds holds a lock, or adds in the same transaction as a row that both would write.
        """
        when = times.subquery().c[0]
        counted = select(func.count(), func.min(when)).where(when > now - self.span)
        number, oldest = session.execute(counted).one()
        if number < self.most:
            return 0
        left = self.span if oldest is None else oldest + self.span - now
        return max(1, math.ceil(left.total_seconds()))
