"""Traces, where AMENDS_TRACING_ENDPOINT is set: one from a customer's message to the e-mail about it.

Where one process leaves work to another, the traceparent goes along: with a turn, a call of Rasa's to the actions, a
job. docs/decisions/0162 says why it is done so. Rasa's process makes its span by the same module as the others.
"""

from amends.errors import SettingError
from rasa_addons import spans
from rasa_addons.spans import current, span

__all__ = ["configure", "current", "span"]


def configure(process: str, endpoint: str | None) -> None:
    """Send this process's spans to `endpoint`, a collector that takes OTLP over HTTP; at its end those that are left.
    SettingError where the packages of requirements/tracing.txt are not installed."""
    try:
        spans.configure(process, endpoint)
    except spans.NotInstalled as fault:
        way_out = "Install requirements/tracing.txt (docs/operations.md), or take the setting out."
        raise SettingError(f"{fault} {way_out}") from fault
