"""The providers that there are: what each needs, and how its channel is made of that. One line a provider."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import BaseModel

from amends.channels.channel import Channel, Listen, Setup
from amends.channels.limits import Limits


class Connected(Channel, Setup, Protocol):
    """A provider that can be asked who we are, and told where to call."""


def _calls_us(_channel: Any) -> Listen | None:
    return None


@dataclass(frozen=True)
class Provider:
    """`credentials` is the model that is asked for and sealed; `make` opens a channel with one. `limits` are known
    without opening it, for whoever is to be told beforehand what will go through.

    `listen`, where the provider does not call us, gives what asks it; None for a channel that is called all the same.
    """

    credentials: type[BaseModel]
    make: Callable[[Any], Channel]
    limits: Limits
    listen: Callable[[Any], Listen | None] = field(default=_calls_us)


PROVIDERS: dict[str, Provider] = {}
"""By kind. A provider's module adds no line itself: whoever looks for what there is looks here."""


def limits_of(kind: str, providers: Mapping[str, Provider] = PROVIDERS) -> Limits | None:
    """None for a kind of another release, and for the chat window."""
    provider = providers.get(kind)
    return None if provider is None else provider.limits
