"""What the assistant says, as the name of a response in domain/ with its arguments. Sentences never stand in code."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Say:
    """`response` is an `utter_...` of domain/<topic>.yml; `args` fill its {braces} and are JSON values.

    `choices` are further buttons made of data (orders, options): a title each, and the payload behind it.
    """

    response: str
    args: dict[str, Any] = field(default_factory=dict)
    choices: tuple[tuple[str, str], ...] = ()
