"""A stand-in for Slack: people of one workspace, each with a chat of their own with the app."""

import hashlib
import hmac
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

import httpx

from demo.providers.slack_server import APP, BOT_USER, TEAM, TOKEN, Json, WebApi
from demo.providers.stand_in import DELIVERY_S, NOBODY, Hook

SIGNING_SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - nothing elsewhere
_LINKS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+")


class SlackHook(Hook):
    """A call of Slack's: an event, or the form of a tap."""

    @property
    def document(self) -> dict[str, Any]:
        if self.body.startswith(b"payload="):
            found: dict[str, Any] = json.loads(parse_qs(self.body.decode())["payload"][0])
            return found
        return super().document


class SlackStandIn(WebApi):
    """`hook_url` is the Request URL of events, `interactive_url` that of taps. `echoes` are the answers to the app's
    own messages, which Slack delivers to it as it does everybody's."""

    def __init__(
        self, token: str = TOKEN, signing_secret: str = SIGNING_SECRET, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(token, clock)
        self.signing_secret = signing_secret
        self.interactive_url = ""
        self.echoes: list[int] = []

    # -- the customer -------------------------------------------------------------------------------------------------

    def say(self, address: str, text: str, thread: str = "") -> SlackHook:
        """`thread` is the time of the message that it answers in a thread."""
        return self.play(address, text=written(text), **({"thread_ts": thread} if thread else {}))

    def photo(self, address: str, raw: bytes, caption: str = "", media_type: str = "image/jpeg") -> SlackHook:
        return self.document(address, raw, "photo.jpg", media_type, caption)

    def document(self, address: str, raw: bytes, name: str, media_type: str, caption: str = "") -> SlackHook:
        return self.play(address, subtype="file_share", text=written(caption), files=[self.file(raw, name, media_type)])

    def press(self, address: str, token: str) -> SlackHook:
        """Taps the choice with this token, in the latest message that has it."""
        sent = next(each for each in reversed(self.sent_to(address)) if token in {c.token for c in each.choices})
        message = self.messages[address, sent.id]
        elements = [each for block in message["blocks"] for each in block.get("elements", ())]
        for element in elements:
            chosen = next((each for each in element.get("options", [element]) if each.get("value") == token), None)
            if chosen is not None:
                return self.tap(address, message, element, chosen)
        raise AssertionError(token)

    def tap(self, address: str, message: Json, element: Json, chosen: Json) -> SlackHook:
        action = {"type": element["type"], "action_id": element["action_id"], "block_id": "b1"}
        action |= (
            {"selected_option": chosen} if chosen is not element else {"text": chosen["text"], "value": chosen["value"]}
        )
        ts = self.next_ts()
        hook = self.interaction(
            {
                "type": "block_actions",
                "user": {"id": _user(address), "username": "lotte", "name": "lotte", "team_id": TEAM},
                "api_app_id": APP,
                "token": "deprecated",
                "container": {"type": "message", "message_ts": message["ts"], "channel_id": address},
                "trigger_id": f"{ts.replace('.', '')}.{secrets.token_hex(8)}",
                "team": {"id": TEAM, "domain": "shop"},
                "enterprise": None,
                "is_enterprise_install": False,
                "channel": {"id": address, "name": "directmessage"},
                "message": message,
                "response_url": f"{self.url}/actions/{TEAM}/1",
                "actions": [action | {"action_ts": ts}],
            }
        )
        if self.interactive_url:
            self.deliver(hook, self.interactive_url)
        return hook

    def edit(self, address: str, ts: str, text: str) -> SlackHook:
        before = self.messages[address, ts]
        now = self.next_ts()
        self.messages[address, ts] = {**before, "text": written(text), "edited": {"user": _user(address), "ts": now}}
        return self._changed(
            address, now, "message_changed", message=self.messages[address, ts], previous_message=before
        )

    def delete(self, address: str, ts: str) -> SlackHook:
        gone = self.messages.pop((address, ts))
        return self._changed(address, self.next_ts(), "message_deleted", deleted_ts=ts, previous_message=gone)

    def play(self, address: str, **content: Any) -> SlackHook:
        """Sends any message: the fields of the event `message` as in its reference."""
        hook = self.event(self.message(address, **content))
        self.deliver(hook)
        return hook

    # -- what Slack makes of it ---------------------------------------------------------------------------------------

    def message(self, address: str, **content: Any) -> Json:
        """One event. Whoever writes has opened their chat with the app."""
        self.met.add(address)
        ts = self.next_ts()
        said = {"type": "message", "user": _user(address), "text": "", "team": TEAM, "ts": ts, **content}
        self.messages[address, ts] = said
        return {
            **said,
            "client_msg_id": secrets.token_hex(16),
            "channel": address,
            "event_ts": ts,
            "channel_type": "im",
        }

    def file(self, raw: bytes, name: str, media_type: str) -> Json:
        own = f"F{len(self.files):09}"
        self.files[f"{TEAM}-{own}"] = (raw, media_type)
        url = f"{self.url}/files-pri/{TEAM}-{own}/{quote(name)}"
        known = {"id": own, "name": name, "title": name, "mimetype": media_type, "size": len(raw), "mode": "hosted"}
        return {**known, "is_external": False, "file_access": "visible", "url_private": url}

    def event(self, event: Json, **more: Any) -> SlackHook:
        """Any event as it is delivered, in its envelope."""
        said = {"token": "deprecated", "team_id": TEAM, "api_app_id": APP, "event": event, "type": "event_callback"}
        said |= {"event_id": f"Ev{secrets.token_hex(5).upper()}", "event_time": int(self.clock())}
        granted = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
        return self.hook({**said, "authorizations": [granted], "is_ext_shared_channel": False, **more})

    def hook(self, document: Json) -> SlackHook:
        return self.signed(json.dumps(document).encode(), "application/json")

    def interaction(self, document: Json) -> SlackHook:
        body = urlencode({"payload": json.dumps(document)}).encode()
        return self.signed(body, "application/x-www-form-urlencoded")

    def signed(self, body: bytes, media_type: str, more: Mapping[str, str] | None = None) -> SlackHook:
        now = str(int(self.clock()))
        right = hmac.new(self.signing_secret.encode(), b"v0:%s:%s" % (now.encode(), body), hashlib.sha256).hexdigest()
        proof = {"x-slack-request-timestamp": now, "x-slack-signature": f"v0={right}"}
        return SlackHook(body, {"content-type": media_type, **proof, **(more or {})})

    def again(self, hook: Hook, number: int = 1, reason: str = "http_timeout") -> SlackHook:
        """The same event once more, signed anew, as Slack delivers what was not acknowledged."""
        told = {"x-slack-retry-num": str(number), "x-slack-retry-reason": reason}
        return self.signed(hook.body, hook.headers["content-type"], told)

    def put_in(self, url: str) -> bool:
        """The address is put into the app's pages. Slack saves it for events only if it repeats the challenge."""
        challenge = secrets.token_urlsafe(32)
        hook = self.hook({"token": "deprecated", "challenge": challenge, "type": "url_verification"})
        try:
            with httpx.Client(timeout=DELIVERY_S, trust_env=False) as client:
                answer = client.post(url, content=hook.body, headers=dict(hook.headers))
        except httpx.TransportError:
            return False
        if answer.status_code != 200 or answer.text != challenge:
            return False
        self.hook_url = self.interactive_url = url
        return True

    def posted(self, answer: Json) -> None:
        """The app hears of its own message."""
        if self.hook_url:
            hook = self.event({**answer["message"], **_in(answer["channel"], answer["ts"])})
            try:
                with httpx.Client(timeout=DELIVERY_S, trust_env=False) as client:
                    status = client.post(self.hook_url, content=hook.body, headers=dict(hook.headers)).status_code
            except httpx.TransportError:
                status = NOBODY
            self.echoes.append(status)

    def _changed(self, address: str, now: str, subtype: str, **what: Any) -> SlackHook:
        event = {"type": "message", "subtype": subtype, "hidden": True, "ts": now, **_in(address, now), **what}
        hook = self.event(event)
        self.deliver(hook)
        return hook


def written(text: str) -> str:
    """Words as Slack hands them on: three signs escaped, and links of what looks like an address."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LINKS.sub(
        lambda found: f"<mailto:{found[0]}|{found[0]}>" if "://" not in found[0] else f"<{found[0]}>", safe
    )


def _user(address: str) -> str:
    return f"U{address[1:]}"


def _in(address: str, ts: str) -> Json:
    return {"channel": address, "event_ts": ts, "channel_type": "im"}
