"""Tokens of programs: made and revoked by administrators, kept as digests, never good for a decision."""

import json
from datetime import timedelta

import pytest

from amends.db.tables import ApiTokenRow, AuditRow
from amends.desk import permissions
from amends.desk.actor import Actor
from amends.desk.api.scopes import Scope, actions_of
from amends.desk.api.tokens import MOST, ApiTokens, hash_of
from amends.errors import CannotBeDone, InvalidMessage, NotFound, NotPermitted
from tests.desk_core.scene import ANNA, NOW, SUSAN

ADA = Actor("ag_ada", "Ada", "admin", frozenset({"norrnet"}))
BOTH = Actor("ag_both", "Both", "admin", frozenset({"norrnet", "itnet"}))
MONEY = {"approve_recommended", "grant", "goodwill", "set_off", "deny", "override", "settle_approval"}


@pytest.fixture
def tokens(desk):
    return ApiTokens(desk.context)


def test_only_a_digest_of_a_token_is_kept(desk, tokens):
    made, token = tokens.make(ADA, "norrnet", "Warehouse", [Scope.CASES_READ], 90)
    with desk.database.read() as session:
        row = session.get_one(ApiTokenRow, made.id)
        entries = session.query(AuditRow).filter_by(subject=made.id).all()
        kept = [getattr(row, column.key) for column in ApiTokenRow.__table__.columns]
    assert row.token_hash == hash_of(token)
    assert token not in f"{kept} {[each.body for each in entries]}"
    assert token.endswith(made.ending)
    assert made.expires_at == NOW + timedelta(days=90)


def test_a_token_is_made_and_revoked_under_the_administrators_name(desk, tokens):
    made, _ = tokens.make(ADA, "norrnet", " Ware   house ", [Scope.REPORTS_READ, Scope.CASES_READ], None)
    tokens.revoke(ADA, made.id)
    tokens.revoke(ADA, made.id)
    with desk.database.read() as session:
        rows = session.query(AuditRow).filter_by(subject=made.id).order_by(AuditRow.seq)
        told = [(each.action, each.actor, each.body) for each in rows]
    assert told == [
        ("api_token_made", ADA.id, {"name": "Ware house", "scopes": ["cases:read", "reports:read"], "until": None}),
        ("api_token_revoked", ADA.id, {"name": "Ware house"}),
    ]


def test_a_token_is_an_administrators_of_its_merchant_to_see_to(tokens):
    made, _ = tokens.make(BOTH, "itnet", "Books", [Scope.REPORTS_READ], None)
    for actor in (ANNA, SUSAN):
        with pytest.raises(NotPermitted):
            tokens.make(actor, "norrnet", "Mine", [Scope.CASES_READ], None)
        with pytest.raises(NotPermitted):
            tokens.of(actor)
    with pytest.raises(NotFound):
        tokens.make(ADA, "itnet", "Mine", [Scope.CASES_READ], None)
    with pytest.raises(NotFound):
        tokens.revoke(ADA, made.id)
    with pytest.raises(NotFound):
        tokens.revoke(ADA, "tk_nobody")
    assert tokens.of(ADA) == []
    assert [each.name for each in tokens.of(BOTH)] == ["Books"]


@pytest.mark.parametrize(
    ("name", "scopes", "days", "fault"),
    [
        ("", ["cases:read"], None, InvalidMessage), ("x" * 41, ["cases:read"], None, CannotBeDone),
        ("a", [], None, CannotBeDone), ("a", ["cases:read", "cases:decide"], None, CannotBeDone),
        ("a", ["cases:read"], 31, CannotBeDone), ("TAKEN", ["cases:read"], None, CannotBeDone),
    ],
)  # fmt: skip
def test_a_token_that_cannot_be_is_not_made(desk, tokens, name, scopes, days, fault):
    tokens.make(ADA, "norrnet", "taken", [Scope.CASES_READ], None)
    with pytest.raises(fault):
        tokens.make(ADA, "norrnet", name, scopes, days)
    assert len(tokens.of(ADA)) == 1


def test_a_name_is_free_again_once_its_token_is_revoked(tokens):
    made, _ = tokens.make(ADA, "norrnet", "Books", [Scope.CASES_READ], None)
    tokens.revoke(ADA, made.id)
    again, _ = tokens.make(ADA, "norrnet", "Books", [Scope.CASES_READ], None)
    assert [each.id for each in tokens.of(ADA)] == [again.id, made.id]


def test_there_is_an_end_to_tokens(tokens):
    for at in range(MOST):
        tokens.make(ADA, "norrnet", f"n{at}", [Scope.CASES_READ], None)
    with pytest.raises(CannotBeDone, match="enough"):
        tokens.make(ADA, "norrnet", "one more", [Scope.CASES_READ], None)


def test_no_scope_reaches_a_decision():
    assert not MONEY & actions_of(Scope)
    assert actions_of(Scope) <= set(permissions.ACTIONS)
    assert actions_of(["cases:decide", json.dumps({})]) == frozenset()


def test_the_table_of_permissions_holds_a_program_to_its_scopes(tokens):
    made, _ = tokens.make(ADA, "norrnet", "Notes", [Scope.CASES_WRITE], None)
    assert permissions.may(made.actor, "note", "norrnet")
    assert not permissions.may(made.actor, "note", "itnet")
    for action in {*permissions.ACTIONS} - actions_of([Scope.CASES_WRITE]):
        with pytest.raises(NotPermitted, match=r"^this token may not"):
            permissions.check(made.actor, action, "norrnet")
