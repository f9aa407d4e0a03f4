"""What is told from process to process, link by link; with a collector, and without one."""

import json
import logging
import sys
from datetime import timedelta
from io import StringIO

import pytest
from rasa_sdk import Tracker

from actions.turn import traceparent_of
from amends import tracing
from amends.conversations import conversation, due_turns, turns
from amends.conversations.rasa import _as_json
from amends.db import outbox
from amends.db.job_kinds import JobKind
from amends.errors import SettingError
from rasa_addons.log_lines import JsonLines
from rasa_addons.request import read_turn
from tests.conversations_log.conftest import NOW, database, database_url
from tests.tracing import collector

__all__ = ["database", "database_url"]

TOLD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
TRACE = TOLD.split("-")[1]
WORDS = "words of a customer"


@pytest.fixture
def off():
    tracing.configure("tests", None)


@pytest.fixture
def spans():
    """Everything that was sent, once tracing is over."""
    pytest.importorskip("opentelemetry.sdk")
    with collector.running() as running:
        tracing.configure("web", running.url)
        yield running
        tracing.configure("web", None)


def received(database, text=WORDS):
    """The turn of a message that came in what is at hand, as web takes it to send it."""
    with database.begin() as session:
        row, _ = conversation.create(session, merchant="norrnet", language="en", channel="web", now=NOW)
        turns.receive(session, row, client_id="c1", now=NOW, text=text)
    with database.begin() as session:
        return due_turns.next_due(session, NOW, timedelta(minutes=1))


def tracker_of(turn):
    return Tracker("chat", {}, {"metadata": turn.metadata}, [], False, None, {}, None)


def test_without_a_collector_what_was_told_is_handed_on_and_nothing_is_made(off, database):
    assert tracing.current() is None
    with tracing.span("message", TOLD):
        due = received(database)
        turn = read_turn(json.dumps(_as_json(due)).encode())
        with database.begin() as session:
            outbox.enqueue(session, JobKind.SEND_MAIL, {}, NOW)
    assert due.traceparent == traceparent_of(tracker_of(turn)) == TOLD
    assert outbox.claim_due(database, NOW, 60).traceparent == TOLD
    assert tracing.current() is None


def test_outside_of_any_trace_nothing_is_told_at_all(off, database):
    due = received(database)
    assert due.traceparent is None
    assert "traceparent" not in _as_json(due)
    assert "traceparent" not in read_turn(json.dumps(_as_json(due)).encode()).metadata


@pytest.mark.parametrize(
    "told",
    [
        "",
        "x",
        TOLD.upper(),
        TOLD + "-00",
        TOLD[:-1],
        TOLD.replace("0af7", "zzzz"),
        f"00-{'0' * 32}-{'1' * 16}-01",
        5,
        [],
    ],
)
def test_what_is_none_is_not_taken_and_costs_no_message(off, database, told):
    document = _as_json(received(database)) | {"traceparent": told}
    assert read_turn(json.dumps(document).encode()).traceparent is None
    with tracing.span("turn", told if isinstance(told, str) else None):
        assert tracing.current() is None


def test_lines_of_logs_have_the_trace(off):
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines("web"))
    log = logging.Logger("amends")
    log.addHandler(handler)
    with tracing.span("message", TOLD):
        log.info("hello")
    log.info("afterwards")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert first["trace"] == TRACE
    assert "trace" not in second


def test_one_message_is_one_trace_over_turn_action_and_job(spans, database):
    with tracing.span("message", conversation="cv_1"):
        due = received(database)
    with tracing.span("turn", due.traceparent):
        turn = read_turn(json.dumps(_as_json(due)).encode())
    with tracing.span("turn taken", traceparent_of(tracker_of(turn))), database.begin() as session:
        outbox.enqueue_again(session, JobKind.SEND_MAIL, {}, NOW, "once")
    job = outbox.claim_due(database, NOW, 60)
    with tracing.span("job", job.traceparent, job=job.id):
        pass
    tracing.configure("web", None)
    found = {span.name: span for span in spans.spans}
    assert list(found) == ["message", "turn", "turn taken", "job"]
    assert len({span.trace for span in spans.spans}) == 1
    assert [span.parent for span in spans.spans] == ["", *[span.id for span in spans.spans[:3]]]
    assert found["message"].ids == {"amends.conversation": "cv_1"}
    assert found["job"].ids == {"amends.job": job.id}
    assert not any(WORDS.encode() in body for body in spans.raw)


def test_an_error_is_told_by_its_kind_and_not_by_its_words(spans):
    with pytest.raises(ValueError, match=WORDS), tracing.span("message"):
        raise ValueError(WORDS)
    tracing.configure("web", None)
    assert [span.failed for span in spans.spans] == ["ValueError"]
    assert not any(WORDS.encode() in body for body in spans.raw)


def test_without_its_packages_the_setting_stops_the_process_with_the_way_out(off, monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(SettingError, match=r"requirements/tracing\.txt"):
        tracing.configure("web", "http://127.0.0.1:4318")
