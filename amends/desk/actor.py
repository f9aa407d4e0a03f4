"""Who acts at the desk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A signed-in person, or a program with a token of the desk. `name` is what customers read; `merchants` are the ids
    that it works for. `only`: of what the role grants, a program may do these actions and no other; None for a person.
    """

    id: str
    name: str
    role: str
    merchants: frozenset[str]
    only: frozenset[str] | None = None
