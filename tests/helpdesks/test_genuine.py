"""Calls that are forged, old, repeated, changed or meant for somebody else are refused, and leave nothing behind."""

import json

import pytest
from sqlalchemy import func, select

from amends.db.helpdesk_tables import HelpdeskReceivedRow
from rasa_addons import signing
from tests.helpdesks.house import (
    OTHER_SECRET,
    SECRET,
    agent_wrote,
    post,
    signed,
    signed_by_chatwoot,
)
from tests.postgres import sqlite_url
from tests.serving import serving
from web.app import create_app

HEADER = signing.HEADER


@pytest.fixture
def database_url(tmp_path):
    """One database is enough here: what differs between the two is tested with outbound and inbound."""
    return sqlite_url(tmp_path)


def _signature(change):
    """A forgery that changes the genuine header."""
    return lambda body, headers: (body, [(HEADER, change(headers[HEADER]))])


def _resigned(secret=SECRET, later=0):
    return lambda body, headers: (
        body,
        [(HEADER, signing.sign(secret, body, int(headers[HEADER].split(",")[0][2:]) + later))],
    )


FORGED = {
    "no signature": lambda body, headers: (body, []),
    "an empty signature": _signature(lambda given: ""),
    "two signatures, the genuine first": lambda body, headers: (
        body,
        [(HEADER, headers[HEADER]), (HEADER, "t=1,v1=0")],
    ),
    "two signatures, the genuine last": lambda body, headers: (body, [(HEADER, "t=1,v1=0"), (HEADER, headers[HEADER])]),
    "the genuine twice in one header": _signature(lambda given: f"{given},{given}"),
    "under another name": lambda body, headers: (body, [("X-Signature", headers[HEADER])]),
    "upper case": _signature(lambda given: given.upper()),
    "one digit changed": _signature(lambda given: given[:-1] + ("0" if given[-1] != "0" else "1")),
    "cut short": _signature(lambda given: given[:-1]),
    "longer": _signature(lambda given: given + "0"),
    "another scheme": _signature(lambda given: given.replace("v1=", "v0=")),
    "without its time": _signature(lambda given: given.split(",")[1]),
    "another time": _signature(lambda given: given.replace("t=", "t=1")),
    "a time that is not a number": _signature(lambda given: "t=now," + given.split(",")[1]),
    "a negative time": _signature(lambda given: given.replace("t=", "t=-")),
    "a space within": _signature(lambda given: given.replace(",", ", ")),
    "all zeros": _signature(lambda given: given.split("v1=")[0] + "v1=" + "0" * 64),
    "301 seconds old": _resigned(later=-301),
    "301 seconds early": _resigned(later=301),
    "a day old": _resigned(later=-86400),
    "the other merchant's secret": _resigned(OTHER_SECRET),
    "an empty secret": _resigned(""),
    "a byte more": lambda body, headers: (body + b" ", list(headers.items())),
    "other words": lambda body, headers: (body.replace(b"kind", b"mean"), list(headers.items())),
    "no body": lambda body, headers: (b"", list(headers.items())),
    "signed by Chatwoot's scheme": lambda body, headers: (
        body,
        list(signed_by_chatwoot(body, int(headers[HEADER].split(",")[0][2:]))[1].items()),
    ),
}


@pytest.fixture
def house(open_house):
    house = open_house("webhook")
    house.number = house.desk.reviewed()
    house.work()
    return house


def event(house, **changes):
    return {"id": "e1", "type": "answer", "case": house.number, "text": "be kind", **changes}


def kept(house):
    with house.desk.database.read() as session:
        return session.scalar(select(func.count()).select_from(HelpdeskReceivedRow))


def test_no_forgery_is_taken_and_none_is_told_from_another(house):
    answers = set()
    for name, forge in FORGED.items():
        body, headers = forge(*signed(event(house), house.at()))
        answer = post(house.door, body, headers)
        assert answer.status_code == 401, name
        answers.add(answer.text)
    assert len(answers) == 1
    assert len(FORGED) >= 20
    assert kept(house) == 0
    assert post(house.door, *signed(event(house), house.at())).status_code == 202


@pytest.mark.parametrize("merchant", ["itnet", "nobody", "NORRNET", "norrnet%20", "..%2fnorrnet"])
def test_a_genuine_call_does_not_count_for_another_merchant(house, merchant):
    assert post(house.door, *signed(event(house), house.at()), merchant=merchant).status_code in {401, 404}
    assert kept(house) == 0


def test_another_merchant_cannot_answer_our_case_with_its_own_secret(house):
    answer = post(house.door, *signed(event(house), house.at(), OTHER_SECRET), merchant="itnet")
    assert answer.status_code == 404
    assert kept(house) == 0


@pytest.mark.parametrize("later", [-299, 0, 299])
def test_a_clock_that_differs_a_little_is_borne(house, later):
    assert post(house.door, *signed(event(house), house.at() + later)).status_code == 202


def test_a_replay_in_time_is_said_once_and_too_late_refused(house):
    call = signed(event(house), house.at())
    assert [post(house.door, *call).json()["taken"] for _ in range(3)] == ["kept", "already", "already"]
    house.desk.later(seconds=301)
    assert post(house.door, *call).status_code == 401
    house.work()
    assert house.desk.said(house.number, "agent") == ["be kind"]


def test_the_same_id_with_other_words_does_not_replace_the_first(house):
    post(house.door, *signed(event(house), house.at()))
    assert post(house.door, *signed(event(house, text="something else"), house.at())).json() == {"taken": "already"}
    house.work()
    assert house.desk.said(house.number, "agent") == ["be kind"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"[" * 20_000,
        json.dumps({"type": "answer", "case": "AM-1", "text": "x"}).encode(),
        json.dumps({"id": "e" * 65, "type": "answer", "case": "AM-1", "text": "x"}).encode(),
        json.dumps({"id": "é", "type": "answer", "case": "AM-1", "text": "x"}).encode(),
        json.dumps({"id": 1, "type": "answer", "case": "AM-1", "text": "x"}).encode(),
        json.dumps({"id": "e", "type": "delete", "case": "AM-1", "text": "x"}).encode(),
        json.dumps({"id": "e", "type": "answer", "case": "AM-1", "text": " "}).encode(),
        json.dumps({"id": "e", "type": "answer", "case": "AM-1", "text": "a\u0000b"}).encode(),
        b'{"id": "e", "type": "answer", "case": "AM-1", "text": "\\ud800"}',
    ],
    ids=range(14),
)
def test_a_genuine_call_that_makes_no_sense_is_refused_with_what_is_wrong(house, body):
    answer = post(house.door, *signed(body, house.at()))
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert kept(house) == 0


@pytest.mark.parametrize(
    "forge",
    [
        lambda h: {},
        lambda h: {"X-Chatwoot-Signature": h["X-Chatwoot-Signature"]},
        lambda h: {"X-Chatwoot-Timestamp": h["X-Chatwoot-Timestamp"]},
        lambda h: h | {"X-Chatwoot-Timestamp": str(int(h["X-Chatwoot-Timestamp"]) + 1)},
        lambda h: h | {"X-Chatwoot-Timestamp": f"{h['X-Chatwoot-Timestamp']}.0"},
        lambda h: h | {"X-Chatwoot-Signature": h["X-Chatwoot-Signature"].removeprefix("sha256=")},
        lambda h: h | {"X-Chatwoot-Signature": h["X-Chatwoot-Signature"].replace("sha256", "sha1")},
        lambda h: h | {"X-Chatwoot-Signature": "sha256=" + "0" * 64},
    ],
    ids=range(8),
)
def test_chatwoots_calls_are_held_to_the_same(open_house, forge):
    house = open_house("chatwoot")
    house.number = house.desk.reviewed()
    house.work()
    body, headers = signed_by_chatwoot(agent_wrote("x", house.receiver.conversations[0]["id"]), house.at())
    assert post(house.door, body, forge(headers)).status_code == 401
    old = signed_by_chatwoot(body, house.at() - 301)
    assert post(house.door, *old).status_code == 401
    assert kept(house) == 0
    assert post(house.door, body, headers).status_code == 202


def test_the_way_in_is_there_in_the_public_process(house):
    with serving(create_app(house.app().state.deps)) as door:
        assert post(door, *signed(event(house), house.at())).status_code == 202
        assert post(door, b"x" * 100_000, {}).status_code == 413
