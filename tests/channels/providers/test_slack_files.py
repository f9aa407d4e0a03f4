"""Files of Slack's: asked of Slack alone, with the token, and what becomes of its answers."""

import httpx
import pytest

from amends.channels.errors import ChannelRefused, ChannelUnavailable
from amends.channels.providers.slack import SlackChannel
from amends.channels.received import RemoteFile


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.jpg",
        "http://files.slack.com/a.jpg",
        "https://slack.com.example.com/a.jpg",
        "https://user@example.com:443/.slack.com",
        "https://notslack.com/a.jpg",
        "https://example.com#.slack.com",
        "file:///etc/passwd",
        "http://127.0.0.1:9/a.jpg",
        "//files.slack.com/a",
        "https://[::1/a",
        "",
    ],
)
def test_the_token_goes_to_slack_only(slack_channel, url):
    with pytest.raises(ChannelRefused, match="somebody else"):
        slack_channel.fetch(RemoteFile(url))


@pytest.mark.parametrize(
    ("status", "headers", "code"),
    [
        (302, {"location": "https://example.com/stolen"}, "files:read"),
        (302, {"location": "https://shop.slack.com/?redir=x"}, "files:read"),
        (200, {"content-type": "text/html; charset=utf-8"}, "files:read"),
        (401, {}, "files:read"),
        (403, {}, "files:read"),
        (404, {"content-type": "text/plain"}, "404"),
        (410, {}, "410"),
    ],
)
def test_a_file_that_is_not_given_out_is_refused_and_no_redirect_followed(status, headers, code):
    asked = []

    def answer(request):
        asked.append(request.url.host)
        return httpx.Response(status, headers=headers, content=b"a page")

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        channel = SlackChannel("xoxb-1", "s", client=client)
        with pytest.raises(ChannelRefused) as fault:
            channel.fetch(RemoteFile("https://files.slack.com/files-pri/T1-F1/a.png"))
    assert (fault.value.code, asked) == (code, ["files.slack.com"])


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_file_is_asked_for_again_later(status):
    with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status))) as client:
        channel = SlackChannel("xoxb-1", "s", client=client)
        with pytest.raises(ChannelUnavailable):
            channel.fetch(RemoteFile("https://files.slack-gov.com/files-pri/T1-F1/a.png"))
