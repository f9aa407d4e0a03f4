"""What the assistant says, as the name of a response in domain/ with its arguments. Sentences never stand in code."""

from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Say:
    """`response` is an `utter_...` of domain/<topic>.yml; `args` fill its {braces} and are JSON values.

    `choices` are further buttons made of data (orders, options): a title each, and the payload behind it.
    """

    response: str
    args: dict[str, Any] = field(default_factory=dict)
    choices: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """What `dataclasses.asdict` made of one, after a way through JSON."""
        return cls(stored["response"], stored["args"], tuple((title, behind) for title, behind in stored["choices"]))
