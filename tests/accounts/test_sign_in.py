"""Signing in: who gets a session, and how often somebody may guess."""

from datetime import timedelta

import pytest

from amends.accounts import account, passwords, sessions, totp
from amends.accounts.errors import SignInRefused, SignInThrottled
from amends.accounts.passkeys import Passkeys
from amends.accounts.sessions import Lifetimes
from amends.accounts.sign_in import TRIES_AT_ONE_ACCOUNT, TRIES_FROM_ONE_ADDRESS, TRIES_OF_ONE_ADDRESS, WINDOW
from amends.db.account_tables import DeskSessionRow
from tests.accounts.conftest import NOW, PASSWORD

HERE = "hash of an address"


def fail(sign_in, email="anna@example.com", address=HERE, now=NOW):
    with pytest.raises(SignInRefused):
        sign_in(email, "a wrong password", "", address, now)


def test_the_right_password_opens_a_session_however_the_address_is_written(sign_in, anna, database):
    token, who = sign_in(" ANNA@example.com ", PASSWORD, "", HERE, NOW)
    assert who == anna
    with database.read() as session:
        assert sessions.find(session, token, Lifetimes(), NOW) == (anna, False)


def test_only_a_hash_of_the_token_is_kept(sign_in, anna, database):
    token, _ = sign_in("anna@example.com", PASSWORD, "", HERE, NOW)
    with database.read() as session:
        assert token not in str(session.query(DeskSessionRow.token_hash).all())


@pytest.mark.parametrize("email", ["anna@example.com", "nobody@example.com", "", "\ud800@example.com"])
def test_wrong_passwords_and_unknown_addresses_are_refused_alike(sign_in, anna, email):
    with pytest.raises(SignInRefused) as refused:
        sign_in(email, "a wrong password", "", HERE, NOW)
    assert str(refused.value) == "The e-mail address, the password or the code is wrong."


def test_a_disabled_account_cannot_sign_in(sign_in, anna, database):
    with database.begin() as session:
        account.disable(session, anna.email, NOW)
    with pytest.raises(SignInRefused):
        sign_in(anna.email, PASSWORD, "", HERE, NOW)


@pytest.mark.parametrize("email", ["anna@example.com", "nobody@example.com"])
def test_guesses_from_one_address_run_out_for_known_and_unknown_accounts(sign_in, anna, email):
    for _ in range(TRIES_FROM_ONE_ADDRESS):
        fail(sign_in, email)
    with pytest.raises(SignInThrottled) as throttled:
        sign_in(email, PASSWORD, "", HERE, NOW + timedelta(minutes=5))
    assert throttled.value.retry_after_s == 600


def test_guesses_elsewhere_do_not_lock_the_person_out(sign_in, anna):
    for _ in range(TRIES_FROM_ONE_ADDRESS):
        fail(sign_in, address="somebody else's")
    assert sign_in(anna.email, PASSWORD, "", HERE, NOW)


def test_guesses_from_many_addresses_run_out_too(sign_in, anna):
    for number in range(TRIES_AT_ONE_ACCOUNT):
        fail(sign_in, address=f"address {number}")
    with pytest.raises(SignInThrottled):
        sign_in(anna.email, "a wrong password", "", "yet another", NOW)


def test_one_address_cannot_go_through_many_accounts(sign_in, anna):
    for number in range(TRIES_OF_ONE_ADDRESS):
        fail(sign_in, email=f"person{number}@example.com")
    with pytest.raises(SignInThrottled):
        sign_in(anna.email, PASSWORD, "", HERE, NOW)


def test_after_the_window_there_is_room_again(sign_in, anna):
    for _ in range(TRIES_FROM_ONE_ADDRESS):
        fail(sign_in)
    assert sign_in(anna.email, PASSWORD, "", HERE, NOW + WINDOW + timedelta(seconds=1))


def test_a_success_forgives_the_tries_before_it(sign_in, anna):
    for _ in range(3):
        for _ in range(TRIES_FROM_ONE_ADDRESS - 1):
            fail(sign_in)
        sign_in(anna.email, PASSWORD, "", HERE, NOW)


def test_with_a_second_factor_it_takes_a_fresh_code(sign_in, database):
    secret = totp.new_secret()
    with database.begin() as session:
        account.add(
            session, name="Siri", email="siri@example.com", role="admin", merchants=["norrnet"],
            password=PASSWORD, now=NOW, totp_secret=secret,
        )  # fmt: skip
    code = totp.code(secret, NOW)
    with pytest.raises(SignInRefused):
        sign_in("siri@example.com", PASSWORD, "", HERE, NOW)
    assert sign_in("siri@example.com", PASSWORD, code, HERE, NOW)
    with pytest.raises(SignInRefused):
        sign_in("siri@example.com", PASSWORD, code, HERE, NOW + timedelta(seconds=1))


def test_a_password_that_is_changed_at_this_very_moment_lets_nobody_in(sign_in, anna, database, monkeypatch):
    looked_at = passwords.matches

    def changed_meanwhile(kept, password):
        right = looked_at(kept, password)
        with database.begin() as session:
            account.reset(session, anna.email, "another battery staple", None, NOW)
        return right

    monkeypatch.setattr(passwords, "matches", changed_meanwhile)
    with pytest.raises(SignInRefused):
        sign_in(anna.email, PASSWORD, "", HERE, NOW)


@pytest.mark.parametrize("signed", ['{"id": "\\ud800"}', '{"id": "\\u0000"}', '{"id": []}', "[]", ""])
def test_what_no_passkey_says_lets_nobody_in(database, signed):
    with pytest.raises(SignInRefused):
        Passkeys(database, Lifetimes(), "https://desk.example.com").enter(signed, b"c" * 32, NOW)
