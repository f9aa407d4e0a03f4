"""A stand-in for Twilio: a number for text messages or a WhatsApp sender, and customers who can be played."""

from demo.providers.stand_in import Hook, Sent
from demo.providers.twilio_server import TwilioApi


class TwilioStandIn(TwilioApi):
    """Each of these is a customer's doing. The Hook that comes of it was delivered already, where a webhook is set."""

    def say(self, address: str, text: str, **more: str) -> Hook:
        """STOP and START are kept by Twilio as well as told, as its numbers do of themselves."""
        if not self.prefix and text.strip().upper() in {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"}:
            self.opted_out.add(address)
        if not self.prefix and text.strip().upper() in {"START", "YES", "UNSTOP"}:
            self.opted_out.discard(address)
        return self.play(address, Body=text, **more)

    def photo(self, address: str, raw: bytes, caption: str = "", media_type: str = "image/jpeg") -> Hook:
        return self.media(address, (raw, media_type), caption=caption)

    def document(self, address: str, raw: bytes, name: str, media_type: str, caption: str = "") -> Hook:
        """Its name is lost on the way."""
        return self.media(address, (raw, media_type), caption=caption)

    def media(self, address: str, *files: tuple[bytes, str], caption: str = "", **more: str) -> Hook:
        own = self.sid("MM")
        fields = {"MessageSid": own, "Body": caption, "NumMedia": str(len(files))}
        for index, (raw, media_type) in enumerate(files):
            media = self.sid("ME")
            self.files[f"{own}/{media}"] = (raw, media_type)
            fields[f"MediaUrl{index}"] = f"{self.url}/2010-04-01/Accounts/{self.account}/Messages/{own}/Media/{media}"
            fields[f"MediaContentType{index}"] = media_type
        return self.play(address, **fields, **more)

    def play(self, address: str, **fields: str) -> Hook:
        """Sends any message: the fields as in the webhook's reference. It opens the window, as any does."""
        self.closed.discard(address)
        hook = self.hook(self.message(address, **fields))
        self.deliver(hook)
        return hook

    def message(self, address: str, **fields: str) -> dict[str, str]:
        """The parameters of a message, as they are sent for a number."""
        own = fields.get("MessageSid") or self.sid("SM")
        base = {
            "ToCountry": "NL", "ToState": "", "SmsMessageSid": own, "NumMedia": "0", "ToCity": "", "FromZip": "",
            "SmsSid": own, "FromState": "", "SmsStatus": "received", "FromCity": "", "Body": "", "FromCountry": "NL",
            "To": self.prefix + self.number, "ToZip": "", "NumSegments": "1", "MessageSid": own,
            "AccountSid": self.account, "From": self.prefix + address, "ApiVersion": "2010-04-01",
        }  # fmt: skip
        if self.service:
            base["MessagingServiceSid"] = self.service
        if self.prefix:
            geography = {"ToCountry", "ToState", "ToCity", "ToZip", "FromCountry", "FromState", "FromCity", "FromZip"}
            base = {name: value for name, value in base.items() if name not in geography}
            base |= {"ProfileName": "Lotte Janssen", "WaId": address.lstrip("+"), "MessageType": "text"}
        return base | fields

    def status(self, sent: Sent, state: str, code: int | None = None, **more: str) -> Hook:
        """News of a message of ours: queued, sent, delivered, read, undelivered or failed."""
        hook = self.hook(self.news(sent, state, code) | more, self.callbacks.get(sent.id, ""))
        self.deliver(hook, self.callbacks.get(sent.id, ""))
        return hook

    def put_in(self, url: str) -> bool:
        """A sender of WhatsApp's is told its address on its own page; a number is told by a call of ours."""
        if self.prefix:
            self.hook_url = url
        return super().put_in(url)

    def block(self, address: str) -> None:
        """The customer opted out, by whatever way."""
        self.opted_out.add(address)

    def close_window(self, address: str) -> None:
        """As if the customer's last message were a day old."""
        self.closed.add(address)
