"""Calls that Meta did not make, for both of its channels: each an id, and headers or a query made for a body."""

import hashlib
import hmac
import json

from amends.channels.received import Call
from demo.providers.meta import APP_SECRET
from tests.channels.providers.conftest import AT, VERIFY_TOKEN

HEADER = "x-hub-signature-256"
URL = "https://shop.example.com/hook"


def mac(body, secret=APP_SECRET, digest=hashlib.sha256):
    return hmac.new(secret.encode(), body, digest).hexdigest()


def signed(document):
    """A call that is Meta's, whatever it says."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Call("POST", URL, {HEADER: f"sha256={mac(body)}"}, body, AT)


def forged(document, headers):
    body = json.dumps(document).encode()
    return Call("POST", URL, headers(body), body, AT)


def handshake(query):
    return Call("GET", f"{URL}?{query}", {}, b"", AT)


FORGERIES = {
    "no-header": lambda body: {},
    "empty": lambda body: {HEADER: ""},
    "only-the-name-of-the-hash": lambda body: {HEADER: "sha256="},
    "without-the-name-of-the-hash": lambda body: {HEADER: mac(body)},
    "sha1-under-its-own-name": lambda body: {HEADER: f"sha1={mac(body, digest=hashlib.sha1)}"},
    "sha1-as-sha256": lambda body: {HEADER: f"sha256={mac(body, digest=hashlib.sha1)}"},
    "md5": lambda body: {HEADER: f"md5={mac(body, digest=hashlib.md5)}"},
    "sha512": lambda body: {HEADER: f"sha512={mac(body, digest=hashlib.sha512)}"},
    "old-header": lambda body: {"x-hub-signature": f"sha1={mac(body, digest=hashlib.sha1)}"},
    "other-secret": lambda body: {HEADER: f"sha256={mac(body, 'another')}"},
    "empty-secret": lambda body: {HEADER: f"sha256={mac(body, '')}"},
    "verify-token-as-secret": lambda body: {HEADER: f"sha256={mac(body, VERIFY_TOKEN)}"},
    "of-another-body": lambda body: {HEADER: f"sha256={mac(body + b' ')}"},
    "of-an-empty-body": lambda body: {HEADER: f"sha256={mac(b'')}"},
    "hash-without-secret": lambda body: {HEADER: f"sha256={hashlib.sha256(body).hexdigest()}"},
    "cut-short": lambda body: {HEADER: f"sha256={mac(body)[:-1]}"},
    "longer": lambda body: {HEADER: f"sha256={mac(body)}0"},
    "not-hexadecimal": lambda body: {HEADER: "sha256=" + "g" * 64},
    "not-ascii": lambda body: {HEADER: "sha256=" + "٣" * 64},
    "half-a-surrogate": lambda body: {HEADER: "sha256=\ud800"},
    "line-end": lambda body: {HEADER: f"sha256={mac(body)}\n"},
    "twice": lambda body: {HEADER: f"sha256={mac(body)}, sha256={mac(body)}"},
    "a-megabyte": lambda body: {HEADER: "sha256=" + "0" * 1024 * 1024},
    "telegram-secret": lambda body: {"x-telegram-bot-api-secret-token": APP_SECRET},
}
_RIGHT = f"hub.verify_token={VERIFY_TOKEN.replace(' ', '+')}"
HANDSHAKES = {
    "nothing": "",
    "no-token": "hub.mode=subscribe&hub.challenge=5",
    "other-token": "hub.mode=subscribe&hub.challenge=5&hub.verify_token=another",
    "empty-token": "hub.mode=subscribe&hub.challenge=5&hub.verify_token=",
    "token-twice": f"hub.mode=subscribe&hub.challenge=5&{_RIGHT}&{_RIGHT}",
    "token-not-ascii": "hub.mode=subscribe&hub.challenge=5&hub.verify_token=%ED%A0%80%C3%B8",
    "no-mode": f"hub.challenge=5&{_RIGHT}",
    "other-mode": f"hub.mode=unsubscribe&hub.challenge=5&{_RIGHT}",
    "no-challenge": f"hub.mode=subscribe&{_RIGHT}",
    "page-as-challenge": f"hub.mode=subscribe&hub.challenge=%3Cscript%3E&{_RIGHT}",
    "challenge-twice": f"hub.mode=subscribe&hub.challenge=5&hub.challenge=6&{_RIGHT}",
    "long-challenge": f"hub.mode=subscribe&hub.challenge={'5' * 201}&{_RIGHT}",
}
RIGHT_HANDSHAKE = f"hub.mode=subscribe&hub.challenge=1158201444&{_RIGHT}"
