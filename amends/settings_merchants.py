"""Settings of one merchant's own systems: its order backend, and the website that vouches for its customers."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr

MIN_SECRET_CHARACTERS = 32


class OrderBackendSettings(BaseModel):
    """Where one merchant's order backend is, and the bearer token it takes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    token: SecretStr = SecretStr("")


class SignedIdentitySettings(BaseModel):
    """The key that one merchant's website signs its customers' identities with, and whether it must."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: SecretStr = Field(min_length=MIN_SECRET_CHARACTERS)
    required: bool = False
