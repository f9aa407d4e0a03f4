"""Our channel on somebody else's Slack: npm's `emulate`, which devtools/emulate.sh brings."""

import json
import time
from pathlib import Path

import pytest
from slack_sdk import WebClient

from amends import clock
from amends.channels.errors import AddressGone, ChannelRefused
from amends.channels.outgoing import Choice, Part, Shown
from amends.channels.providers.slack import SCOPES, SlackChannel
from amends.channels.received import Deletion, Edit, Files, Text
from demo.providers.slack import SIGNING_SECRET, SlackStandIn
from tests.npm import running
from tests.ports import free_port

BROUGHT = Path(__file__).parent / "emulate" / "node_modules"
BOT, CUSTOMER = "xoxb-the-shop", "xoxp-a-customer"
SEED = {
    "team": {"name": "Shop", "domain": "shop"},
    "users": [{"name": "lotte"}],
    "oauth_apps": [
        {
            "client_id": "1.2",
            "client_secret": "s",
            "name": "Support",
            "redirect_uris": ["http://127.0.0.1/"],
            "app_id": "A1",
            "bot_id": "B1",
            "bot_user_id": "U0BOT",
            "bot_name": "support",
            "scopes": [*SCOPES],
        }
    ],
    "tokens": [
        {"token": BOT, "type": "bot", "user_id": "U0BOT", "bot_id": "B1", "app_id": "A1", "scopes": [*SCOPES]},
        {"token": CUSTOMER, "type": "user", "user": "lotte"},
    ],
    "strict_scopes": True,
}


@pytest.fixture
def url(tmp_path):
    """Where it answers."""
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps({"slack": SEED}))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    start = ("start", "--service", "slack", "--port", str(port), "--base-url", url, "--seed", str(seed))
    with running(BROUGHT, BROUGHT / "emulate" / "dist" / "index.js", *start, port=port, log=tmp_path / "emulate.log"):
        yield url


def test_our_channel_works_on_a_slack_of_somebody_elses(url, client):
    channel = SlackChannel(BOT, SIGNING_SECRET, api=url, client=client)
    customer = WebClient(CUSTOMER, base_url=f"{url}/api/", timeout=30)
    person = customer.auth_test()["user_id"]
    team = customer.auth_test()["team_id"]

    checked = channel.check()
    assert checked.account == "Shop (@support)"
    assert "did not say what the token may do" in checked.to_do[0]

    name = channel.send(person, Part("R&D <!channel>", "en"), "k")
    chat, _, ts = name.partition(":")
    two = (Choice("t-1", "It never came"), Choice("t-2", "It is broken"))
    channel.send(chat, Part("Which?", "en", two, Shown.BUTTONS), "k")
    channel.send(chat, Part("Which?", "en", two, Shown.LIST, "Choose"), "k")
    channel.send(chat, Part("In the thread", "en", answers=f"{chat}:1.1:{ts}"), "k")
    select, buttons, first = customer.conversations_history(channel=chat)["messages"]
    assert (first["text"], first["user"]) == ("R&amp;D &lt;!channel&gt;", "U0BOT")
    assert [each["value"] for each in buttons["blocks"][1]["elements"]] == ["t-1", "t-2"]
    assert [each["value"] for each in select["blocks"][1]["elements"][0]["options"]] == ["t-1", "t-2"]
    in_thread = customer.conversations_replies(channel=chat, ts=ts)["messages"][1:]
    assert [(each["text"], each["thread_ts"]) for each in in_thread] == [("In the thread", ts)]

    with pytest.raises(AddressGone):
        channel.send("D0NEVER", Part("hello", "en"), "k")
    stranger = SlackChannel("xoxb-of-nobody", SIGNING_SECRET, api=url, client=client)
    with pytest.raises(ChannelRefused, match="lacks chat:write"):  # it knows any token, but no right of it
        stranger.send(chat, Part("hello", "en"), "k")

    # It delivers events to nobody from outside; its messages, in the envelope of our stand-in, are read all the same.
    envelope = SlackStandIn(clock=time.time)

    def take(event):
        hook = envelope.event({**event, "channel": chat}, team_id=team)
        return [each.what for each in channel.take(hook.call(clock.now())).received]

    customer.files_upload_v2(content=b"\xff\xd8receipt", filename="receipt.jpg", channel=chat, initial_comment="here")
    shared = customer.conversations_history(channel=chat, limit=1)["messages"][0]
    (files,) = take(shared)
    assert isinstance(files, Files)
    assert (files.caption, files.files[0].name, files.files[0].media_type) == ("here", "receipt.jpg", "image/jpeg")
    assert channel.fetch(files.files[0]) == b"\xff\xd8receipt"
    assert client.get(files.files[0].reference).status_code == 401

    said = customer.chat_postMessage(channel=chat, text="order 1")["message"]
    assert take(said) == [Text("order 1")]
    changed = customer.chat_update(channel=chat, ts=said["ts"], text="order 2")["message"]
    event = {"type": "message", "subtype": "message_changed", "message": changed, "previous_message": said}
    assert take({**event, "ts": said["ts"]}) == [Edit(f"{chat}:{said['ts']}", "order 2")]
    gone = {"type": "message", "subtype": "message_deleted", "deleted_ts": said["ts"], "previous_message": changed}
    assert take(gone) == [Deletion(f"{chat}:{said['ts']}")]
    assert take(first) == []
