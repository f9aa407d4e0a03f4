"""What proves that a call is Twilio's and for this account, and the fields that it holds.

Twilio signs the address that it calls with all parameters, under the account's auth token; where a rule of the account
says so, under a shared key instead, which a header tells. A JSON body is signed by its hash in the address. The
signatures hold no instant: what is delivered again is told by its message's SID.
"""

import hmac
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qs, parse_qsl, urlsplit

from twilio.request_validator import (
    HMAC_SHA1,
    HMAC_SHA256,
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

from amends.channels.errors import NotGenuine
from amends.channels.providers.reading import document, words
from amends.channels.received import Call
from amends.errors import Fault, InvalidDocument

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
BODY_HASH = "bodySHA256"
MOST_FIELDS = 300


class Fields(dict[str, list[str]]):
    """The parameters of a call, each with its values, as Twilio's validator wants them."""

    @classmethod
    def of_form(cls, body: bytes) -> Self:
        """NotGenuine for what is no form: nothing could have signed its parameters."""
        found = cls()
        try:
            pairs = parse_qsl(
                body.decode("utf-8"),
                keep_blank_values=True,
                strict_parsing=True,
                errors="strict",
                max_num_fields=MOST_FIELDS,
            )
        except ValueError:
            raise NotGenuine("the body is no form in UTF-8") from None
        for name, value in pairs:
            found.setdefault(name, []).append(value)
        return found

    @classmethod
    def of_json(cls, body: bytes) -> Self:
        """The texts of an object. InvalidDocument where it is none."""
        found = cls()
        found.update({name: [value] for name, value in document(body, "call").items() if isinstance(value, str)})
        return found

    def getlist(self, name: str) -> list[str]:
        return self[name]

    def one(self, name: str) -> str:
        """The value; empty for none. InvalidDocument for several: the signature does not say which comes first."""
        values = self.get(name, [])
        if len(values) > 1:
            raise InvalidDocument("call", [Fault(f"$.{name}", "stands there more than once")])
        return words(values[0]) if values else ""


@dataclass(frozen=True)
class Proof:
    """`shared_key` is empty where the account signs under its auth token alone."""

    account: str
    auth_token: str = field(repr=False)
    shared_key: str = field(default="", repr=False)

    def check(self, call: Call) -> Fields:
        """The fields of a call that is proved to be Twilio's, about this account; else NotGenuine."""
        if call.method.upper() != "POST":
            raise NotGenuine("no POST; the address has to be called with HTTP POST")
        kind = call.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == FORM:
            fields = Fields.of_form(call.body)
            self._signed(call, fields)
        elif kind == JSON:
            self._signed(call, self._hashed(call))
            fields = Fields.of_json(call.body)
        else:
            raise NotGenuine("neither a form nor JSON")
        if not hmac.compare_digest(fields.one("AccountSid").encode("utf-8", "replace"), self.account.encode()):
            raise NotGenuine("it is about another account")
        return fields

    def _signed(self, call: Call, content: Fields | str) -> None:
        settings = call.headers.get(SIGNATURE_SETTINGS_HEADER.lower(), "")
        algorithm = get_signature_algorithm(settings).upper()
        secret = self.shared_key if settings else self.auth_token
        if not secret or algorithm not in {HMAC_SHA1, HMAC_SHA256}:
            raise NotGenuine("signed under a key or by an algorithm that is not known here")
        signature = call.headers.get(SIGNATURE_HEADER.lower(), "")
        try:
            is_genuine = RequestValidator(secret).validate(call.url, content, signature, algorithm)
        except ValueError:  # an address or a text that no signature can be made of
            is_genuine = False
        if not is_genuine:
            raise NotGenuine("the signature is missing or another; AMENDS_PUBLIC_URL has to be the address called")

    def _hashed(self, call: Call) -> str:
        if len(parse_qs(urlsplit(call.url).query).get(BODY_HASH, [])) != 1:
            raise NotGenuine("JSON without its hash in the address")
        try:
            return call.body.decode("utf-8")
        except UnicodeDecodeError:
            raise NotGenuine("the body is no JSON in UTF-8") from None
