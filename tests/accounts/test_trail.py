"""Who came in, who was not let in, and what befell an account: in the audit log of every merchant it works for."""

import io
import threading
from datetime import timedelta

import pytest

from amends import cli
from amends.accounts import account, demo, sessions, totp, trail
from amends.accounts.errors import InvalidAccount, SignInRefused, SignInThrottled
from amends.accounts.sessions import Lifetimes
from amends.accounts.sign_in import TRIES_FROM_ONE_ADDRESS, WINDOW
from amends.audit.verify import entries, heads, verify
from amends.errors import NotFound
from tests.accounts.conftest import NOW, PASSWORD

HERE = "hash of an address"
BOTH = ["itnet", "norrnet"]
LIVES = Lifetimes(idle=timedelta(minutes=15), whole=timedelta(hours=12))


@pytest.fixture
def siri(database):
    """Works for both merchants."""
    with database.begin() as session:
        return account.add(
            session, name="Siri Dahl", email="siri@example.com", role="supervisor", merchants=BOTH,
            password=PASSWORD, now=NOW,
        )  # fmt: skip


def trail_of(database, merchant="norrnet"):
    """(who, what, of whom) of the merchant's chain, which must be whole."""
    with database.read() as session:
        assert verify(session) == []
        return [(entry.actor, entry.action, entry.subject) for entry in entries(session, merchant)]


def body(database, merchant="norrnet"):
    """What the last entry says besides."""
    with database.read() as session:
        return list(entries(session, merchant))[-1].body


def refused(sign_in, email, password="a wrong password", code="", now=NOW):
    with pytest.raises(SignInRefused):
        sign_in(email, password, code, HERE, now)


def test_a_sign_in_stands_in_the_log_of_each_merchant_of_the_account_and_of_no_other(database, anna, siri, sign_in):
    sign_in(siri.email, PASSWORD, "", HERE, NOW)
    sign_in(anna.email, PASSWORD, "", HERE, NOW)
    came = (siri.id, trail.SIGN_IN, siri.id)
    assert trail_of(database, "itnet")[1:] == [came]
    assert trail_of(database, "norrnet")[2:] == [came, (anna.id, trail.SIGN_IN, anna.id)]
    assert body(database) == {"second_factor": False}


@pytest.mark.parametrize("email", ["siri@example.com", " SIRI@Example.com"])
def test_a_refusal_is_kept_though_it_is_raised_and_accuses_nobody(database, siri, sign_in, email):
    refused(sign_in, email)
    for merchant in BOTH:
        assert trail_of(database, merchant)[-1] == (trail.UNKNOWN, trail.SIGN_IN_REFUSED, siri.id)
        assert body(database, merchant) == {}


def test_a_wrong_code_reads_as_a_wrong_password_does(database, sign_in):
    secret = totp.new_secret()
    with database.begin() as session:
        account.add(
            session, name="Siri", email="siri@example.com", role="admin", merchants=["norrnet"],
            password=PASSWORD, now=NOW, totp_secret=secret,
        )  # fmt: skip
    refused(sign_in, "siri@example.com", code=totp.code(secret, NOW))
    refused(sign_in, "siri@example.com", PASSWORD)
    first, second = trail_of(database)[1:]
    assert first == second
    assert body(database) == {}
    sign_in("siri@example.com", PASSWORD, totp.code(secret, NOW), HERE, NOW)
    assert body(database) == {"second_factor": True}


@pytest.mark.parametrize("email", ["nobody@example.com", "", "\ud800@example.com"])
def test_an_unknown_address_leaves_nothing(database, anna, sign_in, email):
    refused(sign_in, email)
    assert [what for _, what, _ in trail_of(database)] == [trail.ACCOUNT_ADDED]
    with database.read() as session:
        assert [head.merchant for head in heads(session)] == ["norrnet"]


def test_nor_does_a_try_at_a_disabled_account(database, anna, sign_in):
    with database.begin() as session:
        account.disable(session, anna.email, NOW)
    refused(sign_in, anna.email, PASSWORD)
    assert trail_of(database)[-1][1] == trail.ACCOUNT_DISABLED


def test_a_guesser_writes_no_more_than_the_throttle_lets_through(database, anna, sign_in):
    for window in range(2):
        now = NOW + window * (WINDOW + timedelta(seconds=1))
        for _ in range(TRIES_FROM_ONE_ADDRESS):
            refused(sign_in, anna.email, now=now)
        for _ in range(3):
            with pytest.raises(SignInThrottled):
                sign_in(anna.email, "a wrong password", "", HERE, now)
    assert [what for _, what, _ in trail_of(database)[1:]] == [trail.SIGN_IN_REFUSED] * 2 * TRIES_FROM_ONE_ADDRESS


def test_refusals_at_the_same_time_are_all_there(database, siri, sign_in):
    guess = threading.Thread
    threads = [guess(target=refused, args=(sign_in, siri.email)) for _ in range(TRIES_FROM_ONE_ADDRESS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for merchant in BOTH:
        assert len(trail_of(database, merchant)) == 1 + TRIES_FROM_ONE_ADDRESS


def test_a_sign_out_is_kept_once(database, siri, sign_in):
    token, _ = sign_in(siri.email, PASSWORD, "", HERE, NOW)
    for _ in range(2):
        with database.begin() as session:
            sessions.end(session, token, LIVES, NOW)
    for merchant in BOTH:
        assert trail_of(database, merchant)[2:] == [(siri.id, trail.SIGN_OUT, siri.id)]


def test_a_made_up_token_signs_nobody_out(database, anna):
    with database.begin() as session:
        sessions.end(session, "a" * 43, LIVES, NOW)
    assert len(trail_of(database)) == 1


@pytest.mark.parametrize(
    ("busy", "why", "ended"),
    [(timedelta(0), "idle", timedelta(minutes=15)), (timedelta(hours=11, minutes=55), "lifetime", timedelta(hours=12))],
)
def test_what_ended_by_itself_is_noted_when_somebody_else_signs_in(database, anna, siri, sign_in, busy, why, ended):
    with database.begin() as session:
        sessions.note(session, sessions.begin(session, anna.id, NOW), NOW + busy)
    for _ in range(2):
        sign_in(siri.email, PASSWORD, "", HERE, NOW + timedelta(hours=13))
    told = [entry for entry in trail_of(database) if entry[1] == trail.SESSION_ENDED]
    assert told == [(trail.WEB, trail.SESSION_ENDED, anna.id)]
    with database.read() as session:
        (entry,) = (entry for entry in entries(session, "norrnet") if entry.action == trail.SESSION_ENDED)
    assert entry.at == NOW + timedelta(hours=13)
    assert entry.body == {"ended_at": (NOW + ended).isoformat(), "why": why}


def test_signing_out_of_a_session_that_was_over_is_no_sign_out(database, anna):
    with database.begin() as session:
        token = sessions.begin(session, anna.id, NOW)
    with database.begin() as session:
        sessions.end(session, token, LIVES, NOW + timedelta(hours=1))
    assert trail_of(database)[-1] == (trail.WEB, trail.SESSION_ENDED, anna.id)


def test_whoever_is_signed_out_by_a_change_of_the_account_is_counted_there(database, siri, sign_in):
    for _ in range(2):
        sign_in(siri.email, PASSWORD, "", HERE, NOW)
    with database.begin() as session:
        account.disable(session, siri.email, NOW)
    for merchant in BOTH:
        assert trail_of(database, merchant)[-1] == (trail.OPERATOR, trail.ACCOUNT_DISABLED, siri.id)
        assert body(database, merchant) == {"sessions_ended": 2}
    with database.begin() as session:
        account.reset(session, siri.email, PASSWORD, totp.new_secret(), NOW)
    reset = (trail.OPERATOR, trail.ACCOUNT_RESET, siri.id)
    for merchant in BOTH:
        assert trail_of(database, merchant)[-1] == reset
        assert body(database, merchant) == {"second_factor": True, "disabled": True, "sessions_ended": 0}


def test_what_was_not_done_to_an_account_is_not_there(database, anna):
    with pytest.raises(InvalidAccount), database.begin() as session:
        account.reset(session, anna.email, "short", None, NOW)
    with pytest.raises(NotFound), database.begin() as session:
        account.disable(session, "nobody@example.com", NOW)
    assert len(trail_of(database)) == 1


def test_the_demos_people_are_made_and_shut_out_by_the_demo(database):
    for _ in range(2):
        demo.make(database, BOTH, NOW)
    for _ in range(2):
        demo.retire(database)
    for merchant in BOTH:
        done = [(who, what) for who, what, _ in trail_of(database, merchant)]
        people = len(demo.PEOPLE)
        assert done == [("demo", trail.ACCOUNT_ADDED)] * people + [("demo", trail.ACCOUNT_DISABLED)] * people


def test_the_command_line_is_the_operator_and_no_entry_bears_a_secret_or_an_address(
    database, database_url, monkeypatch, capsys, sign_in
):
    monkeypatch.setenv("AMENDS_DATABASE_URL", database_url)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    user = ["desk", "user"]
    added = ["anna@example.com", "--name", "Anna Vik", "--merchant", "norrnet", "--merchant", "itnet", "--totp"]
    assert cli.main([*user, "add", *added, "--password-stdin"]) == 0
    assert cli.main([*user, "reset", "anna@example.com", "--no-totp"]) == 0
    password = capsys.readouterr().out.rpartition("this once: ")[2].splitlines()[0]
    sign_in("anna@example.com", password, "", HERE, NOW)
    refused(sign_in, "anna@example.com", "a wrong password")
    assert cli.main([*user, "disable", "anna@example.com"]) == 0
    assert cli.main([*user, "enable", "anna@example.com"]) == 0
    assert cli.main([*user, "enable", "anna@example.com"]) == 0  # the second changes nothing, and says nothing
    for merchant in BOTH:
        done = [(who, what) for who, what, _ in trail_of(database, merchant)]
        assert [what for who, what in done if who == trail.OPERATOR] == [
            trail.ACCOUNT_ADDED,
            trail.ACCOUNT_RESET,
            trail.ACCOUNT_DISABLED,
            trail.ACCOUNT_ENABLED,
        ]
        assert len(done) == 6
    with database.read() as session:
        everything = str([list(entries(session, merchant)) for merchant in BOTH])
        row = session.query(account.AgentRow).one()
    for secret in (PASSWORD, password, "a wrong password", row.password_hash, HERE, "anna@example.com", "Anna"):
        assert secret not in everything
