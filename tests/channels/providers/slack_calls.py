"""Calls that Slack did not make, and calls of Slack's whatever they say; each with an id."""

import hashlib
import hmac
import json
from urllib.parse import urlencode

from amends.channels.received import Call
from demo.providers.slack import SIGNING_SECRET
from demo.providers.slack_server import TEAM
from tests.channels.providers.conftest import AT

URL = "https://shop.example.com/hook"
CHAT = "D024BE91L"
NOW = int(AT.timestamp())
STAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"
TS = "1790000000.000100"

MESSAGE = {"type": "message", "channel": CHAT, "channel_type": "im", "user": "U024BE91L", "text": "hello", "ts": TS}
BEFORE = {"type": "message", "user": "U024BE91L", "text": "before", "ts": TS}
ACTION = {
    "type": "button",
    "action_id": "choice-0",
    "action_ts": "1790000000.5",
    "value": "t-1",
    "text": {"type": "plain_text", "text": "Yes"},
}
TAP = {
    "type": "block_actions",
    "team": {"id": TEAM},
    "channel": {"id": CHAT},
    "user": {"id": "U024BE91L"},
    "trigger_id": "1.2.3",
    "message": {"ts": TS},
    "actions": [ACTION],
}


def mac(body, at=NOW, secret=SIGNING_SECRET, digest=hashlib.sha256):
    return hmac.new(secret.encode(), b"v0:%s:%s" % (str(at).encode(), body), digest).hexdigest()


def signed(document, kind="application/json", at=NOW):
    """A call that is Slack's, whatever it says."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Call("POST", URL, {"content-type": kind, STAMP: str(at), SIGNATURE: f"v0={mac(body, at)}"}, body, AT)


def form(payload, **more):
    given = payload if isinstance(payload, bytes) else urlencode({"payload": json.dumps(payload), **more}).encode()
    return signed(given, "application/x-www-form-urlencoded; charset=utf-8")


def event(event=None, **changed):
    said = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": MESSAGE if event is None else event}
    return said | changed


def message(**changed):
    return event({**MESSAGE, **changed})


def changed(**parts):
    both = {"message": {**BEFORE, "text": "after"}, "previous_message": BEFORE}
    return event({**MESSAGE, "subtype": "message_changed", "event_ts": TS, **both, **parts})


def deleted(**parts):
    return event({**MESSAGE, "subtype": "message_deleted", "deleted_ts": TS, "previous_message": BEFORE, **parts})


def tap(**parts):
    return {**TAP, **parts}


def action(**parts):
    return tap(actions=[{**ACTION, **parts}])


def proof(stamp, signature):
    return {STAMP: str(stamp), SIGNATURE: signature}


FORGERIES = {
    "no-headers": lambda body: {},
    "no-signature": lambda body: {STAMP: str(NOW)},
    "no-timestamp": lambda body: {SIGNATURE: f"v0={mac(body)}"},
    "empty": lambda body: proof("", ""),
    "only-the-version": lambda body: proof(NOW, "v0="),
    "without-the-version": lambda body: proof(NOW, mac(body)),
    "version-1": lambda body: proof(NOW, f"v1={mac(body)}"),
    "other-secret": lambda body: proof(NOW, f"v0={mac(body, secret='another')}"),
    "empty-secret": lambda body: proof(NOW, f"v0={mac(body, secret='')}"),
    "of-another-body": lambda body: proof(NOW, f"v0={mac(body + b' ')}"),
    "of-an-empty-body": lambda body: proof(NOW, f"v0={mac(b'')}"),
    "of-another-time": lambda body: proof(NOW - 1, f"v0={mac(body)}"),
    "body-alone": lambda body: proof(
        NOW, f"v0={hmac.new(SIGNING_SECRET.encode(), body, hashlib.sha256).hexdigest()}"
    ),
    "hash-without-secret": lambda body: proof(NOW, f"v0={hashlib.sha256(b'v0:%d:%s' % (NOW, body)).hexdigest()}"),
    "sha1": lambda body: proof(NOW, f"v0={mac(body, digest=hashlib.sha1)}"),
    "sha512": lambda body: proof(NOW, f"v0={mac(body, digest=hashlib.sha512)}"),
    "cut-short": lambda body: proof(NOW, f"v0={mac(body)[:-1]}"),
    "longer": lambda body: proof(NOW, f"v0={mac(body)}0"),
    "capitals": lambda body: proof(NOW, f"v0={mac(body).upper()}"),
    "twice": lambda body: proof(NOW, f"v0={mac(body)}, v0={mac(body)}"),
    "line-end": lambda body: proof(NOW, f"v0={mac(body)}\n"),
    "not-ascii": lambda body: proof(NOW, "v0=" + "٣" * 64),
    "half-a-surrogate": lambda body: proof(NOW, "v0=\ud800"),
    "a-megabyte": lambda body: proof(NOW, "v0=" + "0" * 1024 * 1024),
    "five-minutes-and-a-second-old": lambda body: proof(NOW - 301, f"v0={mac(body, NOW - 301)}"),
    "an-hour-ahead": lambda body: proof(NOW + 3600, f"v0={mac(body, NOW + 3600)}"),
    "of-1970": lambda body: proof(0, f"v0={mac(body, 0)}"),
    **{
        f"time-{name}": lambda body, stamp=stamp: proof(stamp, f"v0={mac(body, stamp)}")
        for name, stamp in {
            "words": "yesterday", "fraction": f"{NOW}.5", "blank": f" {NOW}", "plus": f"+{NOW}", "negative": f"-{NOW}",
            "underscore": f"{NOW // 10}_{NOW % 10}",
            "other-digits": "".join(chr(0x660 + int(each)) for each in str(NOW)),
            "exponent": "3e10", "hexadecimal": hex(NOW), "nan": "nan", "infinity": "inf", "4000-digits": "9" * 4000,
            "13-digits": "9" * 13, "iso": "2999-01-01T00:00:00Z", "line-end": f"{NOW}\n", "empty": "",
        }.items()
    },
    "verification-token": lambda body: {"authorization": "Bearer deprecated"},
    "meta-signature": lambda body: {"x-hub-signature-256": f"sha256={mac(body)}"},
}  # fmt: skip

FORMS = {
    "empty": b"",
    "no-payload": b"a=1",
    "payload-empty": b"payload=",
    "payload-twice": urlencode([("payload", "{}"), ("payload", "{}")]).encode(),
    "payload-array": b"payload=%5B%5D",
    "payload-null": b"payload=null",
    "payload-word": b"payload=hello",
    "payload-in-latin-1": b"payload=%7B%22a%22%3A%22%F8%22%7D",
    "payload-raw": b'payload={"a": "\xff"}',
    "json": b'{"type": "block_actions"}',
    "many-fields": urlencode({f"a{n}": 1 for n in range(50)} | {"payload": json.dumps(TAP)}).encode(),
    "ssl-check": b"ssl_check=1&token=deprecated",
    "a-megabyte": b"payload=" + b"x" * 1024 * 1024,
    "nested-deep": b"payload=" + b"[" * 100_000,
    "multipart": b'--x\r\nContent-Disposition: form-data; name="payload"\r\n\r\n{}\r\n--x--',
}
