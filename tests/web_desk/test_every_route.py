"""Every address that web has, from its own routing table, and what guards it. A new one without a row here fails.

The pages of the desk have their rows in web/desk/table.py, and tests/web_desk/test_permissions.py tries each of them as
each role, for each merchant.
"""

import re
from dataclasses import replace
from enum import Enum, auto

import httpx
import pytest
from starlette.routing import Mount, Route

from amends.evidence.fakes import MemoryStore, SignatureScanner
from amends.evidence.intake import Intake
from amends.evidence.sandbox.picture import Decoded, Picture
from tests.evidence import pictures
from tests.web.server import Customer
from tests.web.stand_in import running
from tests.web_desk.house import Face, House
from tests.web_desk.test_permissions import ROUTES, Caller
from web.deps import Files
from web.desk import not_found


class Guard(Enum):
    """What a caller must show."""

    NOTHING = auto()  # it is for everybody, and tells nothing of anybody
    SECRET = auto()  # the conversation's own
    LINK = auto()  # an address that we signed, or mailed
    SIGNATURE = auto()  # of the provider or helpdesk over the call
    OUR_PAGE = auto()  # a form that a page of ours sent
    TOKEN = auto()  # of a program, for what it is for
    SESSION = auto()  # of a person at the desk, whose role and merchants the desk's table asks for


_TALK = "/v1/conversations/{conversation_id}"
_CASE = "/v1/desk/cases/{number}"
ROWS = {
    Guard.NOTHING: {
        "GET /", "GET /health", "GET /pages/plain.css", "GET /pages/withdraw.css", "GET /v1/openapi.json",
        "GET /v1/merchants/{merchant_id}", "GET /v1/merchants/{merchant_id}/widget",
        "GET /v1/merchants/{merchant_id}/logo", "POST /v1/conversations", "GET /demo/{merchant}",
        "GET /demo/{merchant}/{name}", "GET /withdraw/{merchant}", "GET /withdraw/{merchant}/colours.css",
        "GET /withdraw/{merchant}/form.txt", "GET /desk/static/{name}", "GET /desk/sign-in", "GET /widget",
        "GET /docs", "GET /docs/{name:path}", "GET /live", "GET /desk/forgotten", "GET /desk/new-password",
        "POST /withdraw/{merchant}", "POST /withdraw/{merchant}/change", "GET /v1/desk/openapi.json",
        "GET /desk/sign-in/oidc", "GET /desk/sign-in/oidc/back",
        "POST /v1/merchants/{merchant_id}/history",
        "GET /v1/merchants/{merchant_id}/help", "GET /help/{merchant}", "GET /help/{merchant}/{language}",
        "GET /help/{merchant}/{language}/{slug}", "GET /pages/help.css",
    },
    Guard.SECRET: {
        f"GET {_TALK}", f"GET {_TALK}/events", f"GET {_TALK}/stream", f"GET {_TALK}/files/{{file_id}}",
        f"POST {_TALK}/messages", f"POST {_TALK}/typing", f"POST {_TALK}/transcript", f"POST {_TALK}/files",
        f"POST {_TALK}/language",
    },
    Guard.LINK: {
        "GET /v1/files/{file_id}/{part}", "GET /files/{token}", "GET /files/{token}/thumb",
        "GET /confirm/{case}/{proposal}", "POST /confirm/{case}/{proposal}",
    },
    Guard.SIGNATURE: {
        "POST /v1/helpdesks/{merchant}/webhook", "GET /v1/channels/{channel_id}", "POST /v1/channels/{channel_id}",
    },
    Guard.OUR_PAGE: {
        "POST /withdraw/{merchant}/confirm", "POST /desk/sign-in", "POST /desk/sign-out",
        "POST /desk/forgotten", "POST /desk/new-password", "POST /desk/sign-in/passkey",
        "POST /desk/sign-in/passkey/begin",
    },
    Guard.TOKEN: {
        "GET /v1/desk/cases", f"GET {_CASE}", f"GET {_CASE}/conversation", f"GET {_CASE}/customer",
        "GET /v1/desk/people", "GET /v1/desk/reports/supervision", f"POST {_CASE}/replies", f"POST {_CASE}/notes",
        f"POST {_CASE}/labels", f"POST {_CASE}/labels/remove", f"POST {_CASE}/assignment", f"POST {_CASE}/snooze",
        f"POST {_CASE}/wake", f"POST {_CASE}/issue", f"POST {_CASE}/close", f"POST {_CASE}/reopen",
    },
    Guard.SESSION: {f"{method} {path}" for method, path, _ in ROUTES},
}  # fmt: skip
WORDS = "the words of one customer alone"
KINDS = (not_found.HOME, not_found.HOME + "/{rest:path}")


class Decoder:
    """Makes one and the same picture of every file."""

    def decode(self, _raw, _form):
        picture = Picture(1, 1, b"\xff\xd8\xff\xd9")
        return Decoded((picture,), picture)


def routes_of(routes):
    """Method and path of everything that is served; what only says that there is nothing, by any method, is not."""
    for route in routes:
        within = getattr(route, "original_router", None)
        if within is not None:
            yield from routes_of(within.routes)
        elif isinstance(route, Mount):
            yield f"GET {route.path}"
        else:
            assert isinstance(route, Route), f"{route} is of a kind that this test does not know"
            if route.path in KINDS and len(route.methods) == len(not_found.METHODS):
                continue
            yield from (f"{method} {route.path}" for method in route.methods - {"HEAD"})


@pytest.fixture
def house(database):
    """With every part that has addresses of its own."""
    with running() as rasa:
        files = Files(Intake(Decoder(), SignatureScanner(), MemoryStore()), link_key=b"key")
        house = House(database, rasa, picture=lambda _key, _part: b"\xff\xd8\xff\xd9")
        house.people()
        house.web.deps = replace(house.web.deps, files=files, context=house.context, merchants=merchants(house))
        house.web.start()
        house.url = house.web.url
        yield house
        house.web.stop()


def merchants(house):
    return {name: found.merchant for name, found in house.context.merchants.items()}


@pytest.fixture
def owner(house):
    """A customer with a conversation, words and a file in it."""
    customer = Customer(house.url)
    assert customer.send(WORDS).status_code == 202
    sent = customer.http.post(
        f"{customer.path}/files", data={"client_id": "f1"}, files={"file": ("a.png", pictures.encoded("PNG"))}
    )
    assert sent.status_code == 201, sent.text
    customer.file = sent.json()["body"]["id"]
    return customer


@pytest.fixture
def callers(house):
    """Everybody but who may: what each of them shows."""
    other = Customer(house.url)
    people = {who: Caller(house, who) for who in ("anna", "bram", "siri", "ada")}
    return {
        "a stranger": {},
        "another customer": {"Authorization": other.http.headers["Authorization"]},
        "a wrong secret": {"Authorization": "Bearer " + "a" * 43},
        **{who: {**caller.cookie, **caller.form} for who, caller in people.items()},
    }


def address(row, owner, number="AM-0000000"):
    method, path = row.split(" ")
    known = {
        "conversation_id": owner.opened["id"], "file_id": owner.file, "merchant": "norrnet", "merchant_id": "norrnet",
        "language": "en", "slug": "none",
        "part": "1", "case": number, "number": number, "proposal": "a" * 32, "channel_id": "ch_" + "a" * 26,
        "name": "desk.css", "token": "a" * 26,
    }  # fmt: skip
    return method, re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: known[found[1]], path)


def asked(house, row, owner, headers, **more):
    method, path = address(row, owner, **more)
    body = {} if method == "GET" else {"json": {"text": "not mine", "client_id": "x1"}}
    with (
        httpx.Client(base_url=house.url, trust_env=False, timeout=60) as http,
        http.stream(method, path, headers=headers, **body) as answer,
    ):
        answer.read()
        return answer


def test_every_route_has_a_row_and_every_row_a_route(house):
    rows = [row for guarded in ROWS.values() for row in guarded]
    assert len(rows) == len(set(rows))
    assert set(routes_of(house.web.app.routes)) == set(rows)


def test_a_conversation_is_open_to_its_own_secret_alone(house, owner, callers):
    before = len(owner.events())
    for row in sorted(ROWS[Guard.SECRET]):
        for who, headers in callers.items():
            answer = asked(house, row, owner, headers)
            assert (row, who, answer.status_code) == (row, who, 401)
            assert WORDS not in answer.text
    assert len(owner.events()) == before


def test_a_link_cannot_be_made_by_who_was_not_given_it(house, owner, callers):
    number, _ = house.review(face=Face(said=WORDS))
    for row in sorted(ROWS[Guard.LINK]):
        for who, headers in callers.items():
            answer = asked(house, row, owner, headers, number=number)
            assert answer.status_code in {404, 410, 422}, (row, who)
            assert WORDS not in answer.text
            assert b"\xff\xd8\xff" not in answer.content


def test_a_call_without_its_signature_is_not_taken(house, owner, callers):
    for row in sorted(ROWS[Guard.SIGNATURE]):
        for who, headers in callers.items():
            assert asked(house, row, owner, headers).status_code in {401, 404}, (row, who)


def test_a_program_without_a_token_is_told_nothing(house, owner, callers):
    number, _ = house.review(face=Face(said=WORDS))
    for row in sorted(ROWS[Guard.TOKEN]):
        for who, headers in callers.items():
            answer = asked(house, row, owner, headers, number=number)
            assert answer.status_code == 401, (row, who)
            assert WORDS not in answer.text


def test_a_form_of_another_site_is_not_taken(house, owner, callers):
    for row in sorted(ROWS[Guard.OUR_PAGE]):
        for who, headers in callers.items():
            elsewhere = {**headers, "Origin": "https://evil.example.com", "Sec-Fetch-Site": "cross-site"}
            answer = asked(house, row, owner, elsewhere)
            assert answer.status_code in {403, 422}, (row, who, answer.status_code)
            assert "set-cookie" not in answer.headers


def test_what_is_for_everybody_tells_nothing_of_anybody(house, owner, callers):
    number, _ = house.review(face=Face(said=WORDS, email="kari@example.com"))
    for row in sorted(ROWS[Guard.NOTHING]):
        for who, headers in callers.items():
            answer = asked(house, row, owner, headers)
            assert answer.status_code < 500, (row, who)
            for secret in (WORDS, "kari@example.com", number, owner.opened["id"], owner.file):
                assert secret not in answer.text, (row, who)


def test_no_customer_gets_into_the_desk(house, owner, callers):
    number, _ = house.review()
    for method, path, _ in ROUTES:
        where = re.sub(r"\{\w+\}", "1", path.replace("{number}", number))
        for who in ("a stranger", "another customer", "a wrong secret"):
            with httpx.Client(base_url=house.url, trust_env=False, timeout=60) as http:
                answer = http.request(method, where, headers=callers[who])
            assert answer.status_code == 303, (method, path, who)
            assert answer.headers["location"].startswith("/desk/sign-in")
