"""A case with several conversations: each message stands with the channel of its own."""

from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from web.desk.rendering import page

AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def chat(channel, own):
    return SimpleNamespace(row=SimpleNamespace(channel=channel, owner="bot"), case="AM-7K3Q9DX", own=own, matched=True)


def said(text, of):
    return SimpleNamespace(
        kind="message", author="customer", who="Customer", text=text, at=AT, chat=of, buttons=(), files=(), state=""
    )


def shown(*chats):
    case = SimpleNamespace(number="AM-7K3Q9DX", language="en")
    talk = tuple(said(f"written on {each.row.channel}", each) for each in chats)
    view = SimpleNamespace(case=case, chats=chats, statements=(), talk=talk, thread=talk, more_talk=False, open=False)
    html = page("_talk.html", {"v": view, "zone": ZoneInfo("Europe/Oslo")}).body.decode()
    return " ".join(html.split())


def test_each_message_stands_with_its_channel_where_the_case_has_two():
    html = shown(chat("whatsapp", False), chat("web", True))
    first, second = html.index("written on whatsapp"), html.index("written on web")
    before_first, between = html[:first], html[first:second]
    assert before_first.rindex("WhatsApp") > before_first.rindex('class="by"')
    assert between.rindex("Chat window") > between.rindex('class="by"')
    assert before_first.count('class="mark"') == 2  # in the line above the talk, and with the message
    assert "Includes another chat that the customer had about this case: " in before_first


def test_a_case_with_one_conversation_names_no_channel_at_each_message():
    assert "Chat window" not in shown(chat("web", True))
