"""Which settings each process is handed. A secret that a process has no use for cannot leak from it.

Rasa above all: its libraries are old, and it reads what strangers write.
"""

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass

from amends.settings import FILE_VARIABLE
from amends.settings_values import PREFIX


@dataclass(frozen=True)
class Needs:
    """`settings` are names of fields of Settings.

    `core`: it puts the core together, so it reads the settings file too, and it reaches services beyond this machine,
    whose libraries have variables of their own (`AWS_…`, `PG…`, proxies): it gets the whole environment that the
    runner was started with, except for other settings of ours. Any other process gets GENERAL of it.
    """

    settings: tuple[str, ...] = ()
    core: bool = False

    def of_machine(self, variables: Mapping[str, str]) -> dict[str, str]:
        """What of the runner's own environment is handed on."""
        if self.core:
            return {name: value for name, value in variables.items() if not _ours(name) or name == FILE_VARIABLE}
        return {name: value for name, value in variables.items() if _general(name)}


GENERAL = (
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "LC_*", "TZ", "TMPDIR", "TMP", "TEMP",
    "LD_LIBRARY_PATH", "DYLD_*", "PYTHON*", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_*",
    "MALLOC_*", "XDG_*",
)  # fmt: skip
"""What any program may read of the machine. None of it is a secret."""

_CORE = (
    "demo", "demo_public", "host", "log_level", "internal_secret", "former_internal_secret", "database_url",
    "policies_folder", "domain_folder", "order_backend_url", "order_backend_token", "order_backends",
    "order_backend_timeout_s", "order_backend_total_s", "smtp_host", "smtp_port", "smtp_user", "smtp_password",
    "smtp_starttls", "smtp_from", "smtp_timeout_s", "helpdesks", "identity_tries", "identity_ttl_minutes",
    "public_url", "pseudonym_secret", "tracing_endpoint",
)  # fmt: skip
_CHANNELS = ("channel_secret", "former_channel_secret")
_FILES = ("evidence_store", "evidence_store_endpoint", "evidence_key", "former_evidence_key", "evidence_reader")

TRAINING = Needs(("log_level", "policies_folder"))
RASA = Needs(
    (
        "log_level", "internal_host", "internal_secret", "former_internal_secret", "policies_folder",
        "tracing_endpoint",
    ),
)  # fmt: skip
ORDERS = Needs(("order_backend_token", "policies_folder"))
MAIL = Needs()
PHONES = Needs(
    (
        "demo", "demo_public", "host", "log_level", "database_url", "policies_folder", "public_url", *_CHANNELS,
        "order_backend_url", "mailbox_url",
    ),
)  # fmt: skip
ACTIONS = Needs((*_CORE, "internal_host"), core=True)
WORKER = Needs(
    (
        *_CORE, *_FILES, "internal_host", "worker_port", "worker_poll_s", "worker_lease_s", "outbox_attempts",
        "outbox_retry_first_s", "outbox_retry_max_s", "finished_days", "desk_idle_minutes", "desk_session_hours",
        "customer_mailboxes", *_CHANNELS, "evidence_scanner", "files_per_hour", "messages_per_minute",
        "conversations_per_hour", "webhooks_to_private_addresses",
    ),
    core=True,
)  # fmt: skip
WEB = Needs(
    (
        *_CORE, *_FILES, "evidence_scanner", "files_per_hour", "web_port", "rasa_url", "mailbox_url",
        "phones_url", "origins", "trusted_proxy", "signed_identities", "messages_per_minute",
        "conversations_per_hour", "desk_idle_minutes", "desk_session_hours", "api_calls_per_minute",
        "webhooks_to_private_addresses", "oidc_issuer", "oidc_client_id", "oidc_client_secret",
        "oidc_name", "oidc_accounts", *_CHANNELS, "draft_policies_folder",
    ),
    core=True,
)  # fmt: skip


def _ours(name: str) -> bool:
    return name.upper().startswith(PREFIX)


def _general(name: str) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in GENERAL)
