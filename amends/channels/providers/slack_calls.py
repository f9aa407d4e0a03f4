"""Calls of Slack: proved by their signature, and opened, whether they are JSON or a form."""

import re
from datetime import datetime
from urllib.parse import parse_qs

from slack_sdk.signature import Clock, SignatureVerifier

from amends.channels.errors import NotGenuine
from amends.channels.providers.reading import Json, document
from amends.channels.received import Call
from amends.errors import Fault, InvalidDocument

SIGNATURE, TIMESTAMP = "x-slack-signature", "x-slack-request-timestamp"
FORM = "application/x-www-form-urlencoded"
FIELDS = 20
"""Of a form; Slack's has one."""

_SIGNED = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


class _At(Clock):
    """The instant at which a call came."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> float:
        return self._at.timestamp()


def prove(call: Call, signing_secret: str) -> None:
    """NotGenuine unless the app's secret signs the raw body and a time of at most five minutes ago or ahead."""
    seconds, signature = call.headers.get(TIMESTAMP, ""), call.headers.get(SIGNATURE, "")
    if call.method.upper() != "POST" or not signing_secret.strip():
        raise NotGenuine("Slack posts, and signs")
    if not _SECONDS.fullmatch(seconds) or not _SIGNED.fullmatch(signature):
        raise NotGenuine("the signature or its time is missing, or is none")
    try:
        is_genuine = SignatureVerifier(signing_secret, _At(call.at)).is_valid(call.body, seconds, signature)
    except ValueError:
        raise NotGenuine("the body is no UTF-8, and Slack sends nothing else") from None
    if not is_genuine:
        raise NotGenuine("the signature is another's, or is older than five minutes")


def is_form(call: Call) -> bool:
    """Whether it is a tap: events come as JSON."""
    return call.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM


def opened(call: Call) -> Json:
    """The document of an event or of a tap. InvalidDocument where there is none."""
    if not is_form(call):
        return document(call.body, "event")
    try:
        given = parse_qs(call.body.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError:
        given = {}
    payload = given.get("payload", [])
    if len(payload) != 1:
        raise InvalidDocument("tap", [Fault("$", "is not a form with one payload")])
    return document(payload[0].encode("utf-8", "surrogatepass"), "tap")
