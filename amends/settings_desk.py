"""Settings of what works with the desk beside its people."""

from pydantic import BaseModel, Field


class DeskSettings(BaseModel):
    """A part of Settings."""

    api_calls_per_minute: int = Field(
        300, ge=1, le=100_000, description="Calls of the desk's API that one token may make in a minute."
    )
    webhooks_to_private_addresses: bool = Field(
        False,
        description="Whether webhooks may go to addresses that are not public, and without TLS: to a receiver beside "
        "this installation. Whoever sets up webhooks could then reach what only neighbours can (docs/webhooks.md).",
    )
