"""Settings of what works with the desk beside its people."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator, model_validator


class SingleSignOnAccounts(BaseModel):
    """Accounts that are made at the first sign-in: their role by a claim that names groups, and their merchants."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claim: str = Field("groups", min_length=1)
    roles: dict[str, Literal["agent", "supervisor", "admin"]] = Field(min_length=1)
    merchants: tuple[str, ...] = Field(min_length=1)


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
    oidc_issuer: str | None = Field(
        None,
        pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])[^\s?#]+$",
        description="Issuer of an OpenID Connect provider by which people sign in to the desk, exactly as it names "
        "itself (docs/single-sign-on.md). Without it there is no such button.",
    )
    oidc_client_id: str | None = Field(None, min_length=1, description="Our id at that provider.")
    oidc_client_secret: SecretStr | None = Field(
        None, min_length=1, description="Our secret at that provider; leave it out for a public client."
    )
    oidc_name: str = Field(
        "single sign-on", min_length=1, max_length=40, description="What people call that provider: the button says it."
    )
    oidc_accounts: SingleSignOnAccounts | None = Field(
        None,
        description="Accounts that are made when somebody unknown signs in there, as JSON: "
        '`{"claim": "groups", "roles": {"support": "agent"}, "merchants": ["my-shop"]}`. Without it, an administrator '
        "invites them first.",
    )

    @field_validator("oidc_client_secret", "oidc_accounts")
    @classmethod
    def _of_an_issuer(cls, given: object, values: ValidationInfo) -> object:
        if given is not None and values.data.get("oidc_issuer") is None:
            raise ValueError("needs AMENDS_OIDC_ISSUER beside it")
        return given

    @model_validator(mode="after")
    def _known_there(self) -> Self:
        if (self.oidc_issuer is None) != (self.oidc_client_id is None):
            raise ValueError("oidc_client_id|must be set together with AMENDS_OIDC_ISSUER")
        return self
