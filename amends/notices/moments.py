"""Instants as a customer reads them, in the merchant's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_skeleton

_LOCALES = {"en": "en_GB", "nl": "nl_NL", "nb": "nb_NO"}


def moment(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day and a time of day: Wednesday 25 November, 23:59."""
    local = instant.astimezone(zone)
    locale = _LOCALES.get(language, "en_GB")
    return f"{format_skeleton('EEEEdMMMM', local, locale=locale)}, {format_datetime(local, 'HH:mm', locale=locale)}"
