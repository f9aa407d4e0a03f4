"""Kinds of entries, events and jobs come from their enums: a word that is written out twice is spelled wrong once."""

import ast

import pytest

from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.conversations.event_kinds import EventKind
from amends.db.job_kinds import JobKind
from amends.merchants.roles import Role
from amends.orders.backend import RemedyKind
from amends.policy.decision import Outcome, Remedy
from tests.setup.repository import files, name

SETS = (EntryKind, EventKind, JobKind, CaseStatus, Outcome, Remedy, RemedyKind, Role)
PRODUCT = [*files("amends/*.py"), *files("web/*.py"), *files("worker/*.py"), *files("actions/*.py")]
KIND = {"record": (3, "kind"), "write_down": (0, "action"), "enqueue": (1, "kind"), "keep_standing": (1, "kind")}
"""Where the kind stands among the arguments of what writes one, and the argument's name."""


def written_out(source: str) -> list[str]:
    """The kinds that are given as a text to what takes one, with their lines."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    found = []
    for call in calls:
        called = getattr(call.func, "attr", getattr(call.func, "id", ""))
        place, argument = KIND.get(called, (None, "kind"))
        given = [each.value for each in call.keywords if each.arg == argument and (place is not None or called in LOG)]
        if place is not None:
            given += call.args[place : place + 1]
        found += [f"{each.lineno}: {each.value}" for each in given if _is_text(each)]
    return found


LOG = {"append", "reply", "say", "CaseEntryRow", "EventRow", "JobRow"}


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_no_kind_is_written_out(path):
    assert written_out(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'store.record(session, case, "bot", "opened", {}, now)',
        'held.write_down("note")',
        'outbox.enqueue(session, "mail.send", {}, now)',
        'log.append(session, chat, kind="owner", author="bot", body={}, now=now)',
        'CaseEntryRow(case_id=1, kind="note")',
    ],
)
def test_a_kind_that_is_written_out_is_found(source):
    assert len(written_out(source)) == 1


@pytest.mark.parametrize("words", SETS, ids=lambda words: words.__name__)
def test_every_word_has_a_label(words):
    assert [word for word in words if not word.label or "_" in word.label.replace("due_at", "")] == []


def test_the_word_is_stored_and_the_label_is_read():
    assert (str(CaseStatus.REVIEW), f"{Outcome.NEED_INFORMATION}") == ("review", "need_information")
    assert (Outcome.NEED_INFORMATION.label, EntryKind.label_of("note")) == ("need information", "note")
    assert (JobKind.label_of("unheard.of", "a task"), EntryKind.label_of("unheard_of")) == ("a task", "unheard_of")
