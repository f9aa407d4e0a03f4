"""Our channel on somebody else's homeserver, Synapse, with a customer whose program is matrix-nio."""

import asyncio
import io
import itertools

import pytest
from nio import AsyncClient, AsyncClientConfig, RoomMessageText
from pydantic import SecretStr

from amends.channels.deliveries import Outcome
from amends.channels.errors import AddressGone, ChannelRefused
from amends.channels.listening import Listening
from amends.channels.outgoing import Part
from amends.channels.providers.matrix import MatrixChannel, MatrixCredentials, listens, signed_in
from amends.channels.registry import Provider
from amends.db.evidence_tables import EvidenceRow
from tests.channels.contract import CHANNEL, Scene
from tests.channels.harness import Sent
from tests.channels.synapse_server import PASSWORD, synapse
from tests.evidence import pictures
from tests.web.server import until

NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with synapse(tmp_path_factory.mktemp("synapse")) as server:
        yield server


class Customer:
    """One account with a room that the shop's account is invited to."""

    def __init__(self, server, name):
        self.address = server.register(name)
        self.runner = asyncio.Runner()
        config = AsyncClientConfig(encryption_enabled=False)
        self.client = self.do(self._made(server.url, config))
        self.room = ""

    async def _made(self, url, config):
        client = AsyncClient(url, self.address, config=config)
        await client.login(PASSWORD)
        return client

    def do(self, call):
        return self.runner.run(call)

    def invite(self, *people, encrypted=False):
        state = [{"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}] if encrypted else []
        made = self.do(self.client.room_create(is_direct=True, invite=people, initial_state=state))
        self.room = made.room_id

    def put(self, content, kind="m.room.message"):
        return self.do(self.client.room_send(self.room, kind, content)).event_id

    def say(self, text, **more):
        return self.put({"msgtype": "m.text", "body": text, **more})

    def photo(self, raw, caption):
        uploaded, _ = self.do(self.client.upload(io.BytesIO(raw), "image/jpeg", "kvittering æ.jpg", filesize=len(raw)))
        info = {"mimetype": "image/jpeg", "size": len(raw)}
        named = {"filename": "kvittering æ.jpg", "url": uploaded.content_uri}
        return self.put({"msgtype": "m.image", "body": caption, "info": info, **named})

    def reads(self):
        """All that the shop said in the room, oldest first."""
        page = self.do(self.client.room_messages(self.room, limit=100))
        return [
            each.body
            for each in reversed(page.chunk)
            if isinstance(each, RoomMessageText) and each.sender != self.address
        ]

    def close(self):
        self.do(self.client.close())
        self.runner.close()


class SynapseHarness:
    kind = "matrix"

    def __init__(self, server, user):
        given = MatrixCredentials(homeserver=server.url, user=user, password=SecretStr(PASSWORD))
        self.given = signed_in(given)

    def provider(self):
        return Provider(MatrixCredentials, lambda given: MatrixChannel(**dict(given), poll_s=0.5), listens)

    def credentials(self):
        return self.given

    def connected(self, url):
        """Nobody calls us."""

    def sent(self) -> list[Sent]:
        return []

    def close(self):
        """Whoever began the server ends it."""


@pytest.fixture
def shop(server):
    return server.register(f"support{next(NUMBERS)}")


@pytest.fixture
def scene(sqlite, sandbox, server, shop):
    scene = Scene(sqlite, SynapseHarness(server, shop), sandbox)
    yield scene
    scene.stop()


@pytest.fixture
def kim(server):
    customer = Customer(server, f"kim{next(NUMBERS)}")
    yield customer
    customer.close()


@pytest.fixture
def worker(scene):
    listening = Listening(scene.book, scene.inbound, look_s=0.05, first_wait_s=0.05)
    listening.start()
    yield listening
    listening.stop()


def test_a_customer_writes_shows_a_picture_changes_takes_back_and_is_answered(scene, kim, shop, worker):
    kim.invite(shop)
    kim.say("I was charged twice")
    until(scene.words)
    scene.do()
    welcome, answer = kim.reads()
    assert "automated assistant" in welcome
    assert answer == "You said: I was charged twice"

    kim.photo(pictures.encoded("JPEG"), "here is my receipt")
    until(lambda: [each for each in scene.deliveries() if each.outcome == Outcome.FETCHING])
    scene.do()
    [evidence] = scene.rows(EvidenceRow)
    assert evidence.media_type == "image/jpeg"
    assert "here is my receipt" in scene.words()

    first = kim.say("order 10001")
    until(lambda: "order 10001" in scene.words())
    new = {"msgtype": "m.text", "body": "order 10002"}
    related = {"rel_type": "m.replace", "event_id": first}
    kim.say(" * order 10002", **{"m.new_content": new, "m.relates_to": related})
    until(lambda: "order 10002" in scene.words())
    [earlier] = [each for each in scene.events("message") if each.body["text"] == "order 10001"]
    [later] = [each for each in scene.events("message") if each.body["text"] == "order 10002"]
    assert later.body["changes"] == earlier.seq
    kim.do(kim.client.room_redact(kim.room, first))
    until(lambda: scene.events("channel"))
    assert scene.events("channel")[0].body == {"what": "deleted", "of": earlier.seq}


def test_what_is_sent_again_under_the_same_key_is_there_once(scene, kim, shop, worker):
    kim.invite(shop)
    kim.say("hello")
    until(scene.words)
    channel = scene.book.open(CHANNEL).channel
    first, again = (channel.send(kim.address, Part("Good morning", "en"), "7-0", kim.room) for _ in range(2))
    assert first == again
    channel.send(kim.address, Part("Good morning", "en"), "8-0", kim.room)
    channel.show_typing(kim.address, kim.room)
    assert kim.reads().count("Good morning") == 2


def test_what_was_written_while_nobody_asked_is_taken_once_also_where_it_is_more_than_one_answer_holds(
    kim, scene, shop
):
    kim.invite(shop)
    heard, opened = [], scene.book.open(CHANNEL)

    def take(received):
        heard.extend(received)

    kim.say("hello")
    opened.listen(take, lambda: heard)
    texts = [f"number {number}" for number in range(70)]
    for each in texts:
        kim.say(each)
    scene.book.open(CHANNEL).listen(take, lambda: len(heard) > 1)
    assert [each.what.text for each in heard] == ["hello", *texts]


def test_a_room_with_a_third_person_is_left_or_silent(scene, kim, shop, server, worker):
    other, third = server.register(f"other{next(NUMBERS)}"), server.register(f"third{next(NUMBERS)}")
    kim.invite(shop, other)
    kim.say("we are three")
    crowd = kim.room
    kim.invite(shop)
    kim.say("we are two")
    until(lambda: scene.words() == ["we are two"])
    members = kim.do(kim.client.joined_members(crowd)).members
    assert [each.user_id for each in members] == [kim.address]
    kim.do(kim.client.room_invite(kim.room, third))
    with pytest.raises(ChannelRefused, match="Others are in this Matrix room"):
        scene.book.open(CHANNEL).channel.send(kim.address, Part("Your order", "en"), "1-0", kim.room)
    kim.do(kim.client.room_leave(kim.room))
    with pytest.raises(AddressGone):
        scene.book.open(CHANNEL).channel.send(kim.address, Part("Your order", "en"), "1-0", kim.room)


def test_a_room_that_is_encrypted_is_told_so_once_in_every_language(scene, kim, shop, worker):
    kim.invite(shop, encrypted=True)
    for number in range(3):
        kim.put(
            {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": f"x{number}", "session_id": "s"}, "m.room.encrypted"
        )
    until(scene.events)
    kim.invite(shop)
    kim.say("hello")
    until(scene.words)
    scene.do()
    told = [each.body["text"] for each in scene.events("notice") if "encrypted" in each.body["text"]]
    assert len(told) == 1
    assert "versleuteld" in told[0]
    assert "kryptert" in told[0]


def test_a_password_makes_a_device_that_is_signed_out_with_the_channel(scene, shop):
    channel = scene.book.open(CHANNEL).channel
    assert channel.check().account == shop
    channel.disconnect()
    with pytest.raises(ChannelRefused, match="does not take the access token"):
        channel.check()


def test_a_wrong_password_is_said_in_one_sentence(server, shop):
    given = MatrixCredentials(homeserver=server.url, user=shop, password=SecretStr("of nobody"))
    with pytest.raises(ChannelRefused, match="does not take user and password"):
        signed_in(given)
