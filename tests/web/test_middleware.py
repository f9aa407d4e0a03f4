"""What web refuses: other people's conversations and buttons, what is not text, too much of anything."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from amends.db.session import Database
from rasa_addons.log_lines import JsonLines
from rasa_addons.typed_text import WORD_JOINER
from tests.web.server import Customer, NamedSentences, Web, until
from tests.web.stand_in import StandInRasa
from web.deps import Limits


def problem(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["title"]
    assert body["detail"]
    return str(body["type"]).removeprefix("urn:amends:problem:")


@pytest.mark.parametrize("secret", [None, "wrong", "Bearer", "é"])
def test_a_conversation_opens_only_to_its_secret(customer: Customer, secret: str | None) -> None:
    headers = {} if secret is None else {"Authorization": f"Bearer {secret}".encode()}
    with httpx.Client(base_url=customer.http.base_url, headers=headers, trust_env=False, timeout=60) as stranger:
        for answer in (
            stranger.get(f"{customer.path}/events"),
            stranger.get(f"{customer.path}/stream"),
            stranger.post(f"{customer.path}/messages", json={"text": "hello", "client_id": "x"}),
        ):
            assert answer.status_code == 401
            assert problem(answer) == "not-your-conversation"
    assert len(customer.events()) == 1


def test_an_unknown_conversation_looks_like_somebody_elses(web: Web, customer: Customer) -> None:
    other = Customer(web.url)
    unknown = "/v1/conversations/cv_" + "a" * 26
    answers = [customer.http.get(f"{path}/events") for path in (other.path, unknown)]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].content == answers[1].content


def test_a_button_works_in_its_own_conversation_only(web: Web, customer: Customer, rasa: StandInRasa) -> None:
    other = Customer(web.url)
    (greeting,) = other.events()
    for token in (greeting["body"]["buttons"][0]["token"], "a" * 24):
        answer = customer.send(token=token)
        assert answer.status_code == 404
        assert problem(answer) == "unknown-button"
    assert len(customer.events()) == 1
    assert rasa.turns == []


@pytest.mark.parametrize("text", ["/restart", "  /restart", "\u3000/restart", "\uff0frestart", "\x1c/restart{}", "/"])
def test_a_typed_command_stays_text(customer: Customer, rasa: StandInRasa, text: str) -> None:
    assert customer.send(text).status_code == 202
    until(customer.replies)
    assert rasa.turns[0]["text"] == WORD_JOINER + text
    assert rasa.turns[0]["payload"] is None
    assert customer.events()[1]["body"]["text"] == text


@pytest.mark.parametrize("text", ["a\x00b", "   ", "\n\t", "\x1c", "x" * 2001, "", "\u200b", "\ufeff \u3164\ufe0f"])
def test_what_is_no_message_is_refused_with_the_reason(customer: Customer, text: str) -> None:
    answer = customer.send(text)
    assert answer.status_code == 422
    assert problem(answer) in ("invalid-message", "invalid-request")
    assert len(customer.events()) == 1


@pytest.mark.parametrize("half", ["\\ud800", "\\udfff", "ok \\ud83d no"])
def test_half_a_surrogate_pair_is_refused(customer: Customer, half: str) -> None:
    body = f'{{"text": "{half}", "client_id": "x"}}'
    answer = customer.http.post(f"{customer.path}/messages", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    problem(answer)
    assert len(customer.events()) == 1


def test_text_is_kept_in_normal_form_c_and_otherwise_as_typed(customer: Customer) -> None:
    customer.send("Cafe\u0301 <b>&amp;</b> 😀\u202e")
    assert customer.events()[1]["body"]["text"] == "Caf\u00e9 <b>&amp;</b> 😀\u202e"


def test_a_message_of_two_thousand_characters_is_taken(customer: Customer) -> None:
    assert customer.send("😀" * 2000).status_code == 202


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 3000, b'{"text": 1, "client_id": "x"}', b'{"text": "x"}',
     b'{"text": "x", "client_id": "x", "owner": "person"}', b'{"text": "x", "token": "y", "client_id": "x"}'],
)  # fmt: skip
def test_a_broken_request_is_a_problem_and_changes_nothing(customer: Customer, body: bytes) -> None:
    answer = customer.http.post(f"{customer.path}/messages", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    problem(answer)
    assert len(customer.events()) == 1


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_above_the_limit_is_refused_announced_or_not(customer: Customer, announced: bool) -> None:
    body = json.dumps({"text": "x", "client_id": "x", "fill": "y" * 70_000}).encode()
    content: Any = body if announced else iter([body[:40_000], body[40_000:]])
    answer = customer.http.post(
        f"{customer.path}/messages", content=content, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413
    assert problem(answer) == "request-too-large"


def test_messages_a_minute_are_limited_and_the_wait_is_told(database: Database, rasa: StandInRasa) -> None:
    web = Web(database, rasa, limits=Limits(messages_per_minute=3)).start()
    try:
        customer = Customer(web.url)
        assert [customer.send(text, client_id=text).status_code for text in "abcd"] == [202, 202, 202, 429]
        refused = customer.send("e")
        assert problem(refused) == "too-many-requests"
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert customer.send("a", client_id="a").status_code == 202, "a message that is kept already costs nothing"
        assert Customer(web.url).send("other").status_code == 202
        web.watch.forward(seconds=61)
        assert customer.send("f").status_code == 202
    finally:
        web.stop()


def test_conversations_an_hour_and_address_are_limited_over_all_processes(
    database: Database, rasa: StandInRasa
) -> None:
    webs = [Web(database, rasa, limits=Limits(conversations_per_hour=3)).start() for _ in range(2)]
    try:
        opened = [
            httpx.post(f"{webs[n % 2].url}/v1/conversations", json={"merchant": "norrnet"}, timeout=60)
            for n in range(4)
        ]
        assert [answer.status_code for answer in opened] == [201, 201, 201, 429]
        assert problem(opened[3]) == "too-many-requests"
        webs[0].watch.forward(hours=1, seconds=1)
        assert (
            httpx.post(f"{webs[0].url}/v1/conversations", json={"merchant": "norrnet"}, timeout=60).status_code == 201
        )
    finally:
        for web in webs:
            web.stop()


def test_no_address_is_kept_in_the_database(web: Web, database: Database, tmp_path: Any) -> None:
    Customer(web.url)
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"utter_welcome" in written
    assert b"127.0.0.1" not in written


def test_a_website_may_open_conversations_of_its_own_merchant_only(database: Database, rasa: StandInRasa) -> None:
    web = Web(database, rasa, origins={"norrnet": ("https://shop.example.com",)}).start()
    try:
        preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
        url = f"{web.url}/v1/conversations"

        def ask(origin: str, merchant: str) -> int:
            return httpx.post(url, json={"merchant": merchant}, headers={"Origin": origin}, timeout=60).status_code

        assert ask("https://shop.example.com", "norrnet") == 201
        assert ask("https://shop.example.com", "itnet") == 403
        assert ask("https://evil.example.com", "norrnet") == 403
        assert ask("null", "norrnet") == 403
        assert ask(web.url, "itnet") == 201
        allowed = httpx.options(url, headers={"Origin": "https://shop.example.com", **preflight}, timeout=60)
        assert allowed.headers["access-control-allow-origin"] == "https://shop.example.com"
        refused = httpx.options(url, headers={"Origin": "https://evil.example.com", **preflight}, timeout=60)
        assert "access-control-allow-origin" not in refused.headers
        assert "access-control-allow-credentials" not in allowed.headers
    finally:
        web.stop()


@pytest.mark.parametrize("path", ["/", "/v1/openapi.json", "/v1/merchants/norrnet", "/v1/merchants/x", "/none"])
def test_every_response_keeps_browsers_from_doing_too_much(web: Web, path: str) -> None:
    headers = httpx.get(web.url + path, timeout=60).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_an_error_nobody_foresaw_is_an_incident_without_its_trace(
    database: Database, rasa: StandInRasa, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(NamedSentences):
        def text(self, say: Any, language: str) -> str:
            raise ZeroDivisionError("the secret detail")

    web = Web(database, rasa, sentences=Broken()).start()
    try:
        answer = httpx.post(f"{web.url}/v1/conversations", json={"merchant": "norrnet"}, timeout=60)
        assert answer.status_code == 500
        assert problem(answer) == "internal-error"
        assert answer.json()["incident"] in answer.json()["detail"]
        assert "secret detail" not in answer.text
        assert "Traceback" not in answer.text
        (line,) = [line for line in caplog.records if line.msg == "unhandled"]
        written = json.loads(JsonLines("web").format(line))
        assert written["incident"] == answer.json()["incident"]
        assert "ZeroDivisionError" in written["exception"]
        assert "utter_welcome" not in written["exception"], "no local variables"
    finally:
        web.stop()


@pytest.mark.parametrize(
    ("ask", "status", "name"),
    [
        (lambda http: http.get("/v1/merchants/nobody"), 404, "no-such-merchant"),
        (lambda http: http.post("/v1/conversations", json={"merchant": "nobody"}), 404, "no-such-merchant"),
        (
            lambda http: http.post("/v1/conversations", json={"merchant": "itnet", "language": "nb"}),
            409,
            "language-not-offered",
        ),
        (lambda http: http.get("/v2"), 404, "no-such-resource"),
        (lambda http: http.delete("/v1/conversations"), 405, "method-not-allowed"),
    ],
)
def test_a_problem_says_what_is_wrong(
    web: Web, ask: Callable[[httpx.Client], httpx.Response], status: int, name: str
) -> None:
    with httpx.Client(base_url=web.url, trust_env=False, timeout=60) as http:
        answer = ask(http)
    assert answer.status_code == status
    assert problem(answer) == name
