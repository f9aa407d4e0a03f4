"""The stand-in for a homeserver refuses what one refuses, and matrix-nio reads what it says and what we send."""

import asyncio
import json

import nio
import pytest

from amends.channels.outgoing import Part
from demo.providers.matrix_rooms import HOMESERVER
from demo.providers.matrix_server import BOT, PASSWORD
from tests.channels.providers.matrix_calls import KIM, TEXT

SEND = ("PUT", "v3/rooms/{room}/send/m.room.message/t1")
SYNC = ("GET", "v3/sync")
REFUSED = {
    "text-without-body": (*SEND, {"msgtype": "m.text"}, 400, "M_BAD_JSON"),
    "body-number": (*SEND, {"msgtype": "m.text", "body": 5}, 400, "M_BAD_JSON"),
    "no-msgtype": (*SEND, {"body": "a"}, 400, "M_BAD_JSON"),
    "msgtype-of-tomorrow": (*SEND, {"msgtype": "m.hologram", "body": "a"}, 400, "M_BAD_JSON"),
    "a-float": (*SEND, {"msgtype": "m.text", "body": "a", "more": [1.5]}, 400, "M_BAD_JSON"),
    "an-array": (*SEND, ["a"], 400, "M_BAD_JSON"),
    "too-large": (*SEND, {"msgtype": "m.text", "body": "x" * 65_000}, 413, "M_TOO_LARGE"),
    "another-room": ("PUT", "v3/rooms/!other/send/m.room.message/t1", TEXT, 403, "M_FORBIDDEN"),
    "without-a-key": ("POST", "v3/rooms/{room}/send/m.room.message", {"msgtype": "m.text"}, 404, "M_UNRECOGNIZED"),
    "typing-of-another": ("PUT", f"v3/rooms/{{room}}/typing/{KIM}", {"typing": True}, 404, "M_UNRECOGNIZED"),
    "typing-words": ("PUT", f"v3/rooms/{{room}}/typing/{BOT}", {"typing": "yes"}, 400, "M_BAD_JSON"),
    "join-uninvited": ("POST", "v3/rooms/!other/join", {}, 403, "M_FORBIDDEN"),
    "state-of-another": ("GET", "v3/rooms/!other/state", None, 403, "M_FORBIDDEN"),
    "forget-while-there": ("POST", "v3/rooms/{room}/forget", {}, 400, "M_UNKNOWN"),
    "since-words": ("GET", "v3/sync?since=yesterday", None, 400, "M_INVALID_PARAM"),
    "sync-unknown": ("GET", "v3/sync?colour=red", None, 400, "M_INVALID_PARAM"),
    "filter-unknown": ("GET", 'v3/sync?filter={"colour":1}', None, 400, "M_BAD_JSON"),
    "filter-limit-0": ("GET", 'v3/sync?filter={"room":{"timeline":{"limit":0}}}', None, 400, "M_BAD_JSON"),
    "filter-words": ("GET", "v3/sync?filter=all", None, 400, "M_NOT_JSON"),
    "messages-undirected": ("GET", "v3/rooms/{room}/messages?from=s1", None, 400, "M_MISSING_PARAM"),
    "file-of-another": ("GET", "v1/media/download/other.example/a", None, 404, "M_NOT_FOUND"),
    "old-media": ("GET", "../media/v3/download/other.example/a", None, 404, "M_UNRECOGNIZED"),
    "unknown": ("GET", "v3/holograms", None, 404, "M_UNRECOGNIZED"),
    "login-by-token": ("POST", "v3/login", {"type": "m.login.token", "token": "a"}, 400, "M_UNKNOWN"),
    "login-wrong": (
        "POST", "v3/login",
        {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": BOT}, "password": "a"},
        403, "M_FORBIDDEN",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "status", "code"), REFUSED.values(), ids=REFUSED)
def test_the_stand_in_refuses(matrix, client, room, method, path, body, status, code):
    url = f"{matrix.url}/_matrix/client/{path.replace('{room}', room)}"
    content = None if body is None else json.dumps(body).encode()
    answer = client.request(method, url, content=content, headers={"Authorization": f"Bearer {matrix.token}"})
    assert (answer.status_code, answer.json()["errcode"]) == (status, code)
    assert matrix.sent == []


@pytest.mark.parametrize(
    ("header", "code"), [({}, "M_MISSING_TOKEN"), ({"Authorization": "Bearer a"}, "M_UNKNOWN_TOKEN")]
)
def test_the_stand_in_wants_its_token(matrix, client, header, code):
    answer = client.get(f"{matrix.url}/_matrix/client/v3/sync", headers=header)
    assert (answer.status_code, answer.json()["errcode"]) == (401, code)


def read_by_nio(matrix, ask):
    """What the library makes of it, signed in as the account."""

    async def asked():
        config = nio.AsyncClientConfig(encryption_enabled=False, max_limit_exceeded=0, max_timeouts=0)
        client = nio.AsyncClient(matrix.url, BOT, config=config)
        try:
            assert isinstance(await client.login(PASSWORD), nio.LoginResponse)
            return await ask(client)
        finally:
            await client.close()

    return asyncio.run(asked())


def test_the_library_reads_the_stand_ins_rooms(matrix, matrix_channel, room):
    photo = matrix.photo(KIM, b"\xff\xd8receipt", "here").document
    said = matrix.say(KIM, "order 1").document
    matrix.edit(KIM, said["event_id"], "order 2")
    matrix.delete(KIM, photo["event_id"])
    matrix_channel.send(KIM, Part("Hei æ 😀", "en"), "7-0", room)
    matrix.rooms.become(matrix.rooms.create("@max:example.com"), "@max:example.com", BOT, "invite")

    async def ask(client):
        return await client.sync(timeout=0, full_state=False)

    found = read_by_nio(matrix, ask)
    assert isinstance(found, nio.SyncResponse)
    assert len(found.rooms.invite) == 1
    events = found.rooms.join[room].timeline.events
    assert not [each for each in events if isinstance(each, nio.BadEvent | nio.UnknownBadEvent)]
    texts = [each.body for each in events if isinstance(each, nio.RoomMessageText)]
    assert texts == ["hello", "order 1", " * order 2", "Hei æ 😀"]
    kinds = {type(each) for each in events}
    assert {nio.RedactedEvent, nio.RedactionEvent, nio.RoomMemberEvent} <= kinds


def test_the_library_pages_back_and_takes_files_as_we_do(matrix, room):
    for number in range(30):
        matrix.say(KIM, f"number {number}")
    url = matrix.upload(b"\xff\xd8receipt", "image/jpeg")

    async def ask(client):
        found = await client.sync(timeout=0)
        page = await client.room_messages(room, found.rooms.join[room].timeline.prev_batch, limit=5)
        file = await client.download(url)
        members = await client.room_get_state(room)
        sent = [
            await client.room_send(room, "m.room.message", {"msgtype": "m.text", "body": "a"}, tx_id="t")
            for _ in range(2)
        ]
        return found, page, file, members, sent

    found, page, file, members, sent = read_by_nio(matrix, ask)
    assert found.rooms.join[room].timeline.limited
    last = found.rooms.join[room].timeline.events[0].body
    assert int(page.chunk[0].body.split()[1]) == int(last.split()[1]) - 1
    assert file.body == b"\xff\xd8receipt"
    assert {each["state_key"] for each in members.events if each["type"] == "m.room.member"} == {KIM, BOT}
    assert sent[0].event_id == sent[1].event_id
    assert HOMESERVER in url


def test_the_library_knows_the_stand_ins_refusals(matrix, room):
    async def ask(client):
        content = {"msgtype": "m.text", "body": "a"}
        outside = await client.room_send("!other:a.example", "m.room.message", content)
        matrix.at_sending.append(matrix.flood(7))
        return outside, await client.room_send(room, "m.room.message", content)

    outside, busy = read_by_nio(matrix, ask)
    assert outside.status_code == "M_FORBIDDEN"
    assert (busy.status_code, busy.retry_after_ms) == ("M_LIMIT_EXCEEDED", 7000)
