"""`amends desk user`: who may work at the desk."""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from amends.merchants.roles import Role

if TYPE_CHECKING:
    from amends.accounts.account import Account
    from amends.db.session import Database


def register(desk: Any) -> None:
    """Add it to the commands of `amends desk`."""
    user = desk.add_parser("user", help="who may work there").add_subparsers(required=True, metavar="command")

    add = user.add_parser("add", help="a new account; prints its password unless one is given")
    add.add_argument("email")
    add.add_argument("--name", required=True, help="as colleagues and customers read it")
    add.add_argument("--role", choices=Role, default=Role.AGENT, help="default: agent")
    add.add_argument("--merchant", action="append", required=True, help="works for this one; repeat for more")
    _password(add)
    add.add_argument("--totp", action="store_true", help="ask for an authenticator app's code at sign-in")
    add.set_defaults(run=_add)

    reset = user.add_parser("reset", help="a new password; signs the person out everywhere")
    reset.description = (
        "A new password. An account with two factors keeps two, with a new secret for the app; a disabled one stays "
        "disabled."
    )
    reset.add_argument("email")
    _password(reset)
    again = "--totp: a code of an authenticator app at sign-in; --no-totp: the password alone. Default: as before"
    reset.add_argument("--totp", action=argparse.BooleanOptionalAction, help=again)
    reset.set_defaults(run=_reset)

    change = user.add_parser("change", help="another role or other merchants; signs the person out everywhere")
    change.add_argument("email")
    change.add_argument("--role", choices=Role, help="default: unchanged")
    change.add_argument("--merchant", action="append", help="works for this one; repeat for more. Default: unchanged")
    change.set_defaults(run=_change)

    disable = user.add_parser("disable", help="no more signing in, from now on")
    disable.add_argument("email")
    disable.set_defaults(run=_disable)

    enable = user.add_parser("enable", help="a disabled account may sign in again, with the password that it has")
    enable.add_argument("email")
    enable.set_defaults(run=_enable)

    user.add_parser("list", help="everybody").set_defaults(run=_list)


def _password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def _add(arguments: argparse.Namespace) -> int:
    from amends import clock  # noqa: PLC0415 - other commands must not wait for SQLAlchemy and Argon2
    from amends.accounts import account  # noqa: PLC0415

    database, known = _database()
    if not _are_known(arguments.merchant, known):
        return 2
    password, totp_secret = _chosen(arguments), _new_secret(wanted=arguments.totp)
    with database.begin() as session:
        made = account.add(
            session,
            name=arguments.name,
            email=arguments.email,
            role=arguments.role,
            merchants=arguments.merchant,
            password=password,
            now=clock.now(),
            totp_secret=totp_secret,
        )
    _tell(arguments, made, password, totp_secret)
    return 0


def _reset(arguments: argparse.Namespace) -> int:
    from amends import clock  # noqa: PLC0415
    from amends.accounts import account  # noqa: PLC0415

    database, _ = _database()
    password = _chosen(arguments)
    with database.begin() as session:
        two = account.find(session, arguments.email).two_factor if arguments.totp is None else arguments.totp
        totp_secret = _new_secret(wanted=two)
        changed = account.reset(session, arguments.email, password, totp_secret, clock.now())
    _tell(arguments, changed, password, totp_secret)
    return 0


def _change(arguments: argparse.Namespace) -> int:
    from amends import clock  # noqa: PLC0415
    from amends.accounts import account  # noqa: PLC0415

    database, known = _database()
    if not _are_known(arguments.merchant or (), known):
        return 2
    with database.begin() as session:
        changed = account.change(session, arguments.email, arguments.role, arguments.merchant, clock.now())
    _print([_line(changed), *_still_disabled(changed)])
    return 0


def _disable(arguments: argparse.Namespace) -> int:
    from amends import clock  # noqa: PLC0415
    from amends.accounts import account  # noqa: PLC0415

    database, _ = _database()
    with database.begin() as session:
        gone = account.disable(session, arguments.email, clock.now())
    _print([f"{gone.email} cannot sign in any more"])
    return 0


def _enable(arguments: argparse.Namespace) -> int:
    from amends import clock  # noqa: PLC0415
    from amends.accounts import account  # noqa: PLC0415

    database, _ = _database()
    with database.begin() as session:
        back = account.enable(session, arguments.email, clock.now())
    _print([_line(back), "may sign in with the password it has; `amends desk user reset` gives a new one"])
    return 0


def _list(_arguments: argparse.Namespace) -> int:
    from amends.accounts import account  # noqa: PLC0415

    database, _ = _database()
    with database.read() as session:
        everybody = account.every(session)
    _print(_line(each) for each in everybody)
    return 0


def _are_known(merchants: Iterable[str], known: set[str]) -> bool:
    unknown = sorted(set(merchants) - known)
    if unknown:
        sys.stderr.write(f"amends: no merchant {', '.join(unknown)}. There are: {', '.join(sorted(known))}.\n")
    return not unknown


def _line(each: "Account") -> str:
    notes = [*(["two factors"] if each.two_factor else []), *([] if each.active else ["disabled"])]
    return "\t".join([each.email, each.name, each.role, ",".join(sorted(each.merchants)), *notes])


def _chosen(arguments: argparse.Namespace) -> str:
    from amends.accounts import passwords  # noqa: PLC0415

    return sys.stdin.readline().rstrip("\r\n") if arguments.password_stdin else passwords.generate()


def _new_secret(*, wanted: bool) -> str | None:
    from amends.accounts import totp  # noqa: PLC0415

    return totp.new_secret() if wanted else None


def _tell(arguments: argparse.Namespace, who: "Account", password: str, totp_secret: str | None) -> None:
    from amends.accounts import totp  # noqa: PLC0415

    lines = [f"{who.email}: {who.role} for {', '.join(sorted(who.merchants))}"]
    if not arguments.password_stdin:
        lines.append(f"password, shown this once: {password}")
    if totp_secret is None:
        lines.append("signs in with one factor: the password alone")
    else:
        lines.append("signs in with two factors: the password and a code of the authenticator app")
        lines.append(f"for the authenticator app: {totp.uri(totp_secret, who.email)}")
    _print([*lines, *_still_disabled(who)])


def _still_disabled(who: "Account") -> list[str]:
    if who.active:
        return []
    return [f"is disabled and cannot sign in; `amends desk user enable {who.email}` lets it in again"]


def _database() -> "tuple[Database, set[str]]":
    from amends import settings  # noqa: PLC0415
    from amends.db.existing import open_existing  # noqa: PLC0415
    from amends.policy.loader import load_all  # noqa: PLC0415

    chosen = settings.load()
    return open_existing(chosen.database_url), set(load_all(chosen.policies_folder))


def _print(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
