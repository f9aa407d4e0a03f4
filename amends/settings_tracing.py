"""Settings of traces."""

from pydantic import BaseModel, Field


class TracingSettings(BaseModel):
    """A part of Settings."""

    tracing_endpoint: str | None = Field(
        None,
        pattern=r"^https?://[^\s/]+",
        description="Where traces go: a collector that takes OTLP over HTTP, as `http://127.0.0.1:4318`. Needs the "
        "packages of requirements/tracing.txt (docs/operations.md); without it nothing is traced.",
    )
