"""Strange strings in every field of every entry of web: each is answered, and none with an error of ours."""

import json
from urllib.parse import quote_from_bytes

import httpx
import pytest

from tests.naughty import EVERY, one_each
from tests.web.server import Customer
from tests.web_desk.test_every_route import house
from tests.web_desk.test_permissions import ROUTES, Caller, address

__all__ = ["house"]

FIELDS = (
    "across_orders", "amount", "answer", "approval", "back", "because", "beside", "cancels", "clause", "code",
    "currency", "email", "form", "intent", "into", "issue", "item", "lang", "next", "off", "order", "payment", "reason",
    "remedy", "seen", "taken_from", "text", "to", "token", "why",
)  # fmt: skip
"""Of the desk's forms."""
QUERIES = (
    "q", "view", "merchant", "status", "issue", "label", "channel", "page", "what", "person", "case",
    "before", "verify", "from", "to", "lang", "next",
)  # fmt: skip
SIGN_INS = 15
JSON = {"Content-Type": "application/json"}


def encoded(fields):
    """As a browser sends a form; half a character goes as the bytes that somebody could send by hand."""
    return "&".join(
        f"{name}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'), safe='')}" for name, value in fields
    )


@pytest.fixture
def http(house):
    with httpx.Client(base_url=house.url, trust_env=False, timeout=120) as client:
        yield client


@pytest.fixture
def siri(house, http):
    """Posts and gets as the supervisor of both merchants."""
    caller = Caller(house, "siri")

    def ask(method, path, body=None):
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        headers = {**caller.cookie, **(caller.form if method == "POST" else {}), **form}
        with http.stream(method, path, headers=headers, content=body) as answer:
            if not answer.headers.get("content-type", "").startswith("text/event-stream"):
                answer.read()
            return answer

    return ask


def test_the_chat_answers_whatever_its_fields_hold(house, http):
    customer = Customer(house.url)
    good = {"text": "hello", "client_id": "c1"}
    wrong = []
    for number, text in enumerate(EVERY):
        for body in (
            {**good, "text": text, "client_id": f"c{number}"}, {**good, "client_id": text}, {**good, text or "x": text},
            {"token": text, "client_id": f"t{number}"}, {"action": text, "client_id": f"a{number}"},
        ):  # fmt: skip
            answer = customer.http.post(f"{customer.path}/messages", content=json.dumps(body), headers=JSON)
            wrong += [(text[:40], answer.status_code)] if answer.status_code >= 500 else []
        for body in ({"merchant": text}, {"merchant": "norrnet", "language": text, "identity": text}):
            answer = http.post("/v1/conversations", content=json.dumps(body), headers=JSON)
            wrong += (
                [(text[:40], answer.status_code)] if answer.status_code not in {401, 404, 409, 413, 422, 429} else []
            )
    assert wrong == []
    assert customer.send("and now a plain one", client_id="last").status_code == 202


def test_the_pages_for_a_withdrawal_answer_whatever_was_filled_in(http):
    wrong = []
    for text in EVERY:
        for path in ("/withdraw/norrnet", "/withdraw/norrnet/change", "/withdraw/norrnet/confirm"):
            fields = [(name, text) for name in ("lang", "name", "contract", "email", "token")]
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = http.post(path, content=encoded(fields), headers=headers)
            wrong += [(path, text[:40], answer.status_code)] if answer.status_code >= 500 else []
    assert wrong == []


def test_the_sign_in_answers_whatever_was_filled_in(http):
    for text in one_each(0)[:SIGN_INS]:
        body = encoded([(name, text) for name in ("email", "password", "code", "next")])
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        answer = http.post("/desk/sign-in", content=body, headers=headers)
        assert answer.status_code in {403, 429}, text[:40]
        assert "set-cookie" not in answer.headers


def test_a_search_is_answered_whatever_is_searched(house, siri):
    house.review()
    others = ("/desk/rows", "/desk/export.csv", "/desk/supervision", "/desk/audit")
    for number, text in enumerate(EVERY):
        for path in ("/desk", others[number % len(others)]):
            twice = [(name, text) for name in QUERIES for _ in range(2)]
            asked = encoded(twice if len(text) < 500 else [("q", text)])
            assert siri("GET", f"{path}?{asked}").status_code < 500, (path, text[:40])


def test_every_form_of_the_desk_answers_whatever_was_filled_in(house, siri):
    number, _ = house.review()
    for turn, (path, _action) in enumerate((path, action) for method, path, action in ROUTES if method == "POST"):
        for text in one_each(turn):
            body = encoded([(name, text) for name in FIELDS])
            answer = siri("POST", address(path, number), body[: 60 * 1024])
            assert answer.status_code < 500, (path, text[:40])


def test_more_fields_than_any_form_has_are_refused(house, http, siri):
    number, _ = house.review()
    body = encoded([(f"f{each}", "x") for each in range(500)])
    assert siri("POST", f"/desk/cases/{number}/note", body).status_code == 413
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    for path in ("/withdraw/norrnet", "/withdraw/norrnet/confirm", "/desk/sign-in", "/desk/sign-out"):
        assert http.post(path, content=body, headers=headers).status_code == 413, path


def test_what_providers_and_helpdesks_might_send_is_answered(http):
    for text in EVERY:
        raw = text.encode("utf-8", "surrogatepass")
        for body in (raw, json.dumps({"text": text, "event": text}).encode()):
            for path in ("/v1/helpdesks/norrnet/webhook", "/v1/channels/ch_" + "a" * 26):
                answer = http.post(path, content=body, headers={"Content-Type": "application/json"})
                assert answer.status_code in {401, 404, 413}, (path, text[:40])
