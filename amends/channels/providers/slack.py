"""Slack: a merchant's app in their workspace, and the app's own chats with people there."""

import re
from collections.abc import Sequence

import httpx
from pydantic import Field, SecretStr

from amends.channels import measure
from amends.channels.channel import Arrived, Checked
from amends.channels.credentials import Credentials
from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable
from amends.channels.limits import Choices, Limits, Units
from amends.channels.outgoing import Choice, Part, Shown
from amends.channels.providers import calling, slack_calls, slack_events, slack_web
from amends.channels.providers.reading import Json, an_object, words
from amends.channels.providers.slack_text import escaped
from amends.channels.providers.slack_web import APPS
from amends.channels.received import Answer, Call, Received, RemoteFile
from amends.errors import EvidenceRejected, Fault, InvalidDocument

LIMITS = Limits(
    text=4000,
    units=Units.UTF16,
    text_with_choices=3000,
    buttons=Choices(most=25, title=30),
    list=Choices(most=50, title=75),
    pictures=True,
)
"""Slack counts characters and does not say which; by UTF-16 units no text is too long in either way. A button takes 75,
of which some 30 are seen. A list takes 100, which would break the length that Slack allows all blocks together."""
SCOPES = {
    "chat:write": "answers cannot go out",
    "im:history": "nothing that customers write arrives",
    "files:read": "pictures of receipts cannot be taken",
}
"""What a bot of ours needs, and what comes of it where it lacks."""
EVENT = "message.im"
LIST_TITLE = 150
WHO_SECONDS = 2.0
"""For asking whose token it is while a call of Slack's waits, which it does for three seconds."""

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{1,200}", re.ASCII)
_SECRET = re.compile(r"[0-9A-Za-z]{16,}", re.ASCII)
"""A token has dashes, and half a secret is shorter. Whether it is the app's own, Slack's first call shows."""
_REACHABLE = re.compile(r"[DUW][A-Z0-9]{1,30}", re.ASCII)
"""A chat, or a person, with whom Slack then opens one."""


class SlackCredentials(Credentials):
    """What the app's pages at Slack show."""

    bot_token: SecretStr = Field(description="the bot's token, under OAuth & Permissions; begins with xoxb-")
    signing_secret: SecretStr = Field(description="the app's signing secret, under Basic Information")
    api: str = Field(
        default=slack_web.API, pattern=calling.ADDRESS, description="Slack's address; another one for a stand-in"
    )

    @property
    def account(self) -> str:
        """By the workspace and the bot, which stand in the token before what is secret in it: xoxb-1-2-…"""
        named, _, secret = self.bot_token.get_secret_value().rpartition("-")
        return f"{self.api} {named}" if secret and named.count("-") == 2 else ""


class SlackChannel:
    """One app in one workspace. Threads may share it."""

    kind = "slack"

    def __init__(
        self,
        bot_token: SecretStr | str,
        signing_secret: SecretStr | str,
        api: str = slack_web.API,
        client: httpx.Client | None = None,
    ) -> None:
        self._token, self._signing_secret = calling.plain(bot_token), calling.plain(signing_secret)
        self._web = slack_web.Web(self._token, api, client)
        self._known: slack_web.Who | None = None

    @property
    def limits(self) -> Limits:
        return LIMITS

    def take(self, call: Call) -> Arrived:
        slack_calls.prove(call, self._signing_secret)
        said = slack_calls.opened(call)
        if slack_calls.is_form(call):
            is_ours = self._is_ours(an_object(said.get("team")).get("id"))
            return Arrived(tuple(slack_events.pressed(said, call.at)) if is_ours else ())
        match said.get("type"):
            case "url_verification":
                return _handshake(said)
            case "event_callback" if self._is_ours(said.get("team_id")):
                return Arrived(tuple(slack_events.read(said, self._who().user_id, call.at)))
            case _:
                return Arrived()

    def fetch(self, file: RemoteFile) -> bytes:
        if file.size is not None and file.size > LIMITS.file:
            raise EvidenceRejected("too_large")
        return self._web.file(file.reference, LIMITS.file)

    def send(self, address: str, part: Part, key: str, thread: str = "") -> str:
        """In the thread in which the customer wrote last, if they did. Slack knows no key: what is sent twice is there
        twice."""
        measure.check(part, LIMITS)
        if not _REACHABLE.fullmatch(address):
            raise AddressGone("This is no chat of Slack's with one person.", "address")
        body: Json = {"channel": address, "text": escaped(part.text), "mrkdwn": False}
        body |= {"unfurl_links": False, "unfurl_media": False}
        if part.shown is not Shown.NONE:
            body["blocks"] = _blocks(part)
        if root := slack_events.thread_of(part.answers, address):
            body["thread_ts"] = root
        answer = self._web.call("chat.postMessage", body)
        return slack_events.message_id(words(answer.get("channel")), {"ts": answer.get("ts")})

    def show_typing(self, address: str, thread: str = "") -> None:
        """The Web API shows nobody that a bot is typing."""

    def acknowledge_press(self, received: Received) -> None:
        """The answer to the call has done it."""

    def close(self) -> None:
        self._web.close()

    def check(self) -> Checked:
        if not self._token.startswith("xoxb-"):
            raise ChannelRefused(
                f"This is not a bot's token, which begins with xoxb-. {APPS}, OAuth & Permissions, and copy it.",
                "token",
            )
        if not _SECRET.fullmatch(self._signing_secret):
            raise ChannelRefused(
                f"This is not the app's signing secret, which has letters and digits alone. {APPS}, Basic Information, "
                "App Credentials, and copy it.",
                "signing_secret",
            )
        who = self._web.who_am_i()
        if who.scopes is None:
            to_do = [f"Slack did not say what the token may do. It needs {', '.join(SCOPES)}."]
        else:
            lack = {scope: why for scope, why in SCOPES.items() if scope not in who.scopes}
            to_do = [f"{slack_web.lacking(scope)} Until then {why}." for scope, why in lack.items()]
        return Checked(f"{who.team} (@{who.user})", to_do)

    def connect(self, url: str) -> Sequence[str]:
        """Slack is told the address on its pages only: it has no call for that with a bot's token."""
        return (
            f"{APPS}, choose Event Subscriptions, switch it on, and put {url} into Request URL.",
            f"On the same page, under Subscribe to bot events, add {EVENT}, and press Save Changes.",
            f"Choose Interactivity & Shortcuts, switch it on, put {url} into Request URL, and press Save Changes.",
            "Choose App Home, and switch on the Messages Tab and that users may send messages from it.",
            "Press Reinstall where Slack asks for it.",
        )

    def disconnect(self) -> None:
        """Always ChannelRefused, with what is to be done by hand."""
        where = "Event Subscriptions and Interactivity & Shortcuts"
        raise ChannelRefused(f"Slack has no call for that. {APPS}, switch off {where}, or delete the app.", "by_hand")

    def _is_ours(self, team: object) -> bool:
        """Whether a call is about our workspace: an app that others installed too signs theirs with the same secret."""
        return bool(words(team)) and words(team) == self._who().team_id

    def _who(self) -> slack_web.Who:
        """Whose token it is. Asked of Slack with the first call that comes."""
        if self._known is None:
            try:
                self._known = self._web.who_am_i(WHO_SECONDS)
            except ChannelRefused as fault:
                raise ChannelUnavailable(f"whose call it is cannot be known: {fault}") from None
        return self._known


def _handshake(said: Json) -> Arrived:
    """The challenge, repeated: Slack asks so when the address is put into its pages."""
    challenge = words(said.get("challenge"))
    if not _CHALLENGE.fullmatch(challenge):
        raise InvalidDocument("event", [Fault("challenge", "is none")])
    return Arrived(answer=Answer(200, challenge))


def _blocks(part: Part) -> list[Json]:
    """The text, and under it buttons or a list. Texts are plain, so that no sign of theirs formats anything."""
    section = {"type": "section", "text": _plain(part.text)}
    if part.shown is Shown.BUTTONS:
        elements = [_button(number, choice) for number, choice in enumerate(part.choices)]
    else:
        if not 0 < len(part.list_title) <= LIST_TITLE:
            raise ChannelRefused(f"The label of a list has 1 to {LIST_TITLE} characters.", "list_title")
        options = [{"text": _plain(choice.title), "value": choice.token} for choice in part.choices]
        named = {"type": "static_select", "action_id": "choice", "placeholder": _plain(part.list_title)}
        elements = [named | {"options": options}]
    return [section, {"type": "actions", "elements": elements}]


def _button(number: int, choice: Choice) -> Json:
    return {
        "type": "button",
        "action_id": f"choice-{number}",
        "text": _plain(choice.title),
        "value": choice.token,
    }


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}
