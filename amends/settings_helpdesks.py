"""Settings of merchants' own helpdesks: where they are, and what proves who speaks. docs/helpdesks.md explains them."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr

MIN_SECRET_CHARACTERS = 32
_URL = r"^https?://[^\s/?#@]+(/[^\s?#]*)?$"
_ADDRESS = r"^[^@\s<>]+@[^@\s<>]+$"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MailHelpdeskSettings(_Part):
    """`address` gets the cases and is the only one whose answers count; `answers` is our mailbox that IMAP reads, to
    whose name a token is added (`cases@…` becomes `cases+<token>@…`). `secret` signs the token."""

    address: str = Field(pattern=_ADDRESS)
    answers: str = Field(pattern=_ADDRESS)
    secret: SecretStr = Field(min_length=MIN_SECRET_CHARACTERS)
    imap_host: str
    imap_port: int = Field(993, ge=1, le=65535)
    imap_user: str
    imap_password: SecretStr
    imap_tls: bool = True


class WebhookHelpdeskSettings(_Part):
    """`url` takes our signed calls; `secret` signs both ways."""

    url: str = Field(pattern=_URL)
    secret: SecretStr = Field(min_length=MIN_SECRET_CHARACTERS)


class ChatwootHelpdeskSettings(_Part):
    """`url` without `/api`; `inbox` is one of the kind API; `token` the `api_access_token`; `secret` that of the agent
    bot's webhook."""

    url: str = Field(pattern=_URL)
    account: int = Field(ge=1)
    inbox: int = Field(ge=1)
    token: SecretStr = Field(min_length=1)
    secret: SecretStr = Field(min_length=16)


class HelpdeskSettings(_Part):
    """One merchant's. desk.yml says which of them is used."""

    mail: MailHelpdeskSettings | None = None
    webhook: WebhookHelpdeskSettings | None = None
    chatwoot: ChatwootHelpdeskSettings | None = None

    def secrets(self) -> list[str]:
        """Everything that proves that a call or an answer is this merchant's."""
        given = (self.mail, self.webhook, self.chatwoot)
        return [each.secret.get_secret_value() for each in given if each is not None]
