"""Twilio: text messages (SMS), and WhatsApp by way of Twilio. One number or messaging service of one account."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

import httpx
from pydantic import BeforeValidator, Field, SecretStr

from amends.channels import measure
from amends.channels.channel import Arrived, Checked
from amends.channels.credentials import Credentials
from amends.channels.errors import AddressGone, ChannelRefused
from amends.channels.limits import Limits, Outside, Units
from amends.channels.outgoing import Part
from amends.channels.providers import calling, twilio_calls, twilio_errors
from amends.channels.providers.reading import Json, an_object, objects, whole, words
from amends.channels.providers.twilio_calls import Line
from amends.channels.providers.twilio_proof import Proof
from amends.channels.providers.twilio_rest import API, Rest
from amends.channels.received import Answer, Call, Received, RemoteFile

FILE_BYTES = 5 * 1024 * 1024
"""What Twilio takes and gives of a message's files."""
SMS = Limits(text=1600, units=Units.UTF16, file=FILE_BYTES)
WHATSAPP = Limits(
    text=1600, units=Units.UTF16, window=timedelta(hours=24), outside=Outside.NOTHING, pictures=True, file=FILE_BYTES
)
"""Twilio counts characters and does not say which; by UTF-16 units no text is too long in either way."""
RECEIVED = Answer(200, "<Response/>", "text/xml")
"""TwiML that does nothing: answers go out by themselves, later."""
CONSOLE = "Open console.twilio.com"


def _bare(given: object) -> object:
    """A number as people write it, +31 6 1234 5678 or whatsapp:+31…, without what is between the digits."""
    return re.sub(r"[\s()-]|^whatsapp:", "", given) if isinstance(given, str) else given


class TwilioCredentials(Credentials):
    """What Twilio's console shows, and who sends."""

    account_sid: str = Field(
        description="the account SID, under Account info: AC and 32 digits", pattern=r"^AC[0-9a-fA-F]{32}$"
    )
    auth_token: SecretStr = Field(description="the account's auth token, beside it; it proves calls too")
    sender: Annotated[str, BeforeValidator(_bare)] = Field(
        description="the number, +31…, or the SID of a messaging service, MG and 32 digits",
        pattern=r"^(\+[1-9][0-9]{6,14}|MG[0-9a-fA-F]{32})$",
    )
    shared_key: SecretStr = Field(
        default=SecretStr(""), description="the secret of a webhooks shared key, if a rule of the account signs by one"
    )
    api: str = Field(
        default=API, pattern=calling.ADDRESS, description="the API's address; another one for a region or a stand-in"
    )

    @property
    def account(self) -> str:
        return f"{self.api} {self.account_sid} {self.sender}"


class _WithoutSigns:
    """Of what customers see at once on other channels, Twilio shows nothing."""

    def show_typing(self, address: str, thread: str = "") -> None:
        """Twilio shows none."""

    def acknowledge_press(self, received: Received) -> None:
        """There is nothing to tap: choices are numbered lines."""


class TwilioChannel(_WithoutSigns, ABC):
    """What both kinds have in common. Threads may share it."""

    kind = ""
    limits = SMS
    prefix = ""

    def __init__(
        self,
        account_sid: str,
        auth_token: SecretStr | str,
        sender: str,
        shared_key: SecretStr | str = "",
        api: str = API,
        client: httpx.Client | None = None,
    ) -> None:
        token = calling.plain(auth_token)
        self._line = Line(sender, self.prefix)
        self._proof = Proof(account_sid, token, calling.plain(shared_key))
        self._rest = Rest(account_sid, token, api, client)
        self._url = ""

    def called_at(self, url: str) -> None:
        """Where Twilio calls us: news of each message is sent there too."""
        self._url = url

    def take(self, call: Call) -> Arrived:
        fields = self._proof.check(call)
        return Arrived(tuple(twilio_calls.read(fields, self._line, call.at)), RECEIVED)

    def fetch(self, file: RemoteFile) -> bytes:
        named = twilio_calls.FILE.fullmatch(file.reference)
        if named is None:
            raise ChannelRefused("This is no file of Twilio's.", "reference")
        return self._rest.file(named[1], named[2], FILE_BYTES)

    def send(self, address: str, part: Part, key: str, thread: str = "") -> str:
        """Twilio knows no keys: a message that is sent twice goes twice."""
        measure.check(part, self.limits)
        if not self._line.takes(address):
            raise AddressGone("This is no number that takes messages.", "address")
        sender = "MessagingServiceSid" if self._line.is_service else "From"
        form = {"To": self.prefix + address, "Body": words(part.text), **self._more()}
        form[sender] = self._line.sender if self._line.is_service else self.prefix + self._line.sender
        if self._url:
            form["StatusCallback"] = self._url
        answer = self._rest.call("POST", "Messages", form)
        if (code := whole(answer.get("error_code"))) is not None:
            said = words(answer.get("error_message"))
            raise twilio_errors.fault_of(code, said, 400, httpx.Headers())
        return words(answer.get("sid"))

    def close(self) -> None:
        self._rest.close()

    def check(self) -> Checked:
        account = self._rest.call("GET")
        if (status := words(account.get("status"))) != "active":
            raise ChannelRefused(f"The Twilio account is {status or 'of no known state'}; {CONSOLE}, which says why.")
        to_do = list(self._look())
        if words(account.get("type")) == "Trial":
            to_do.append("A trial account writes to verified numbers only: upgrade it before customers write.")
        return Checked(f"{words(account.get('friendly_name'))} ({self._line.sender})", to_do)

    def connect(self, url: str) -> Sequence[str]:
        """Has the messages of a number sent to `url`. Twilio lets nobody do that for a messaging service or a WhatsApp
        sender with what we are given, so that is left to click."""
        self._url = url
        return _service_steps(url) if self._line.is_service else self._register(url)

    def disconnect(self) -> None:
        """ChannelRefused says where the address has to be taken out by hand."""
        if self._line.is_service:
            raise ChannelRefused(f"{CONSOLE} > Messaging > Services > Integration, and empty the Request URL.")
        self._forget()

    def _more(self) -> dict[str, str]:
        """Further parameters of a message."""
        return {}

    def _look(self) -> Sequence[str]:
        """What is still to do, by the sender. ChannelRefused where it cannot be used."""
        return ()

    @abstractmethod
    def _register(self, url: str) -> Sequence[str]:
        """Have messages to the number sent to `url`; what remains to click."""

    @abstractmethod
    def _forget(self) -> None:
        """Have them sent nowhere; ChannelRefused says what to click where that cannot be done from here."""


class SmsChannel(TwilioChannel):
    """Text messages. Typographic signs that a plain one can stand for go out as that: they would halve what a text
    message holds (`SmartEncoded`)."""

    kind = "twilio_sms"
    limits = SMS

    def _more(self) -> dict[str, str]:
        return {"SmartEncoded": "true"}

    def _look(self) -> Sequence[str]:
        if self._line.is_service:
            return ()
        number = self._number()
        if an_object(number.get("capabilities")).get("sms") is not True:
            raise ChannelRefused(twilio_errors.MEANS[21601], "no_sms")
        if self._url and words(number.get("sms_url")) != self._url:
            return ("The number's messages do not come here yet: connect it.",)
        return ()

    def _register(self, url: str) -> Sequence[str]:
        """The second address is the same: Twilio calls it once when the first call came to nothing."""
        number = self._number()
        wanted = {"SmsUrl": url, "SmsMethod": "POST", "SmsFallbackUrl": url, "SmsFallbackMethod": "POST"}
        self._rest.call("POST", f"IncomingPhoneNumbers/{words(number.get('sid'))}", wanted)
        to_do = []
        if (before := words(number.get("sms_url"))) not in {"", url}:
            to_do.append(f"The number's messages went to {urlsplit(before).hostname} before, and come here now.")
        if words(number.get("sms_application_sid")):
            to_do.append(
                f"{CONSOLE} > Phone Numbers > Manage > Active numbers, choose the number, and under Messaging "
                "Configuration take the TwiML App out: it goes before the address."
            )
        return to_do

    def _forget(self) -> None:
        number = self._number()
        if not self._url or words(number.get("sms_url")) == self._url:
            nowhere = {"SmsUrl": "", "SmsFallbackUrl": ""}
            self._rest.call("POST", f"IncomingPhoneNumbers/{words(number.get('sid'))}", nowhere)

    def _number(self) -> Json:
        wanted = self._line.sender
        found = self._rest.call("GET", "IncomingPhoneNumbers", PhoneNumber=wanted)
        for each in objects(found.get("incoming_phone_numbers")):
            if words(each.get("phone_number")) == wanted and words(each.get("sid")):
                return each
        raise ChannelRefused(
            f"{wanted} is none of this account's numbers; look under Phone Numbers > Manage > Active numbers.", "sender"
        )


class TwilioWhatsAppChannel(TwilioChannel):
    """WhatsApp. Free text goes out for 24 hours after the customer's last message, and nothing afterwards."""

    kind = "twilio_whatsapp"
    limits = WHATSAPP
    prefix = "whatsapp:"

    def _register(self, url: str) -> Sequence[str]:
        return (
            f"{CONSOLE} > Messaging > Senders > WhatsApp senders, choose {self._line.sender}, and press Edit sender.",
            f"Put {url} into Webhook URL for incoming messages, choose HTTP POST, and press Update.",
        )

    def _forget(self) -> None:
        raise ChannelRefused(f"{CONSOLE} > Messaging > Senders > WhatsApp senders, and empty the Webhook URL.")


def _service_steps(url: str) -> Sequence[str]:
    return (
        f"{CONSOLE} > Messaging > Services, choose the service, and open Integration.",
        f"Choose Send a webhook, put {url} into Request URL and Fallback URL with HTTP POST, and press Save.",
    )
