"""Settings of what works with the desk beside its people."""

from pydantic import BaseModel, Field


class DeskSettings(BaseModel):
    """A part of Settings."""

    api_calls_per_minute: int = Field(
        300, ge=1, le=100_000, description="Calls of the desk's API that one token may make in a minute."
    )
