"""Settings: one frozen value, read from the environment (prefix AMENDS_) or from one file.

The file is `amends.env` in the working directory, or the one that AMENDS_SETTINGS_FILE names; the environment wins.
docs/settings.md is printed from the descriptions here (`make docs`), and a test fails when it is stale.
"""

import os
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from amends.errors import SettingError
from amends.settings_demo import left_to_the_demo, reached_by_others
from amends.settings_desk import DeskSettings
from amends.settings_drafts import DraftSettings
from amends.settings_errors import WAY_OUT, explain, refuse_unknown
from amends.settings_evidence import EvidenceSettings
from amends.settings_from_files import SettingsFromFiles
from amends.settings_helpdesks import HelpdeskSettings
from amends.settings_inside import Address, internal_host_field, rasa_url_field
from amends.settings_merchants import OrderBackendSettings, SignedIdentitySettings
from amends.settings_secrets import ABOUT_PSEUDONYMS
from amends.settings_tracing import TracingSettings
from amends.settings_values import PREFIX, Networks, as_text, key, local_url, port

FILE_VARIABLE = "AMENDS_SETTINGS_FILE"
DEFAULT_FILE = "amends.env"
_ADDRESS = r"[^@\s<>]+@[^@\s<>]+"


class Settings(EvidenceSettings, DeskSettings, TracingSettings, DraftSettings, SettingsFromFiles):
    """Everything that differs between installations. Durations end in `_s` (seconds) or name their unit."""

    model_config = SettingsConfigDict(frozen=True, env_prefix=PREFIX, extra="forbid", env_file_encoding="utf-8")

    demo: bool = Field(
        True,
        description="Whether the demo order backend and the demo mailbox run. Set it to false for real customers: "
        "then the internal secret, the order backend, and host, port and sender of the mail server must be set, and "
        "nothing of the demo is started.",
    )
    demo_public: bool = Field(
        False,
        description="Whether the demo may run where others can reach it: with an address or a public URL that is not "
        "this machine's own. Everybody knows the passwords of its desk.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="The lowest level that is written to the logs."
    )
    database_url: str = Field(
        "sqlite:///var/amends.db",
        pattern=r"^(sqlite|postgresql(\+psycopg)?)://",
        description="SQLAlchemy URL of the database: SQLite for one machine, `postgresql+psycopg://` to scale.",
    )
    policies_folder: Path = Field(
        Path("policies"), description="Folder with one sub-folder of policy files per merchant."
    )
    domain_folder: Path = Field(Path("domain"), description="Folder with the sentences that customers read.")

    host: str = Field("127.0.0.1", description="Address that the public web process listens on.")
    internal_host: Address = internal_host_field()
    web_port: int = port(8100, "TCP port of the public web process.")
    orders_port: int = port(8102, "TCP port of the demo order backend.")
    rasa_port: int = port(8105, "TCP port of the Rasa server.")
    worker_port: int = port(8107, "TCP port of the worker's health check and metrics.")
    mailbox_port: int = port(8126, "TCP port of the demo mailbox's page.")
    phones_port: int = port(8128, "TCP port of the demo's page with a customer's phone.")
    actions_port: int = port(8155, "TCP port of the action server.")
    public_url: str = local_url(
        "web_port", "Address under which customers reach the web process, as links have it. No slash at the end."
    )
    rasa_url: str = rasa_url_field()
    actions_url: str = local_url("actions_port", "Address of the action server, as Rasa calls it.")
    mailbox_url: str = local_url("mailbox_port", "Address of the demo mailbox's page.")
    phones_url: str = local_url("phones_port", "Address of the demo's page with a customer's phone.")
    internal_secret: SecretStr | None = key(
        "Key with which web and Rasa sign their messages to each other, and codes by e-mail are hashed; at least 32 "
        "characters, the same for web, actions, worker and Rasa. `make run` makes one in var/secret; required when "
        "the demo is off."
    )
    former_internal_secret: SecretStr | None = key(
        "The internal secret that held until now: still accepted beside the new one, so that the processes can be "
        "restarted one after the other (docs/operations.md)."
    )

    order_backend_url: str = local_url(
        "orders_port", "Order backend of every merchant that AMENDS_ORDER_BACKENDS does not name."
    )
    order_backend_token: SecretStr = Field(SecretStr(""), description="Bearer token for that order backend.")
    order_backends: dict[str, OrderBackendSettings] = Field(
        default_factory=dict,
        description='Order backends by merchant, as JSON: `{"my-shop": {"url": "https://…", "token": "…"}}`; `secrets` '
        "are those of the connectors that its merchant.yml names (docs/connectors.md).",
        json_schema_extra={"shown": "{}"},
    )
    order_backend_timeout_s: float = Field(
        3.0, gt=0, le=60, description="Seconds that one call to an order backend may take."
    )
    order_backend_total_s: float = Field(
        8.0, gt=0, le=300, description="Seconds that a request to an order backend may take with all its retries."
    )

    smtp_host: str = Field("127.0.0.1", min_length=1, description="Host of the mail server that takes our messages.")
    smtp_port: int = port(8125, "TCP port of the mail server; the demo mailbox listens here when the demo is on.")
    smtp_user: str | None = Field(None, description="User at the mail server; leave it out if no login is asked for.")
    smtp_password: SecretStr | None = Field(None, description="Password of that user.")
    smtp_starttls: bool = Field(
        False, description="Whether to encrypt the connection with STARTTLS before anything is sent."
    )
    smtp_from: str = Field(
        "Amends <no-reply@example.com>",
        pattern=r"[^@\s]+@[^@\s]+",
        description="Sender of our messages: its address. Customers and helpdesks read the merchant's name before it.",
    )
    smtp_timeout_s: float = Field(
        10.0, gt=0, le=120, description="Seconds that one step of handing over a message may take."
    )

    customer_mailboxes: dict[str, Annotated[str, Field(pattern=f"^{_ADDRESS}$")]] = Field(
        default_factory=dict,
        description="Mailboxes in which people read what customers answer to our e-mails, as JSON by merchant: "
        '`{"my-shop": "post@example.com"}`. Without one, e-mails name the support address and invite no answer.',
        json_schema_extra={"shown": "{}"},
    )

    worker_poll_s: float = Field(
        1.0, gt=0, le=60, description="Seconds between two looks at the outbox by an idle worker."
    )
    worker_lease_s: float = Field(
        15.0,
        ge=2,
        le=300,
        description="Seconds that a job rests when the worker that had it is killed. A living worker holds it for as "
        "long as it takes; one that stops ends its job first.",
    )
    outbox_attempts: int = Field(12, ge=1, le=100, description="Tries at one outbox entry before a person is told.")
    outbox_retry_first_s: float = Field(
        2.0, gt=0, description="Seconds until the second try; each later wait is twice as long."
    )
    outbox_retry_max_s: float = Field(900.0, gt=0, description="Longest wait between two tries, in seconds.")

    finished_days: int = Field(
        30,
        ge=1,
        le=400,
        description="Days that finished work can still be looked at: outbox entries, turns of the bot, lines told to a "
        "helpdesk. Conversations and cases have times of their own (docs/privacy.md).",
    )

    messages_per_minute: int = Field(20, ge=1, description="Messages that one conversation may send in a minute.")
    conversations_per_hour: int = Field(
        60, ge=1, description="Conversations that one network address may open in an hour."
    )
    origins: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Websites whose pages may call the chat API, by merchant, as JSON: "
        '`{"my-shop": ["https://www.example.com"]}`.',
        json_schema_extra={"shown": "{}"},
    )

    signed_identities: dict[str, SignedIdentitySettings] = Field(
        default_factory=dict,
        description="Keys by which a merchant's website vouches for signed-in customers, by merchant, as JSON: "
        '`{"my-shop": {"key": "at least 32 characters", "required": false}}`. With `required`, nobody else can chat; a '
        "`former_key` is taken too.",
        json_schema_extra={"shown": "{}"},
    )

    desk_idle_minutes: int = Field(
        15, ge=1, le=240, description="Minutes of inactivity after which a person at the desk is signed out."
    )
    desk_session_hours: int = Field(
        12, ge=1, le=24, description="Hours after which a person at the desk has to sign in again, however busy."
    )

    helpdesks: dict[str, HelpdeskSettings] = Field(
        default_factory=dict,
        description="Merchants' own helpdesks that desk.yml names, as JSON by merchant (docs/helpdesks.md): "
        '`{"my-shop": {"webhook": {"url": "https://…", "secret": "…"}}}`.',
        json_schema_extra={"shown": "{}"},
    )

    channel_secret: SecretStr | None = key(
        "Secret under which the credentials of messaging channels and the secrets of webhooks are kept, at least 32 "
        "characters. `make run` makes one in var/channel-secret; required for both when the demo is off "
        "(docs/channels.md)."
    )
    former_channel_secret: SecretStr | None = key(
        "The channel secret that held until now: what was sealed under it is still read, and `amends channel reseal` "
        "seals it under the new one (docs/operations.md)."
    )
    pseudonym_secret: SecretStr | None = key(ABOUT_PSEUDONYMS)

    trusted_proxy: Networks | None = Field(
        None,
        description="Addresses of the reverse proxies whose `X-Forwarded-For` is believed, with commas between; "
        "networks too: `10.0.0.5,192.168.4.0/24`. Without it all customers behind a proxy count as one address.",
    )

    identity_tries: int = Field(5, ge=1, le=20, description="Wrong answers to the identity check before it is locked.")
    identity_ttl_minutes: int = Field(
        30, ge=1, le=1440, description="Minutes of silence after which a passed identity check no longer holds."
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        faults = [] if self.demo else [*left_to_the_demo(PREFIX, self.model_fields_set, self.order_backends)]
        if self.demo and not self.demo_public:
            faults += reached_by_others(PREFIX, self.host, self.public_url)
        if self.order_backend_total_s < self.order_backend_timeout_s:
            faults.append("order_backend_total_s|must not be less than AMENDS_ORDER_BACKEND_TIMEOUT_S")
        if (self.smtp_user is None) != (self.smtp_password is None):
            faults.append("smtp_password|must be set together with AMENDS_SMTP_USER")
        if faults:
            raise ValueError("\n".join(faults))
        return self

    def secret(self) -> str:
        """The internal secret. SettingError where there is none."""
        if self.internal_secret is None:
            same = "Set the same for web, actions, worker and Rasa; `make run` makes one."
            raise SettingError(f"{PREFIX}INTERNAL_SECRET is not set. {same} {WAY_OUT}")
        return self.internal_secret.get_secret_value()

    def accepted_secrets(self) -> tuple[str, ...]:
        """What proves that a call is one of ours: the internal secret, and the former one while it still counts."""
        former = self.former_internal_secret
        return (self.secret(), *([] if former is None else [former.get_secret_value()]))

    @property
    def has_shared_order_backend(self) -> bool:
        """Whether there is one for the merchants that have none of their own: the demo's, or one that was set."""
        return self.demo or "order_backend_url" in self.model_fields_set

    def order_backend(self, merchant: str) -> OrderBackendSettings:
        """The order backend of `merchant`: its own, or the one for all. SettingError where there is neither."""
        if merchant in self.order_backends:
            return self.order_backends[merchant]
        if not self.has_shared_order_backend:
            raise SettingError(
                f"{PREFIX}ORDER_BACKENDS names no order backend of {merchant}, and {PREFIX}ORDER_BACKEND_URL is not "
                f'set. Add {{"{merchant}": {{"url": "https://orders.example.com"}}}} to the first. {WAY_OUT}'
            )
        return OrderBackendSettings(url=self.order_backend_url, token=self.order_backend_token)

    def as_environment(self) -> dict[str, str]:
        """The same settings as environment variables, secrets in clear: for the processes that `make run` starts."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        if not self.has_shared_order_backend:
            del values["order_backend_url"]  # or the demo's would look as if it had been wished for
        return {PREFIX + name.upper(): as_text(value) for name, value in values.items() if value is not None}


def settings_file() -> Path | None:
    """The file that settings are read from; None where there is none. SettingError when a named one is missing."""
    named = os.environ.get(FILE_VARIABLE)
    path = Path(named or DEFAULT_FILE)
    if path.is_file():
        return path
    if named:
        raise SettingError(f"{FILE_VARIABLE} names {path}, which is not a file. Correct the path or unset it.")
    return None


def load() -> Settings:
    """The settings of this process. SettingError names every wrong one with its way out."""
    file = settings_file()
    try:
        refuse_unknown(Settings, PREFIX, file)
        return Settings(_env_file=file)  # type: ignore[call-arg]
    except ValueError as fault:
        raise SettingError(explain(Settings, PREFIX, fault)) from None
    except OSError as fault:
        raise SettingError(f"{file} cannot be read: {fault.strerror}. Let this user read it.") from fault
