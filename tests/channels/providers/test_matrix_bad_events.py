"""Events that no program sends, or none of a customer's: no error, and no effect where none is due."""

import pytest

from amends.channels.deliveries import has_address
from tests.channels.providers.matrix_calls import (
    AT,
    IMAGE,
    KIM,
    TEXT,
    changed,
    event,
    kinds,
    message,
    read,
    text,
    without,
)

DEEP = {"a": None}
for _ in range(500):
    DEEP = {"a": DEEP}

SHAPES = {
    "nothing": ({}, []),
    "no-type": (without("type"), []),
    "type-null": (event(None), []),
    "type-number": (event(5), []),
    "type-array": (event(["m.room.message"]), []),
    "type-of-tomorrow": (event("m.hologram"), []),
    "reaction": (event("m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "key": "1"}}), []),
    "call": (event("m.call.invite", {"call_id": "1"}), []),
    "no-sender": (without("sender"), []),
    "sender-null": (event(sender=None), []),
    "sender-array": (event(sender=[KIM]), []),
    "sender-words": (event(sender="kim"), []),
    "sender-without-server": (event(sender="@kim"), []),
    "sender-with-blanks": (event(sender="@k im:example.com"), []),
    "sender-with-a-line": (event(sender="@kim:example.com\n@eve:example.com"), []),
    "sender-of-5000": (event(sender=f"@{'k' * 5000}:example.com"), []),
    "sender-path": (event(sender="@kim:example.com/../../admin"), []),
    "no-event-id": (without("event_id"), ["Text"]),
    "event-id-null": (event(event_id=None), ["Text"]),
    "event-id-number": (event(event_id=5), ["Text"]),
    "event-id-of-10000": (event(event_id="$" * 10_000), ["Text"]),
    "event-id-nul": (event(event_id="$\0"), ["Text"]),
    "no-time": (without("origin_server_ts"), ["Text"]),
    "time-words": (event(origin_server_ts="yesterday"), ["Text"]),
    "time-digits": (event(origin_server_ts="1700000000000"), ["Text"]),
    "time-null": (event(origin_server_ts=None), ["Text"]),
    "time-true": (event(origin_server_ts=True), ["Text"]),
    "time-negative": (event(origin_server_ts=-1), ["Text"]),
    "time-of-the-year-9999": (event(origin_server_ts=253_402_300_799_999), ["Text"]),
    "time-2-to-the-63": (event(origin_server_ts=2**63), ["Text"]),
    "time-float": (event(origin_server_ts=1e12), ["Text"]),
    "time-array": (event(origin_server_ts=[1]), ["Text"]),
    "no-content": (without("content"), []),
    "content-null": (event() | {"content": None}, []),
    "content-array": (event(content=[TEXT]), []),
    "content-words": (event(content="hello"), []),
    "content-empty": (event(content={}), []),
    "state-key": (event(state_key=""), []),
    "state-key-null": (event(state_key=None), []),
    "no-msgtype": (message(body="hello"), ["Unsupported"]),
    "msgtype-null": (message(msgtype=None, body="hello"), ["Unsupported"]),
    "msgtype-array": (message(msgtype=["m.text"], body="hello"), ["Unsupported"]),
    "msgtype-of-tomorrow": (message(msgtype="m.hologram", body="hello"), ["Unsupported"]),
    "notice": (message(msgtype="m.notice", body="hello"), []),
    "server-notice": (message(msgtype="m.server_notice", body="hello"), []),
    "verification": (message(msgtype="m.key.verification.request", body="hello"), []),
    "no-body": (message(msgtype="m.text"), ["Unsupported"]),
    "body-null": (message(msgtype="m.text", body=None), ["Unsupported"]),
    "body-number": (message(msgtype="m.text", body=5), ["Unsupported"]),
    "body-array": (message(msgtype="m.text", body=["hello"]), ["Unsupported"]),
    "body-blank": (text(" \n\t"), ["Unsupported"]),
    "body-nul": (text("\0\0"), ["Unsupported"]),
    "body-half-a-pair": (text("order \ud800 10001"), ["Text"]),
    "body-of-a-megabyte": (text("x" * 1024 * 1024), ["Text"]),
    "body-right-to-left": (text("\u202eorder 10001"), ["Text"]),
    "html-number": (
        message(msgtype="m.text", body="", format="org.matrix.custom.html", formatted_body=5),
        ["Unsupported"],
    ),
    "html-script": (
        message(msgtype="m.text", body="", format="org.matrix.custom.html", formatted_body="<script>x</script>"),
        ["Unsupported"],
    ),
    "html-deep": (
        message(msgtype="m.text", body="", format="org.matrix.custom.html", formatted_body="<div>" * 5000 + "hi"),
        None,
    ),
    "content-deep": (event(content={**TEXT, "more": DEEP}), ["Text"]),
    "image-without-url": (message(msgtype="m.image", body="a.jpg"), ["Unsupported"]),
    "image-url-null": (message(**{**IMAGE, "url": None}), ["Unsupported"]),
    "image-url-array": (message(**{**IMAGE, "url": [IMAGE["url"]]}), ["Unsupported"]),
    "image-https": (message(**{**IMAGE, "url": "https://169.254.169.254/latest"}), ["Unsupported"]),
    "image-file": (message(**{**IMAGE, "url": "file:///etc/passwd"}), ["Unsupported"]),
    "image-path": (message(**{**IMAGE, "url": "mxc://example.com/../../../v3/account/whoami"}), ["Unsupported"]),
    "image-dots": (message(**{**IMAGE, "url": "mxc://../abc"}), ["Unsupported"]),
    "image-query": (message(**{**IMAGE, "url": "mxc://example.com/abc?allow_remote=1"}), ["Unsupported"]),
    "image-line": (message(**{**IMAGE, "url": "mxc://example.com/abc\n"}), ["Unsupported"]),
    "image-encrypted": (message(msgtype="m.image", body="a", file={"url": IMAGE["url"]}), ["Unsupported"]),
    "image-info-array": (message(**{**IMAGE, "info": [1]}), ["Files"]),
    "image-size-words": (message(**{**IMAGE, "info": {"size": "big"}}), ["Files"]),
    "image-size-negative": (message(**{**IMAGE, "info": {"size": -1}}), ["Files"]),
    "image-name-object": (message(**{**IMAGE, "filename": {"a": 1}}), ["Files"]),
    "image-name-path": (message(**{**IMAGE, "filename": "../../etc/passwd"}), ["Files"]),
    "gallery": (message(msgtype="dm.filament.gallery", body="", itemtypes=[]), ["Unsupported"]),
    "edit-of-null": (changed(TEXT, target=None), ["Text"]),
    "edit-of-array": (changed(TEXT, target=["$zero"]), ["Text"]),
    "edit-without-content": (changed(None), []),
    "edit-content-array": (changed([TEXT]), []),
    "edit-blank": (changed({"msgtype": "m.text", "body": " "}), []),
    "edit-to-a-notice": (changed({"msgtype": "m.notice", "body": "x"}), []),
    "edit-to-a-picture": (changed(IMAGE), []),
    "relation-array": (text("hello", **{"m.relates_to": ["m.replace"]}), ["Text"]),
    "relation-type-array": (text("hello", **{"m.relates_to": {"rel_type": ["m.replace"], "event_id": "$a"}}), ["Text"]),
    "reply-array": (text("> <@a:b> x\n\nhello", **{"m.relates_to": {"m.in_reply_to": ["$a"]}}), ["Text"]),
    "redaction-of-nothing": (event("m.room.redaction", {}), []),
    "redaction-null": (event("m.room.redaction", {"redacts": None}), []),
    "redaction-array": (event("m.room.redaction", {"redacts": ["$a"]}, redacts=["$a"]), []),
    "redaction-old": (event("m.room.redaction", {}, redacts="$a"), ["Deletion"]),
    "redaction-new": (event("m.room.redaction", {"redacts": "$a"}), ["Deletion"]),
    "redacted": (event(content={}, unsigned={"redacted_because": event("m.room.redaction")}), []),
    "encrypted": (event("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2"}), ["Unsupported"]),
    "encrypted-redacted": (event("m.room.encrypted", {}), []),
    "encrypted-array": (event("m.room.encrypted", ["x"]), []),
    "poll": (event("m.poll.start", {"m.poll": {}}), ["Unsupported"]),
    "sticker": (event("m.sticker", {"body": "x"}), ["Unsupported"]),
}


@pytest.mark.parametrize(("given", "expected"), SHAPES.values(), ids=SHAPES)
def test_what_becomes_of_a_bad_event(given, expected):
    found = kinds(given)
    assert expected is None or found == expected
    for each in read(given):
        assert has_address(each)
        assert each.sent_at <= AT
        assert each.key


@pytest.mark.parametrize("room", ["", "chat", "!a b", "!" + "x" * 400, "!a\n!b"])
def test_a_room_of_no_name_says_nothing(room):
    assert read(event(), room) == []


def test_the_same_event_without_an_id_has_the_same_key():
    assert read(without("event_id"))[0].key == read(without("event_id"))[0].key
    assert read(without("event_id"))[0].key != read(text("other") | {"event_id": None})[0].key


def test_an_event_names_only_messages_of_its_room_and_sender():
    mine = read(event(event_id="$zero"))[0].message_id
    assert read(changed(TEXT))[0].what.of == mine
    assert read(changed(TEXT) | {"sender": "@eve:example.com"})[0].what.of != mine
    assert read(changed(TEXT), "!other:example.com")[0].what.of != mine
    gone = event("m.room.redaction", {"redacts": "$zero"})
    assert read(gone)[0].what.of == mine
    assert read(gone, "!other:example.com")[0].what.of != mine
    assert read(gone | {"sender": "@eve:example.com"})[0].what.of != mine
