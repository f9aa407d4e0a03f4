"""Who acts at the desk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A signed-in person. `name` is what customers read; `merchants` are the ids this person works for."""

    id: str
    name: str
    role: str
    merchants: frozenset[str]
