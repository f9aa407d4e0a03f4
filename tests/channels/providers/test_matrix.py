"""What is read of a Matrix room, and which rooms are."""

import pytest

from amends.channels.errors import ChannelRefused, NotGenuine
from amends.channels.outgoing import Part
from amends.channels.providers.matrix import MatrixChannel
from amends.channels.received import Call, Deletion, Edit, Files, RemoteFile, Text, Unreadable, Unsupported
from amends.errors import EvidenceRejected
from demo.providers.matrix_server import BOT
from tests.channels.providers.conftest import AT
from tests.channels.providers.matrix_calls import KIM, changed, event, heard, message, read, reply, text

EVE, MAX = "@eve:evil.example", "@max:example.com"


def what(given):
    [found] = read(given)
    return found.what


def test_a_message_is_its_words_its_room_and_who_wrote_it():
    [found] = read(event())
    assert (found.address, found.thread, found.name) == (KIM, "!chat:matrix.example.com", "Kim")
    assert found.what == Text("hello")
    assert found.sent_at.isoformat() == "2023-11-14T22:13:20+00:00"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            text("**order** 10001", format="org.matrix.custom.html", formatted_body="<b>order</b> 10001"),
            "**order** 10001",
        ),
        (message(msgtype="m.text", body="", format="org.matrix.custom.html", formatted_body="<p>a<br>b</p>"), "a\nb"),
        (
            message(
                msgtype="m.text",
                body=" ",
                format="org.matrix.custom.html",
                formatted_body="<mx-reply><blockquote>old</blockquote></mx-reply>new",
            ),
            "new",
        ),
        (message(msgtype="m.emote", body="is angry"), "is angry"),
        (reply("> <@support:a.example> Which one?\n> two lines\n\nthe first"), "the first"),
        (reply("> * <@support:a.example> waves\n\nhello\n> quoted"), "hello\n> quoted"),
        (reply("> a quotation of my own\n\nhello"), "> a quotation of my own\n\nhello"),
        (reply("the first"), "the first"),
        (text("> <@support:a.example> no reply\n\nhello"), "> <@support:a.example> no reply\n\nhello"),
    ],
    ids=[
        "html",
        "html-alone",
        "html-reply",
        "emote",
        "reply",
        "reply-to-an-emote",
        "own-quotation",
        "reply-new",
        "no-reply",
    ],
)
def test_words(given, words):
    assert what(given) == Text(words)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (message(msgtype="m.audio", body="a.ogg", url="mxc://a/b"), Unsupported.VOICE),
        (message(msgtype="m.video", body="a.mp4", url="mxc://a/b"), Unsupported.VIDEO),
        (message(msgtype="m.location", body="here", geo_uri="geo:1,2"), Unsupported.LOCATION),
        (event("m.sticker", {"body": "hi", "url": "mxc://a/b"}), Unsupported.STICKER),
        (event("org.matrix.msc3381.poll.start", {"question": {}}), Unsupported.OTHER),
        (event("m.room.encrypted", {"ciphertext": "x"}), Unsupported.ENCRYPTED),
    ],
)
def test_what_nobody_can_read(given, kind):
    assert what(given) == Unreadable(kind)


def test_words_beside_what_nobody_can_read_count():
    video = message(msgtype="m.video", body="charged twice", filename="a.mp4", url="mxc://a/b")
    said, unread = read(video)
    assert (said.what, unread.what) == (Text("charged twice"), Unreadable(Unsupported.VIDEO))
    assert said.key != unread.key
    assert said.message_id == unread.message_id == said.key


def test_files_with_and_without_a_caption():
    image = {
        "msgtype": "m.image",
        "body": "a.jpg",
        "url": "mxc://a.example/b",
        "info": {"mimetype": "image/jpeg", "size": 5},
    }
    file = RemoteFile("mxc://a.example/b", "a.jpg", "image/jpeg", 5)
    assert what(message(**image)) == Files((file,))
    assert what(message(**image, filename="a.jpg")) == Files((file,))
    assert what(message(**{**image, "body": "the receipt"}, filename="a.jpg")) == Files((file,), "the receipt")
    assert what(message(**{**image, "msgtype": "m.file"})) == Files((file,))


def test_a_change_of_words_and_of_a_caption():
    zero = f"$zero !chat:matrix.example.com {KIM}"
    assert what(changed({"msgtype": "m.text", "body": "new"})) == Edit(zero, "new")
    caption = {"msgtype": "m.image", "body": "new", "filename": "a.jpg", "url": "mxc://a/b"}
    assert what(changed(caption)) == Edit(zero, "new")
    assert what(event("m.room.redaction", {"redacts": "$zero"})) == Deletion(zero)


def test_all_that_is_encrypted_in_a_room_has_one_key():
    one, two = (read(event("m.room.encrypted", {"ciphertext": each}, event_id=f"${each}"))[0] for each in "ab")
    assert (one.key, one.message_id) == (two.key, "")


def test_what_was_written_before_we_joined_is_taken_unless_it_is_old(matrix, matrix_channel):
    week = 8 * 24 * 3600 * 1000
    old = matrix.say(KIM, "long ago").document
    for _, each in matrix.chat(KIM).events:
        if each["event_id"] == old["event_id"]:
            each["origin_server_ts"] -= week
    matrix.say(KIM, "hello")
    assert [each.what for each in heard(matrix_channel, matrix)] == [Text("hello")]


def test_what_was_there_before_the_channel_was_added_is_left(matrix, client):
    first, second = (MatrixChannel(matrix.url, matrix.token, client=client, poll_s=0.05) for _ in range(2))
    matrix.say(KIM, "for the first")
    assert [each.what for each in heard(first, matrix)] == [Text("for the first")]
    assert heard_at_once(second) == []
    matrix.say(KIM, "for both")
    assert [each.what for each in heard(second, matrix)] == [Text("for both")]


def heard_at_once(channel):
    found, rounds = [], iter([False, False])
    channel.listen(found.extend, lambda: next(rounds, True))
    return found


def test_our_own_words_are_not_heard(matrix, matrix_channel, matrix_chat):
    matrix.rooms.put(matrix_chat, BOT, "m.room.message", {"msgtype": "m.text", "body": "ours"})
    matrix.rooms.put(matrix_chat, EVE, "m.room.message", {"msgtype": "m.text", "body": "of somebody who is not there"})
    matrix.say(KIM, "again")
    assert [each.what for each in heard(matrix_channel, matrix)] == [Text("again")]


@pytest.mark.parametrize(
    "room", [{"rule": "public"}, {"rule": "restricted"}, {"visibility": "world_readable"}, {"kind": "m.space"}]
)
def test_a_room_that_others_can_read_is_left(matrix, matrix_channel, room):
    matrix.chat(KIM, **room)
    matrix.say(KIM, "my order is 10001")
    assert heard(matrix_channel, matrix) == []
    assert matrix.chat(KIM).members[BOT] == "leave"


def test_a_room_with_a_third_person_is_left_and_one_that_gets_a_third_is_silent(matrix, matrix_channel, matrix_chat):
    matrix.rooms.become(matrix_chat, KIM, MAX, "invite")
    matrix.say(KIM, "while one is invited")
    matrix.rooms.become(matrix_chat, MAX, MAX, "join")
    matrix.say(KIM, "while one is there")
    assert heard(matrix_channel, matrix) == []
    assert matrix_chat.members[BOT] == "join"
    matrix.rooms.become(matrix_chat, MAX, MAX, "leave")
    matrix.say(KIM, "alone again")
    assert [each.what for each in heard(matrix_channel, matrix)] == [Text("alone again")]
    crowd = matrix.chat(EVE)
    matrix.rooms.become(crowd, EVE, MAX, "join")
    matrix.say(EVE, "hello")
    assert heard(matrix_channel, matrix) == []
    assert crowd.members[BOT] == "leave"


def test_what_was_written_before_we_joined_is_read_back_as_far_as_some_pages(matrix, matrix_channel, monkeypatch):
    monkeypatch.setattr("amends.channels.providers.matrix_history.EVENTS", 3)
    for number in range(30):
        matrix.say(KIM, f"number {number}")
    assert [each.what.text for each in heard(matrix_channel, matrix)] == [f"number {n}" for n in range(19, 30)]


def test_a_third_person_who_comes_while_we_listen_is_seen(matrix, matrix_channel):
    matrix.say(KIM, "hello")
    found = []

    def take(received):
        found.extend(received)
        if len(found) == 1:
            matrix.rooms.become(matrix.chat(KIM), KIM, MAX, "join")
            matrix.say(KIM, "in front of everybody")

    matrix_channel.listen(take, lambda: not matrix.is_anything_there())
    assert [each.what for each in found] == [Text("hello")]


@pytest.mark.usefixtures("matrix_chat")
def test_what_was_missed_is_read_as_far_as_it_was_not_heard(matrix, matrix_channel, monkeypatch):
    monkeypatch.setattr("amends.channels.providers.matrix_history.EVENTS", 3)
    for number in range(10):
        matrix.say(KIM, f"number {number}")
    assert [each.what.text for each in heard(matrix_channel, matrix)] == [f"number {n}" for n in range(10)]


def test_a_page_that_overlaps_with_the_answer_tells_nothing_twice(matrix, matrix_channel, monkeypatch):
    monkeypatch.setattr("amends.channels.providers.matrix_history.EVENTS", 3)
    monkeypatch.setattr(matrix, "_messages", lambda room, request: overlapping(matrix, room))
    for number in range(5):
        matrix.say(KIM, f"number {number}")
    assert [each.what.text for each in heard(matrix_channel, matrix)] == [f"number {n}" for n in range(5)]


def overlapping(matrix, room):
    """All that was said, in one page."""
    said = room.between(0, matrix.rooms.at, ["m.room.message"])
    return {"chunk": [event for _, event in reversed(said)]}


def test_a_room_of_ours_waits_for_the_person_who_is_invited(matrix, matrix_channel):
    matrix.say(MAX, "so that there is a place to go on from")
    heard(matrix_channel, matrix)
    matrix_channel.send(KIM, Part("a test", "en"), "test-1")
    [room] = [each for each in matrix.rooms.rooms.values() if KIM in each.members]
    assert heard(matrix_channel, matrix) == []
    assert room.members == {BOT: "join", KIM: "invite"}
    matrix.rooms.become(room, KIM, KIM, "join")
    matrix.rooms.put(room, KIM, "m.room.message", {"msgtype": "m.text", "body": "thank you"})
    assert [each.what for each in heard(matrix_channel, matrix)] == [Text("thank you")]


def test_a_room_that_everybody_left_is_left(matrix, matrix_channel, matrix_chat):
    matrix.rooms.become(matrix_chat, KIM, KIM, "leave")
    heard(matrix_channel, matrix)
    assert matrix_chat.members[BOT] == "leave"


def test_a_room_that_we_were_put_out_of_is_over(matrix, matrix_channel):
    matrix.say(KIM, "hello")
    heard(matrix_channel, matrix)
    matrix.rooms.become(matrix.chat(KIM), KIM, BOT, "ban")
    matrix.say(KIM, "are you there?")
    assert heard(matrix_channel, matrix) == []


def test_a_room_that_somebody_is_invited_to_by_mail_is_silent_until_that_is_taken_back(matrix, matrix_channel):
    matrix.say(KIM, "hello")
    heard(matrix_channel, matrix)
    matrix.put(KIM, "m.room.third_party_invite", {"display_name": "max@…", "key_validity_url": "https://a"}, "token")
    matrix.say(KIM, "while one is invited")
    assert heard(matrix_channel, matrix) == []
    matrix.put(KIM, "m.room.third_party_invite", {}, "token")
    matrix.say(KIM, "alone again")
    assert [each.what for each in heard(matrix_channel, matrix)] == [Text("alone again")]


def test_state_that_a_customer_forges_says_nothing(matrix, matrix_channel):
    matrix.say(KIM, "hello")
    heard(matrix_channel, matrix)
    for key, content in ((KIM, {"membership": 5}), ("@" + "x" * 300, None), ("not a person", {"membership": "join"})):
        matrix.put(KIM, "m.room.member", content, key)
        matrix.say(KIM, "is anybody there?")
        heard(matrix_channel, matrix)
    matrix.put(KIM, "m.room.join_rules", {"join_rule": ["public"]}, "")
    matrix.say(KIM, "hello?")
    assert heard(matrix_channel, matrix) == []


def test_files_are_taken_with_the_token(matrix, matrix_channel, client):
    matrix.photo(KIM, b"\xff\xd8receipt", "here")
    [found] = heard(matrix_channel, matrix)
    [file] = found.what.files
    assert (file.name, found.what.caption) == ("kvittering æ.jpg", "here")
    assert matrix_channel.fetch(file) == b"\xff\xd8receipt"
    name = file.reference.removeprefix("mxc://")
    assert client.get(f"{matrix.url}/_matrix/client/v1/media/download/{name}").status_code == 401


@pytest.mark.parametrize(
    "reference", ["mxc://matrix.example.com/gone", "mxc://a/../../v3/account/whoami", "https://a.example/b", ""]
)
def test_a_file_that_is_none_is_refused(matrix, matrix_channel, reference):
    with pytest.raises(ChannelRefused):
        matrix_channel.fetch(RemoteFile(reference))


def test_a_file_that_is_too_large_is_refused_whatever_its_size_is_said_to_be(matrix, matrix_channel):
    url = matrix.upload(b"x" * (matrix_channel.limits.file + 1), "image/jpeg")
    for size in (None, 5, matrix_channel.limits.file + 1):
        with pytest.raises(EvidenceRejected, match="too_large"):
            matrix_channel.fetch(RemoteFile(url, size=size))


def test_nobody_calls(matrix_channel):
    with pytest.raises(NotGenuine):
        matrix_channel.take(Call("POST", "https://shop.example.com/hook", {}, b"{}", AT))
