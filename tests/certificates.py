"""The machine's certificate authorities are read once a run. httpx reads them for each of its clients, nearly every
request of a test makes one, and to read them takes longer than most answers do."""

from functools import cache

from httpx._transports import default


def read_once() -> None:
    """For the clients that this process makes from here on; those with the same options share what was read."""
    default.create_ssl_context = cache(default.create_ssl_context)  # type: ignore[assignment]
