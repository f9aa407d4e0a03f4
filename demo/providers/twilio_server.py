"""The server of the stand-in for Twilio: its REST API, as strict as its description, and calls signed as it signs."""

import base64
import hashlib
import hmac
import threading
import time
from collections.abc import Mapping
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from demo.providers import twilio_api as api
from demo.providers.stand_in import Hook, Refusal, Sent, StandIn

ACCOUNT, SERVICE = "AC" + "0a" * 16, "MG" + "0b" * 16
AUTH_TOKEN = "0123456789abcdef0123456789abcdef"  # noqa: S105
NUMBER, PHONE = "+3197010280000", "PN" + "0c" * 16

Json = dict[str, Any]


class TwilioApi(StandIn):
    """`prefix` is `whatsapp:` for WhatsApp. `service`: whether the number is in the messaging service. `closed` are
    customers whose last message is a day old, `opted_out` those who sent STOP, `gone` those whose number is none.

    With `shared_key`, calls are signed under that by HMAC-SHA256, as a rule of the account can have it. `answers_at` is
    where the address `hook_url` is really reached, where that is one of a test."""

    def __init__(
        self,
        prefix: str = "",
        account: str = ACCOUNT,
        auth_token: str = AUTH_TOKEN,
        number: str = NUMBER,
        *,
        service: str = "",
        shared_key: str = "",
    ) -> None:
        super().__init__()
        self.prefix, self.account, self.auth_token, self.number = prefix, account, auth_token, number
        self.service, self.shared_key = service, shared_key
        self.answers_at = ""
        self.signed_for = "https://shop.example.com/hook"
        self.phone: Json = {"sms_url": "", "sms_fallback_url": "", "sms_method": "POST", "sms_application_sid": ""}
        self.state = {"status": "active", "type": "Full"}
        self.closed: set[str] = set()
        self.opted_out: set[str] = set()
        self.gone: set[str] = set()
        self.landlines: set[str] = set()
        self.countries: tuple[str, ...] = ("+31", "+47", "+44", "+1")
        self.files: dict[str, tuple[bytes, str]] = {}
        self.callbacks: dict[str, str] = {}
        self._numbers = 0

    def hook(self, fields: Mapping[str, str], url: str = "") -> Hook:
        """A form as it is delivered: signed with the address that is called."""
        return self.signed(urlencode(fields).encode(), url)

    def signed(self, body: bytes, url: str = "") -> Hook:
        """Any form, over whatever can be read of it."""
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        content = "".join(name + value for name, value in sorted(set(pairs)))
        text = (url or self.hook_url or self.signed_for) + content
        return Hook(body, {"content-type": "application/x-www-form-urlencoded", **self.signature(text)})

    def signature(self, text: str) -> dict[str, str]:
        """The headers that prove it."""
        secret, digest = (self.shared_key, hashlib.sha256) if self.shared_key else (self.auth_token, hashlib.sha1)
        made = base64.b64encode(hmac.new(secret.encode(), text.encode("utf-8", "replace"), digest).digest()).decode()
        named = "key=webhooks_sharedkey_01,algorithm=HMAC_SHA256"
        extra = {"x-twilio-webhooks-signature-settings": named} if self.shared_key else {}
        return {"x-twilio-signature": made, **extra}

    def deliver(self, hook: Hook, url: str = "") -> int | None:
        """Once, and to the fallback address when a message of the customer's came to nothing. News go to the address
        that stood with the message; nothing goes anywhere while there is nobody who could be reached."""
        if not self.hook_url and not (url and self.answers_at):
            return None
        status = super().deliver(hook, self.answers_at or url or self.hook_url)
        fallback = self.phone["sms_fallback_url"]
        if status is not None and not 200 <= status < 300 and fallback and not url:
            status = super().deliver(hook, self.answers_at or fallback)
        return status

    def flood(self, seconds: float) -> Response:
        document = {"code": 20429, "message": "Too Many Requests", "status": 429}
        return JSONResponse(document, 429, {"retry-after": str(int(seconds))})

    def refusal(self) -> Response:
        refusal = api.refused(21610, "Attempt to send to unsubscribed recipient")
        return JSONResponse(refusal.document, 400)

    async def answer(self, request: Request, path: str, body: bytes) -> Response:
        if path.startswith("cdn/"):
            return self._stored(request, path.removeprefix("cdn/"))
        self._authorise(request)
        steps = path.split("/")
        if steps[:3] == ["2010-04-01", "Accounts", self.account] and len(steps) == 7 and steps[3] == "Messages":
            return self._media(steps[4], steps[5], steps[6])
        with self.lock:
            status, document = self._routed(request, path, body)
        return JSONResponse(document, status)

    def _routed(self, request: Request, path: str, body: bytes) -> tuple[int, Json]:
        root = f"2010-04-01/Accounts/{self.account}"
        match request.method, path.removeprefix(root) if path.startswith(root) else "":
            case "GET", ".json":
                return 200, {
                    "sid": self.account,
                    "friendly_name": "Shop",
                    "owner_account_sid": self.account,
                    **self.state,
                }
            case "POST", "/Messages.json":
                return 201, self._send(_form(request, body))
            case "GET", "/IncomingPhoneNumbers.json":
                return 200, self._found(parse_qs(request.url.query, keep_blank_values=True))
            case "POST", place if place == f"/IncomingPhoneNumbers/{PHONE}.json":
                return 200, self._update(_form(request, body))
        raise api.refused(20404, f"The requested resource /{path} was not found", 404)

    def _authorise(self, request: Request) -> None:
        right = base64.b64encode(f"{self.account}:{self.auth_token}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {right}":
            raise api.refused(20003, "Authenticate", 401)

    def _found(self, asked: dict[str, list[str]]) -> Json:
        api.check(asked, api.SEARCH)
        wanted = asked.get("PhoneNumber", [""])[0].replace("*", "")
        found = [self._phone()] if wanted in self.number and not self.prefix else []
        return {
            "incoming_phone_numbers": found,
            "page": 0,
            "page_size": 50,
            "start": 0,
            "end": 0,
            "next_page_uri": None,
        }

    def _update(self, asked: dict[str, list[str]]) -> Json:
        api.check(asked, api.NUMBER)
        names = {"SmsUrl": "sms_url", "SmsFallbackUrl": "sms_fallback_url", "SmsMethod": "sms_method"}
        self.phone |= {names[name]: values[0] for name, values in asked.items() if name in names}
        self.hook_url = self.phone["sms_url"]
        return self._phone()

    def _phone(self) -> Json:
        abilities = {"voice": False, "sms": True, "mms": False, "fax": False}
        known = {"sid": PHONE, "account_sid": self.account, "phone_number": self.number, "friendly_name": self.number}
        return {**known, "capabilities": abilities, **self.phone}

    def _send(self, asked: dict[str, list[str]]) -> Json:
        api.check(asked, api.MESSAGE)
        one = {name: values[0] for name, values in asked.items()}
        if "To" not in one:
            raise api.refused(21604, "A 'To' phone number is required.")
        self._from(one)
        api.check_content(asked)
        self._reach(one["To"])
        address, own = one["To"].removeprefix(self.prefix), self.sid("SM")
        sent = Sent(own, address, one.get("Body", ""), (), one)
        self.callbacks[own] = one.get("StatusCallback", "")
        is_late = address in self.closed
        if is_late:
            self._tell_later(sent, "failed", 63016)
        else:
            self.sent.append(sent)
        smart = one.get("SmartEncoded") == "true"
        count = "0" if self.service else str(api.segments(sent.text, smart=smart))
        at = formatdate(time.time())
        return {
            "sid": own, "account_sid": self.account, "to": one["To"], "from": one.get("From"), "body": sent.text,
            "messaging_service_sid": one.get("MessagingServiceSid"), "status": "queued", "num_segments": count,
            "num_media": str(len(asked.get("MediaUrl", []))), "direction": "outbound-api", "api_version": "2010-04-01",
            "error_code": None, "error_message": None, "price": None, "price_unit": "USD", "date_created": at,
            "date_updated": at, "date_sent": None, "subresource_uris": {},
            "uri": f"/2010-04-01/Accounts/{self.account}/Messages/{own}.json",
        }  # fmt: skip

    def _from(self, one: Mapping[str, str]) -> None:
        given, service = one.get("From", ""), one.get("MessagingServiceSid", "")
        if not given and not service:
            raise api.refused(21603, "A 'From' phone number is required.")
        if service and service != self.service:
            raise api.refused(21705, f"The Messaging Service Sid {service} is invalid.")
        if given and given != self.prefix + self.number:
            if given.startswith("whatsapp:"):
                raise api.refused(63007, "Twilio could not find a Channel with the specified From address")
            raise api.refused(21659, f"'From' {given} is not a Twilio phone number or Short Code country mismatch")

    def _reach(self, to: str) -> None:
        address = to.removeprefix(self.prefix)
        is_known = api.NUMBERED.fullmatch(address) or (self.prefix and api.HIDDEN.fullmatch(address))
        if not to.startswith(self.prefix) or not is_known or address in self.gone:
            raise api.refused(21211, f"The 'To' number {to} is not a valid phone number.")
        if address in self.opted_out:
            raise api.refused(21610, "Attempt to send to unsubscribed recipient")
        if self.prefix:
            return
        if not address.startswith(self.countries):
            raise api.refused(21408, "Permission to send an SMS has not been enabled for the region")
        if address in self.landlines:
            raise api.refused(21614, f"'To' number: {to}, is not a valid mobile number")

    def _tell_later(self, sent: Sent, state: str, code: int) -> None:
        """What WhatsApp does not take is accepted first and told afterwards."""
        if url := self.callbacks[sent.id]:
            hook = self.hook(self.news(sent, state, code), url)
            telling = threading.Thread(target=self.deliver, args=(hook, url))
            telling.start()
            telling.join()

    def news(self, sent: Sent, state: str, code: int | None) -> dict[str, str]:
        fields = {
            "SmsSid": sent.id, "SmsStatus": state, "MessageStatus": state, "To": self.prefix + sent.address,
            "MessageSid": sent.id, "AccountSid": self.account, "From": self.prefix + self.number,
            "ApiVersion": "2010-04-01",
        }  # fmt: skip
        if self.service:
            fields["MessagingServiceSid"] = self.service
        if code is not None:
            fields["ErrorCode"] = str(code)
        return fields

    def _media(self, message: str, _: str, media: str) -> Response:
        if f"{message}/{media}" not in self.files:
            raise api.refused(20404, "The requested resource was not found", 404)
        return RedirectResponse(f"{self.url}/cdn/{message}/{media}?Expires=1&Signature=x", 307)

    def _stored(self, request: Request, name: str) -> Response:
        """Where files lie: the address is all that it takes, and whoever shows the account's credentials is refused."""
        if "authorization" in request.headers or "Signature" not in request.query_params or name not in self.files:
            raise Refusal(400 if name in self.files else 404, {})
        raw, media_type = self.files[name]
        return Response(raw, media_type=media_type)

    def sid(self, kind: str) -> str:
        with self.lock:
            self._numbers += 1
            return f"{kind}{hashlib.md5(str(self._numbers).encode(), usedforsecurity=False).hexdigest()}"


def _form(request: Request, body: bytes) -> dict[str, list[str]]:
    if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise api.refused(20001, "Parameters belong into a form")
    if request.url.query:
        raise api.refused(20001, "Parameters belong into the body")
    return parse_qs(body.decode(), keep_blank_values=True)
