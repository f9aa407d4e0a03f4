"""Calls of programs: counted over all processes, and done once under a key of their own."""

from datetime import timedelta

import pytest

from amends.db.tables import ApiCallRow
from amends.desk.api.calls import KEPT, admit, once
from amends.desk.api.errors import KeyUsed, TokenRefused
from amends.desk.api.scopes import Scope
from amends.desk.api.tokens import ApiTokens
from amends.errors import CannotBeDone, Conflict, DatabaseUnavailable, TooManyRequests
from tests.desk_core.api.test_tokens import ADA


@pytest.fixture
def made(desk):
    return ApiTokens(desk.context).make(ADA, "norrnet", "Books", [Scope.CASES_READ], 30)


def enter(desk, token, most=3):
    return admit(desk.database, token, most, desk.now)


def test_a_token_lets_in_until_it_is_revoked_or_over(desk, made):
    token, secret = made
    assert enter(desk, secret).id == token.id
    assert ApiTokens(desk.context).of(ADA)[0].last_used_at == desk.now
    for other in ("", secret[:-1], secret + "x", "ø\ud800"):
        with pytest.raises(TokenRefused):
            enter(desk, other)
    desk.later(days=30)
    with pytest.raises(TokenRefused):
        enter(desk, secret)
    desk.later(days=-1)
    ApiTokens(desk.context).revoke(ADA, token.id)
    with pytest.raises(TokenRefused):
        enter(desk, secret)


def test_a_token_may_call_so_often_a_minute(desk, made):
    _, secret = made
    for _ in range(3):
        enter(desk, secret)
    desk.later(seconds=20)
    with pytest.raises(TooManyRequests) as refused:
        enter(desk, secret)
    assert refused.value.retry_after_s == 40
    desk.later(seconds=40)
    enter(desk, secret)


def test_a_clock_that_was_put_back_shuts_nobody_out(desk, made):
    _, secret = made
    for _ in range(3):
        enter(desk, secret)
    desk.later(hours=-1)
    enter(desk, secret)


def test_the_same_call_is_done_once(desk, made):
    token, _ = made
    done = []

    def call(key, asked=b"note", do=lambda: done.append(1)):
        return once(desk.database, token, key, asked, desk.clock, do)

    assert call("k1")
    assert not call("k1")
    assert call("k2")
    assert len(done) == 2
    with pytest.raises(KeyUsed):
        call("k1", asked=b"another")
    desk.later(seconds=KEPT.total_seconds() + 1)
    assert call("k1")


def test_a_refused_call_may_come_again_under_its_key(desk, made):
    token, _ = made

    def refuse():
        raise CannotBeDone("Not now.")

    with pytest.raises(CannotBeDone):
        once(desk.database, token, "k", b"note", desk.clock, refuse)
    assert once(desk.database, token, "k", b"note", desk.clock, lambda: None)


def test_what_may_have_been_done_is_not_done_again(desk, made):
    token, _ = made

    def lost():
        raise DatabaseUnavailable("gone")

    with pytest.raises(DatabaseUnavailable):
        once(desk.database, token, "k", b"note", desk.clock, lost)
    with pytest.raises(Conflict):
        once(desk.database, token, "k", b"note", desk.clock, lambda: pytest.fail("done again"))


def test_keys_are_each_tokens_own_and_go_after_a_day(desk, made):
    other, _ = ApiTokens(desk.context).make(ADA, "norrnet", "Other", [Scope.CASES_READ], None)
    for token in (made[0], other):
        assert once(desk.database, token, "k", b"note", desk.clock, lambda: None)
    desk.now += KEPT + timedelta(seconds=1)
    once(desk.database, other, "new", b"note", desk.clock, lambda: None)
    with desk.database.read() as session:
        assert [(row.token_id, row.key) for row in session.query(ApiCallRow)] == [(other.id, "new")]
