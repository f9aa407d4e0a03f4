"""`amends desk user`, as it is called."""

import io

import pytest

from amends import cli, clock
from amends.accounts import account, passwords, sessions
from amends.audit.verify import entries
from amends.db.account_tables import AgentRow
from amends.db.session import Database
from tests.postgres import sqlite_url


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    url = sqlite_url(tmp_path)
    monkeypatch.setenv("AMENDS_DATABASE_URL", url)

    def command(*arguments, stdin=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = cli.main(["desk", "user", *arguments])
        return code, *capsys.readouterr()

    command.url = url
    return command


ADD = ("add", "anna@example.com", "--name", "Anna Vik", "--merchant", "norrnet")


def hash_of(url):
    database = Database(url)
    with database.read() as session:
        kept = session.query(AgentRow.password_hash).scalar()
    database.close()
    return kept


def test_a_new_account_gets_a_password_that_is_shown_once_and_kept_as_a_hash(run):
    code, out, _ = run(*ADD)
    password = out.splitlines()[1].rpartition(": ")[2]
    assert code == 0
    assert hash_of(run.url).startswith("$argon2id$")
    assert passwords.matches(hash_of(run.url), password)
    assert password not in run("list")[1]


def test_a_given_password_is_not_printed(run):
    code, out, _ = run(*ADD, "--password-stdin", stdin="a password of my own\n")
    assert code == 0
    assert "a password of my own" not in out
    assert passwords.matches(hash_of(run.url), "a password of my own")


def test_the_list_names_role_merchants_and_standing(run):
    run(*ADD, "--totp")
    run("disable", "ANNA@example.com")
    assert run("list")[1] == "anna@example.com\tAnna Vik\tagent\tnorrnet\ttwo factors\tdisabled\n"


def test_reset_gives_another_password(run):
    run(*ADD, "--password-stdin", stdin="a password of my own\n")
    code, out, _ = run("reset", "anna@example.com")
    assert code == 0
    assert not passwords.matches(hash_of(run.url), "a password of my own")
    assert "otpauth" not in out
    assert "disabled" not in out


@pytest.mark.parametrize(
    "command",
    [("reset",), ("reset", "--no-totp"), ("change", "--role", "supervisor"), ("change", "--merchant", "itnet")],
)
def test_a_disabled_account_stays_disabled_whatever_else_is_changed_and_that_is_said(run, command):
    run(*ADD)
    run("disable", "anna@example.com")
    code, out, _ = run(command[0], "anna@example.com", *command[1:])
    assert code == 0
    assert "is disabled and cannot sign in; `amends desk user enable anna@example.com` lets it in again" in out
    assert run("list")[1].rstrip().endswith("\tdisabled")


def test_enable_lets_a_disabled_account_in_again_with_the_password_it_has(run):
    run(*ADD, "--password-stdin", stdin="a password of my own\n")
    run("disable", "anna@example.com")
    assert run("enable", "anna@example.com")[0] == 0
    assert "disabled" not in run("list")[1]
    assert passwords.matches(hash_of(run.url), "a password of my own")
    assert run("enable", "nobody@example.com")[0] == 2


def secret_of(url):
    database = Database(url)
    with database.read() as session:
        kept = session.query(AgentRow.totp_secret).scalar()
    database.close()
    return kept


def test_reset_keeps_two_factors_with_a_new_secret_and_says_so(run):
    run(*ADD, "--totp")
    before = secret_of(run.url)
    code, out, _ = run("reset", "anna@example.com")
    assert code == 0
    assert secret_of(run.url) not in {None, before}
    assert secret_of(run.url) in out
    assert "two factors: the password and a code" in out
    assert "two factors" in run("list")[1]


def test_the_second_factor_is_removed_only_where_that_is_asked_for(run):
    run(*ADD, "--totp")
    code, out, _ = run("reset", "anna@example.com", "--no-totp")
    assert (code, secret_of(run.url)) == (0, None)
    assert "one factor: the password alone" in out
    assert "otpauth" not in out


def test_reset_gives_a_second_factor_where_that_is_asked_for(run):
    run(*ADD)
    assert "otpauth" in run("reset", "anna@example.com", "--totp")[1]
    assert secret_of(run.url) is not None


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (("add", "a@example.com", "--name", "A", "--merchant", "nowhere"), "", "no merchant nowhere"),
        (("add", "no address", "--name", "A", "--merchant", "norrnet"), "", "is not an e-mail address"),
        ((*ADD, "--password-stdin"), "short\n", "12 to 128 characters"),
        ((*ADD, "--password-stdin"), "x" * 129, "12 to 128 characters"),
        (("reset", "nobody@example.com"), "", "no account"),
        (("disable", "nobody@example.com"), "", "no account"),
    ],
)
def test_what_cannot_be_is_refused_with_its_way_out(run, arguments, stdin, says):
    code, out, error = run(*arguments, stdin=stdin)
    assert code == 2
    assert says in out + error


def test_an_address_has_one_account(run):
    run(*ADD)
    assert run("add", "Anna@Example.com", "--name", "Other", "--merchant", "itnet")[0] == 2


def test_a_role_and_merchants_are_changed_and_the_person_signed_out(run):
    run(*ADD)
    database = Database(run.url)
    with database.begin() as session:
        token = sessions.begin(session, account.active(session, "anna@example.com").id, clock.now())
    code, out, _ = run("change", "anna@example.com", "--role", "supervisor", "--merchant", "itnet")
    assert (code, out) == (0, "anna@example.com\tAnna Vik\tsupervisor\titnet\n")
    with database.read() as session:
        assert sessions.find(session, token, sessions.Lifetimes(), clock.now()) is None
        for merchant in ("norrnet", "itnet"):  # those of before see it too
            assert list(entries(session, merchant))[-1].action == "account_changed"
    database.close()


@pytest.mark.parametrize("wanted", [(), ("--merchant", "nobody")])
def test_no_change_and_an_unknown_merchant_are_refused(run, wanted):
    run(*ADD)
    code, _, fault = run("change", "anna@example.com", *wanted)
    assert code != 0
    assert fault
