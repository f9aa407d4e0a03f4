"""The contract on Matrix: a homeserver of our own, whose rooms are asked for."""

from typing import Any

from pydantic import SecretStr

from amends.channels.providers.matrix import MatrixChannel, MatrixCredentials, listens
from amends.channels.registry import Provider
from demo.providers.matrix import MatrixStandIn
from demo.providers.stand_in import Hook
from tests.channels.harness import Post
from tests.channels.stand_in_harness import StandInHarness

KIM = "@kim:example.com"


class MatrixHarness(StandInHarness):
    """A number's event is put into the stream once; when it is delivered again it comes once more."""

    kind = "matrix"
    can = frozenset({"edit", "deletion", "photo", "voice", "batch"})
    signature = ("", "")
    is_asked = True

    def __init__(self) -> None:
        super().__init__(MatrixStandIn(), KIM, MatrixChannel)
        self._told: set[str] = set()

    def provider(self) -> Provider:
        def make(given: Any) -> MatrixChannel:
            fields = {**dict(given), "homeserver": self.stand_in.url}
            return MatrixChannel(**fields, client=self.client, poll_s=0.2)

        return Provider(MatrixCredentials, make, listens)

    def credentials(self) -> MatrixCredentials:
        return MatrixCredentials(homeserver=self.stand_in.url, access_token=SecretStr(self.stand_in.token))

    def message_id(self, number: int) -> str:
        return str(self._hooks[number].document["event_id"])

    def voice(self, number: int) -> Post:
        url = self.stand_in.upload(b"OggS", "audio/ogg")
        return self._once(number, lambda: self.stand_in.play(self.address, "m.audio", "voice.ogg", url=url))

    def batch(self, *texts: tuple[int, str]) -> Post:
        made = [self.text(number, words) for number, words in texts]
        return made[0]

    def deliver(self, call: Post) -> None:
        hook = Hook(call.body, {})
        event_id = hook.document["event_id"]
        if event_id in self._told:
            self.stand_in.deliver(hook)
        self._told.add(event_id)

    def is_anything_there(self) -> bool:
        return self.stand_in.is_anything_there()

    def refuse_next(self) -> None:
        self.stand_in.at_sending.append(self.stand_in.refusal())

    def be_busy_once(self, retry_after_s: float) -> None:
        self.stand_in.at_sending.append(self.stand_in.flood(retry_after_s))
