"""A stand-in for Meta's Graph API: what WhatsApp and Messenger share. Tokens, errors, signatures, files, handshake."""

import hashlib
import hmac
import json
import math
import re
import secrets
from abc import abstractmethod
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demo.providers.stand_in import DELIVERY_S, Hook, Refusal, StandIn, faults_of

SIGNATURE_HEADER = "x-hub-signature-256"
VERSION = re.compile(r"v[0-9]+\.[0-9]+")
ACCESS_TOKEN = "EAAJB-of-the-stand-in-worth-nothing-elsewhere"  # noqa: S105
APP_SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105

Json = dict[str, Any]


class MetaStandIn(StandIn):
    """One app with one account. `object_name` is what its calls are about, `account` what answers under its id."""

    object_name = ""

    def __init__(self, account: str, access_token: str, app_secret: str) -> None:
        super().__init__()
        self.account, self.access_token, self.app_secret = account, access_token, app_secret
        self.subscribed = False
        self.closed: set[str] = set()
        self.gone: set[str] = set()
        self.files: dict[str, tuple[bytes, str]] = {}
        self._numbers = 0

    @abstractmethod
    def routed(self, method: str, path: list[str], asked: Json) -> Json:
        """The answer to a call that has the right token."""

    def close_window(self, address: str) -> None:
        """As if the customer's last message were a day old."""
        self.closed.add(address)

    def block(self, address: str) -> None:
        """The customer cannot be reached any more."""
        self.gone.add(address)

    def hook(self, document: Json) -> Hook:
        """Any document as it is delivered: signed over its bytes."""
        return self.signed(json.dumps(document).encode())

    def signed(self, body: bytes) -> Hook:
        signature = hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()
        return Hook(body, {"content-type": "application/json", SIGNATURE_HEADER: f"sha256={signature}"})

    def shake_hands(self, url: str, verify_token: str) -> bool:
        """Whether what answers at `url` knows the verify token, as Meta asks before it delivers anything there."""
        challenge = str(secrets.randbelow(10**10))
        asked = {"hub.mode": "subscribe", "hub.verify_token": verify_token, "hub.challenge": challenge}
        try:
            with httpx.Client(timeout=DELIVERY_S, trust_env=False) as client:
                answer = client.get(f"{url}?{urlencode(asked)}")
        except httpx.TransportError:
            return False
        return answer.status_code == 200 and answer.text == challenge

    def flood(self, seconds: float) -> Response:
        use = {"type": "messages", "call_count": 100, "estimated_time_to_regain_access": math.ceil(seconds / 60)}
        headers = {
            "x-business-use-case-usage": json.dumps({self.account: [use]}),
            "retry-after": str(math.ceil(seconds)),
        }
        return JSONResponse(error(self.flood_code, "(#4) Application request limit reached"), 429, headers)

    def refusal(self) -> Response:
        """As if the customer could not be reached any more."""
        return JSONResponse(error(self.gone_code, f"(#{self.gone_code}) Message undeliverable"), 400)

    flood_code, gone_code = 4, 551

    async def answer(self, request: Request, path: str, body: bytes) -> Response:
        steps = path.split("/")
        if steps[0] == "files":
            return self._download(request, steps[1] if len(steps) > 1 else "")
        self._authorise(request)
        if not VERSION.fullmatch(steps[0]):
            raise refused(400, 2500, "Unknown path components")
        asked = await uploaded(request) if _is_form(request) else self._asked(request, body)
        with self.lock:
            return JSONResponse(self.routed(request.method, steps[1:], asked))

    def needs_token(self) -> bool:
        """Whether files are given out to whoever has the token only."""
        return True

    def _authorise(self, request: Request) -> None:
        if request.headers.get("authorization") != f"Bearer {self.access_token}":
            raise refused(401, 190, "Invalid OAuth access token - Cannot parse access token", "OAuthException")
        right = hmac.new(self.app_secret.encode(), self.access_token.encode(), hashlib.sha256).hexdigest()
        if request.query_params.get("appsecret_proof", right) != right:
            raise refused(400, 100, "Invalid appsecret_proof provided in the API argument", "GraphMethodException")

    def _asked(self, request: Request, body: bytes) -> Json:
        if request.method != "POST":
            return dict(request.query_params)
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            raise refused(400, 100, "(#100) The parameter messaging_product is required.")
        try:
            asked = json.loads(body or b"{}")
        except ValueError:
            raise refused(400, 100, "(#100) Invalid JSON") from None
        return asked if isinstance(asked, dict) else {}

    def _download(self, request: Request, name: str) -> Response:
        if self.needs_token():
            self._authorise(request)
        if name not in self.files:
            raise Refusal(404, {})
        raw, media_type = self.files[name]
        return Response(raw, media_type=media_type)

    def keep(self, raw: bytes, media_type: str) -> str:
        """A file of a customer's; its id."""
        with self.lock:
            name = str(880_000_000_000_000 + len(self.files))
            self.files[name] = (raw, media_type)
        return name

    def next_number(self) -> int:
        with self.lock:
            self._numbers += 1
            return self._numbers

    def subscription(self, method: str, asked: Json, schema: Any) -> Json:
        """`…/subscribed_apps`: whether the app hears of the account."""
        if method == "GET":
            return {"data": [{"id": "42", "name": "Shop"}] if self.subscribed else []}
        if method == "POST" and (said := faults_of(schema, asked)):
            raise refused(400, 100, f"(#100) {said}")
        if "override_callback_uri" in asked:
            self._override(asked)
        self.subscribed = method == "POST"
        return {"success": True}

    def _override(self, asked: Json) -> None:
        if not self.shake_hands(asked["override_callback_uri"], asked["verify_token"]):
            raise refused(400, 2200, "(#2200) Callback verification failed: the challenge did not come back")
        self.hook_url = asked["override_callback_uri"]


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("multipart/form-data")


async def uploaded(request: Request) -> Json:
    """The fields of a form; of a file its name, type and content."""
    asked: Json = {}
    for name, value in (await request.form()).multi_items():
        is_file = isinstance(value, UploadFile)
        asked[name] = (value.filename or "", value.content_type or "", await value.read()) if is_file else value
    return asked


def node(known: Json, asked: Json) -> Json:
    """Of a thing the fields that are asked for, and its id."""
    names = set(asked["fields"].split(",")) if "fields" in asked else known.keys()
    if unknown := names - known.keys():
        raise refused(400, 100, f"(#100) Tried accessing nonexisting field ({min(unknown)})")
    return {name: known[name] for name in known if name in names | {"id"}}


def error(code: int, message: str, kind: str = "OAuthException", subcode: int | None = None, details: str = "") -> Json:
    found: Json = {"message": message, "type": kind, "code": code, "fbtrace_id": "AStandIn"}
    if subcode is not None:
        found["error_subcode"] = subcode
    if details:
        found["error_data"] = {"messaging_product": "whatsapp", "details": details}
    return {"error": found}


def refused(status: int, code: int, message: str, kind: str = "OAuthException", **more: Any) -> Refusal:
    return Refusal(status, error(code, message, kind, **more))
