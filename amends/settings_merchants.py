"""Settings of one merchant's own systems: its order backend, and the website that vouches for its customers."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

MIN_SECRET_CHARACTERS = 32


class OrderBackendSettings(BaseModel):
    """Where one merchant's order backend is, and the bearer token it takes; or the secrets of the connectors that its
    merchant.yml names (docs/connectors.md)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = ""
    token: SecretStr = SecretStr("")
    secrets: dict[str, SecretStr] = {}

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if not self.url and not self.secrets:
            raise ValueError("needs a `url`, or the `secrets` of a connector")
        return self


class SignedIdentitySettings(BaseModel):
    """The key that one merchant's website signs its customers' identities with, and whether it must. `former_key` is
    taken too, until the website has the new one everywhere."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: SecretStr = Field(min_length=MIN_SECRET_CHARACTERS)
    former_key: SecretStr | None = Field(None, min_length=MIN_SECRET_CHARACTERS)
    required: bool = False

    def keys(self) -> tuple[bytes, ...]:
        """What a token may be signed with."""
        return tuple(key.get_secret_value().encode() for key in (self.key, self.former_key) if key is not None)
