"""How a remedy is sent where the provider keeps no idempotency key: announced at its order first.

A refund that was announced and is not listed is never sent again from here, and a person looks.
"""

from collections.abc import Callable

from amends.errors import BackendError, BackendRefused, BackendUnavailable, BackendUncertain


def announced(announce: Callable[[], None], send: Callable[[], str], take_back: Callable[[], None]) -> str:
    """What `send` gives. The announcement goes again where nothing was done, and stays after any doubt."""
    try:
        announce()
    except BackendUncertain as fault:
        _if_it_can(take_back)
        raise BackendUnavailable(f"it could not be announced at the order, and was not sent: {fault}") from fault
    try:
        return send()
    except (BackendUnavailable, BackendRefused):
        _if_it_can(take_back)
        raise


def _if_it_can(take_back: Callable[[], None]) -> None:
    try:
        take_back()
    except BackendError:
        return  # it stays, and holds the refund back until a person looked: never the other way round
