"""What people do with their own account."""

from contextlib import suppress

import pytest

from amends.accounts import account, password_links, sessions, totp
from amends.accounts.errors import InvalidAccount, LinkIsOver, SignInRefused, SignInThrottled
from amends.accounts.own import OwnAccount, Proof
from amends.accounts.sessions import Lifetimes
from amends.accounts.sign_in import TRIES_FROM_ONE_ADDRESS
from amends.db.tables import AgentRow, AuditRow
from tests.accounts.conftest import NOW, PASSWORD

HERE = "hash of an address"
NEW = "another battery staple"


@pytest.fixture
def own(database, anna):
    return OwnAccount(database, anna.id)


def begin(database, anna):
    with database.begin() as session:
        return sessions.begin(session, anna.id, NOW)


def is_in(database, token):
    with database.read() as session:
        return sessions.find(session, token, Lifetimes(), NOW) is not None


def deeds(database):
    with database.read() as session:
        return [row.action for row in session.query(AuditRow).order_by(AuditRow.seq)]


def pending(database, anna):
    with database.read() as session:
        return (session.get_one(AgentRow, anna.id).totp_pending or "").partition(" ")[0] or None


def test_a_new_password_lets_in_and_the_old_one_does_not(own, database, anna, sign_in):
    here, there = begin(database, anna), begin(database, anna)
    own.change_password(Proof(PASSWORD, HERE, here), NEW, NOW)
    assert sign_in("anna@example.com", NEW, "", HERE, NOW)
    with pytest.raises(SignInRefused):
        sign_in("anna@example.com", PASSWORD, "", HERE, NOW)
    assert (is_in(database, here), is_in(database, there)) == (True, False)
    assert "password_changed" in deeds(database)


@pytest.mark.parametrize("new", ["short", PASSWORD, "x" * 129])
def test_a_password_that_cannot_be_changes_nothing(own, database, anna, sign_in, new):
    with pytest.raises(InvalidAccount):
        own.change_password(Proof(PASSWORD, HERE, ""), new, NOW)
    assert sign_in("anna@example.com", PASSWORD, "", HERE, NOW)


def test_guesses_at_the_present_password_are_slowed_down_like_those_at_the_door(own, database):
    for _ in range(TRIES_FROM_ONE_ADDRESS):
        with pytest.raises(SignInRefused):
            own.change_password(Proof("a wrong password", HERE, ""), NEW, NOW)
    with pytest.raises(SignInThrottled):
        own.change_password(Proof(PASSWORD, HERE, ""), NEW, NOW)
    assert "password_changed" not in deeds(database)


def test_a_second_factor_counts_once_the_app_has_shown_a_right_code(own, database, anna, sign_in):
    own.begin_second_factor(Proof(PASSWORD, HERE, ""), NOW)
    assert sign_in("anna@example.com", PASSWORD, "", HERE, NOW)
    with pytest.raises(SignInRefused):
        own.confirm_second_factor("000 00", "", NOW)
    code = totp.code(pending(database, anna), NOW)
    own.confirm_second_factor(code, "", NOW)
    with pytest.raises(SignInRefused):
        sign_in("anna@example.com", PASSWORD, "", HERE, NOW)
    with pytest.raises(SignInRefused):
        sign_in("anna@example.com", PASSWORD, code, HERE, NOW)  # that code is used up
    assert pending(database, anna) is None
    assert "second_factor_on" in deeds(database)


def test_switching_it_off_takes_the_password_and_a_code(own, database, anna, sign_in):
    with database.begin() as session:
        secret = totp.new_secret()
        session.get_one(AgentRow, anna.id).totp_secret = secret
    for password, code in (("a wrong password", totp.code(secret, NOW)), (PASSWORD, "12")):
        with pytest.raises(SignInRefused):
            own.end_second_factor(Proof(password, HERE, ""), code, NOW)
    own.end_second_factor(Proof(PASSWORD, HERE, ""), totp.code(secret, NOW), NOW)
    assert sign_in("anna@example.com", PASSWORD, "", HERE, NOW)
    assert "second_factor_off" in deeds(database)


def test_one_that_is_on_is_not_replaced_unnoticed(own, database, anna):
    with database.begin() as session:
        session.get_one(AgentRow, anna.id).totp_secret = totp.new_secret()
    with pytest.raises(InvalidAccount):
        own.begin_second_factor(Proof(PASSWORD, HERE, ""), NOW)


def test_a_reset_by_the_operator_ends_what_was_begun(own, database, anna):
    own.begin_second_factor(Proof(PASSWORD, HERE, ""), NOW)
    with database.begin() as session:
        account.reset(session, anna.email, NEW, None, NOW)
    with pytest.raises(InvalidAccount):
        own.confirm_second_factor("123456", "", NOW)


def test_codes_are_guessed_as_slowly_as_passwords(own, database, anna):
    with database.begin() as session:
        secret = totp.new_secret()
        session.get_one(AgentRow, anna.id).totp_secret = secret
    for _ in range(TRIES_FROM_ONE_ADDRESS):
        with pytest.raises(SignInRefused):
            own.end_second_factor(Proof(PASSWORD, HERE, ""), "12", NOW)
        with suppress(InvalidAccount, SignInThrottled):
            own.begin_second_factor(Proof(PASSWORD, HERE, ""), NOW)  # the password alone makes up for no wrong code
    with pytest.raises(SignInThrottled):
        own.end_second_factor(Proof(PASSWORD, HERE, ""), totp.code(secret, NOW), NOW)
    assert "second_factor_off" not in deeds(database)


def test_a_key_is_shown_and_confirmed_where_it_was_asked_for_and_nowhere_else(own, database, anna):
    here, there = begin(database, anna), begin(database, anna)
    own.begin_second_factor(Proof(PASSWORD, HERE, there), NOW)
    assert own.pending_secret(here) is None
    code = totp.code(own.pending_secret(there), NOW)
    with pytest.raises(InvalidAccount):
        own.confirm_second_factor(code, here, NOW)
    own.confirm_second_factor(code, there, NOW)
    assert "second_factor_on" in deeds(database)


def test_a_link_that_was_sent_before_is_over_with_a_new_password(own, database, anna):
    with database.begin() as session:
        link = password_links.make(session, session.get_one(AgentRow, anna.id), password_links.INVITED, NOW, by=anna.id)
    own.change_password(Proof(PASSWORD, HERE, ""), NEW, NOW)
    with pytest.raises(LinkIsOver):
        password_links.use(database, link, "a third battery staple", NOW)


def test_a_step_that_lets_in_without_the_app_takes_a_code_of_it(own, database, anna):
    own.prove_whole(Proof(PASSWORD, HERE, ""), "", NOW)
    with database.begin() as session:
        secret = totp.new_secret()
        session.get_one(AgentRow, anna.id).totp_secret = secret
    code = totp.code(secret, NOW)
    for password, typed in ((PASSWORD, ""), (PASSWORD, "000 00"), ("a wrong password", code)):
        with pytest.raises(SignInRefused):
            own.prove_whole(Proof(password, HERE, ""), typed, NOW)
    own.prove_whole(Proof(PASSWORD, HERE, ""), code, NOW)
    with pytest.raises(SignInRefused):
        own.prove_whole(Proof(PASSWORD, HERE, ""), code, NOW)  # that code is used up


def test_guesses_at_the_code_of_such_a_step_are_slowed_down(own, database, anna):
    with database.begin() as session:
        session.get_one(AgentRow, anna.id).totp_secret = totp.new_secret()
    for _ in range(TRIES_FROM_ONE_ADDRESS):
        with pytest.raises(SignInRefused):
            own.prove_whole(Proof(PASSWORD, HERE, ""), "12", NOW)
    with pytest.raises(SignInThrottled):
        own.prove_whole(Proof(PASSWORD, HERE, ""), "12", NOW)
