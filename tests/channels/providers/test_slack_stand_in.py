"""The stand-in for Slack refuses what Slack refuses, in its words."""

import pytest

from demo.providers import slack_blocks

CHAT = "D024BE91L"
LABEL = {"type": "plain_text", "text": "a"}
BUTTON = {"type": "button", "action_id": "a", "text": LABEL, "value": "t"}
OPTION = {"text": LABEL, "value": "t"}
SELECT = {"type": "static_select", "action_id": "a", "placeholder": LABEL, "options": [OPTION]}


def section(text="a", kind="plain_text", **more):
    return {"type": "section", "text": {"type": kind, "text": text}, **more}


def actions(*elements):
    return {"blocks": [section(), {"type": "actions", "elements": list(elements)}]}


def many(count, like, name="action_id"):
    return [{**like, name: f"{number}"} for number in range(count)]


REFUSED = {
    "nothing": ({"text": None}, "invalid_arguments"),
    "no-channel": ({"channel": None}, "invalid_arguments"),
    "channel-number": ({"channel": 5}, "invalid_arguments"),
    "unknown-argument": ({"colour": "red"}, "invalid_arguments"),
    "text-number": ({"text": 5}, "invalid_arguments"),
    "mrkdwn-word": ({"mrkdwn": "false"}, "invalid_arguments"),
    "thread-words": ({"thread_ts": "yesterday"}, "invalid_arguments"),
    "blocks-object": ({"blocks": section()}, "invalid_arguments"),
    "never-met": ({"channel": "D0NEVER"}, "channel_not_found"),
    "text-empty": ({"text": ""}, "no_text"),
    "text-blank": ({"text": " "}, "no_text"),
    "text-40001": ({"text": "x" * 40_001}, "msg_too_long"),
    "section-empty": ({"blocks": [section("")]}, "invalid_blocks"),
    "section-3001": ({"blocks": [section("x" * 3001)]}, "invalid_blocks"),
    "section-without-text": ({"blocks": [{"type": "section"}]}, "invalid_blocks"),
    "section-unknown": ({"blocks": [section(colour="red")]}, "invalid_blocks"),
    "text-of-tomorrow": ({"blocks": [section(kind="hologram")]}, "invalid_blocks"),
    "plain-with-verbatim": ({"blocks": [{"type": "section", "text": {**LABEL, "verbatim": True}}]}, "invalid_blocks"),
    "block-of-tomorrow": ({"blocks": [{"type": "hologram"}]}, "invalid_blocks"),
    "block-without-type": ({"blocks": [{"text": LABEL}]}, "invalid_blocks"),
    "block-null": ({"blocks": [None]}, "invalid_blocks"),
    "51-blocks": ({"blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
    "no-elements": (actions(), "invalid_blocks"),
    "26-elements": (actions(*many(26, BUTTON)), "invalid_blocks"),
    "label-76": (actions({**BUTTON, "text": {**LABEL, "text": "x" * 76}}), "invalid_blocks"),
    "label-empty": (actions({**BUTTON, "text": {**LABEL, "text": ""}}), "invalid_blocks"),
    "label-marked": (actions({**BUTTON, "text": {"type": "mrkdwn", "text": "a"}}), "invalid_blocks"),
    "no-label": (actions({**BUTTON, "text": None}), "invalid_blocks"),
    "value-2001": (actions({**BUTTON, "value": "x" * 2001}), "invalid_blocks"),
    "value-number": (actions({**BUTTON, "value": 5}), "invalid_blocks"),
    "action-id-256": (actions({**BUTTON, "action_id": "x" * 256}), "invalid_blocks"),
    "same-action-id": (actions(BUTTON, BUTTON), "invalid_blocks"),
    "style-of-tomorrow": (actions({**BUTTON, "style": "rainbow"}), "invalid_blocks"),
    "element-of-tomorrow": (actions({"type": "hologram"}), "invalid_blocks"),
    "no-options": (actions({**SELECT, "options": []}), "invalid_blocks"),
    "101-options": (actions({**SELECT, "options": many(101, OPTION, "value")}), "invalid_blocks"),
    "option-76": (actions({**SELECT, "options": [{**OPTION, "text": {**LABEL, "text": "x" * 76}}]}), "invalid_blocks"),
    "option-value-151": (actions({**SELECT, "options": [{**OPTION, "value": "x" * 151}]}), "invalid_blocks"),
    "placeholder-151": (actions({**SELECT, "placeholder": {**LABEL, "text": "x" * 151}}), "invalid_blocks"),
    "13001-in-all": ({"blocks": [section("x" * 3000)] * 5}, "msg_blocks_too_long"),
}
TAKEN = {
    "words": {},
    "25-buttons": actions(*many(25, {**BUTTON, "text": {**LABEL, "text": "x" * 75}})),
    "100-options": actions({**SELECT, "options": many(100, OPTION, "value")}),
    "both-elements": actions(BUTTON, {**SELECT, "action_id": "b"}),
    "marked": {"blocks": [section("x" * 3000, "mrkdwn", block_id="b1"), {"type": "divider"}]},
    "in-a-thread": {"thread_ts": "1790000000.000001"},
}


@pytest.fixture
def post(slack, client):
    slack.say(CHAT, "hello")

    def post(body, method="chat.postMessage", **headers):
        proof = {"authorization": f"Bearer {slack.token}", **headers}
        return client.post(f"{slack.url}/api/{method}", json=body, headers=proof)

    return post


@pytest.mark.parametrize(("changed", "error"), REFUSED.values(), ids=REFUSED)
def test_slack_refuses(slack, post, changed, error):
    answer = post({"channel": CHAT, "text": "a", **changed})
    assert (answer.status_code, answer.json()["ok"], answer.json()["error"]) == (200, False, error)
    assert slack.sent == []


def test_slack_says_where_a_block_is_wrong(post):
    answer = post({"channel": CHAT, **actions({**BUTTON, "text": {**LABEL, "text": "x" * 76}})})
    assert "[json-pointer:/blocks/1/elements/0/text/text]" in answer.json()["response_metadata"]["messages"][0]


@pytest.mark.parametrize("changed", TAKEN.values(), ids=TAKEN)
def test_slack_takes(slack, post, changed):
    assert post({"channel": CHAT, "text": "a", **changed}).json()["ok"] is True
    assert len(slack.sent) == 1


def test_slack_wants_its_token_and_the_scope(slack, post, client):
    assert client.post(f"{slack.url}/api/auth.test").json()["error"] == "not_authed"
    assert post({}, "auth.test", authorization="Bearer another").json()["error"] == "invalid_auth"
    assert post({}, "chat.sing").json()["error"] == "unknown_method"
    slack.scopes.remove("chat:write")
    answer = post({"channel": CHAT, "text": "a"}).json()
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "chat:write",
        "files:read,im:history",
    )


def test_what_is_no_json_is_refused(slack, client):
    def error(body, kind):
        headers = {"authorization": f"Bearer {slack.token}", "content-type": kind}
        return client.post(f"{slack.url}/api/chat.postMessage", content=body, headers=headers).json()["error"]

    assert error(b"{", "application/json") == "invalid_json"
    assert error(b"[]", "application/json") == "json_not_object"
    assert error(b"<a/>", "application/xml") == "invalid_post_type"


def test_all_that_stands_in_blocks_is_counted():
    assert slack_blocks.length([section("x" * 10)]) == 10 + len("section") + len("plain_text")
