"""A limit of so many within a time that moves along, counted on rows that are there anyway."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

Times = Select[datetime] | Select[datetime | None]


@dataclass(frozen=True)
class Window:
    """At most `most` within the `span` that ends now."""

    most: int
    span: timedelta

    def wait(self, session: Session, times: Times, now: datetime, **of: Any) -> int:
        """Seconds until there is room for one more, 0 where there is. `times` selects when each of them was; where it
        is made once and has parameters, they are in `of`.

        Whoever counts and then adds holds a lock, or adds in the same transaction as a row that both would write.
        """
        counted = _counted(times) if of else _count(times)
        number, oldest = session.execute(counted, {**of, "since": now - self.span}).one()
        if number < self.most:
            return 0
        left = self.span if oldest is None else oldest + self.span - now
        return max(1, math.ceil(left.total_seconds()))


def _count(times: Times) -> Select[int, Any]:
    when = times.subquery().c[0]
    return select(func.count(), func.min(when)).where(when > bindparam("since"))


_counted = lru_cache(maxsize=32)(_count)
