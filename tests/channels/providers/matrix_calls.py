"""Events of Matrix, right and wrong, and what a channel hears of a stand-in's rooms."""

from datetime import UTC, datetime

from amends.channels.providers import matrix_events
from amends.channels.received import Unreadable

KIM, ROOM = "@kim:example.com", "!chat:matrix.example.com"
AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
IMAGE = {"msgtype": "m.image", "body": "a.jpg", "url": "mxc://example.com/abc", "info": {"mimetype": "image/jpeg"}}
TEXT = {"msgtype": "m.text", "body": "hello"}


def event(kind="m.room.message", content=None, **more):
    base = {"type": kind, "sender": KIM, "event_id": "$one", "origin_server_ts": 1_700_000_000_000}
    return {**base, "content": TEXT if content is None else content, **more}


def message(**content):
    return event(content=content)


def text(body, **more):
    return event(content={"msgtype": "m.text", "body": body, **more})


def changed(new, target="$zero", **more):
    related = {"rel_type": "m.replace", "event_id": target}
    return event(content={**TEXT, "m.new_content": new, "m.relates_to": related, **more})


def reply(body):
    return text(body, **{"m.relates_to": {"m.in_reply_to": {"event_id": "$zero"}}})


def without(name):
    return {key: value for key, value in event().items() if key != name}


def read(given, room=ROOM):
    return list(matrix_events.read(given, room, "Kim", AT))


def kinds(given):
    """What an event became, in a word each."""
    return [type(each.what.what if isinstance(each.what, Unreadable) else each.what).__name__ for each in read(given)]


def heard(channel, stand_in):
    """All that the channel takes until nothing waits there any more."""
    found = []
    channel.listen(found.extend, lambda: not stand_in.is_anything_there())
    return found
