"""`amends channel`: connect a merchant to a messaging channel, try it, list and remove what is connected."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from amends.channels.kinds import ChannelKind

if TYPE_CHECKING:
    from amends.channels.connecting import Connecting
    from amends.channels.credentials import Credentials

PREFIX = "AMENDS_CHANNEL_"
_FORMS = {
    r"^https?://[^/?#\s]+/?$": "it begins with https:// and ends with the host's name",
    r"^[0-9]+$": "it has digits alone",
}
"""What a pattern of the credentials' asks for, in words."""
_PARSED = {"int_parsing": "it is a number", "bool_parsing": "it is true or false"}
KINDS = [kind for kind in ChannelKind if kind is not ChannelKind.WEB]


def register(subparsers: Any) -> None:
    """Add `amends channel` to the command line."""
    kinds = "Telegram, WhatsApp, Messenger, Slack, Matrix, SMS and e-mail"
    channel = subparsers.add_parser("channel", help=f"messaging channels: {kinds}")
    commands = channel.add_subparsers(required=True, metavar="command")

    add = commands.add_parser("add", help="connect a merchant to one")
    add.description = (
        "Asks for what the provider wants, or takes it from the environment: the token of Telegram from "
        f"{PREFIX}TELEGRAM_TOKEN. Nothing is kept unless the provider takes it."
    )
    add.add_argument("kind", choices=[*map(str, KINDS)])
    add.add_argument("--merchant", help="whose customers write there; may be left out where there is only one")
    add.add_argument("--name", help="for colleagues, where a merchant has several; default: the account's there")
    add.add_argument("--test", metavar="ADDRESS", help="send a test message to this chat, number or mailbox")
    add.set_defaults(run=_add)

    commands.add_parser("list", help="all of them").set_defaults(run=_list)

    test = commands.add_parser("test", help="ask the provider whether all is well")
    test.add_argument("id")
    test.add_argument("--to", metavar="ADDRESS", help="and send a test message there")
    test.set_defaults(run=_test)

    reseal = commands.add_parser("reseal", help="keep all credentials under the channel secret that is set now")
    reseal.set_defaults(run=_reseal)

    remove = commands.add_parser("remove", help="disconnect one; its conversations stay")
    remove.add_argument("id")
    remove.set_defaults(run=_remove)


def _add(arguments: argparse.Namespace) -> int:
    from amends.channels.registry import PROVIDERS  # noqa: PLC0415 - other commands must not wait for it
    from amends.errors import ChannelError  # noqa: PLC0415

    connecting, merchants = _connecting()
    merchant = arguments.merchant or (next(iter(merchants)) if len(merchants) == 1 else None)
    if merchant not in merchants:
        said = f"no merchant {merchant}" if merchant else "say with --merchant whose customers write there"
        return _fail(f"{said}. There are: {', '.join(sorted(merchants))}.")
    if arguments.kind not in PROVIDERS:
        return _fail(f"{arguments.kind} is not part of this release. There are: {', '.join(sorted(PROVIDERS))}.")
    credentials = _asked(arguments.kind, PROVIDERS[arguments.kind].credentials)
    if isinstance(credentials, str):
        return _fail(credentials)
    try:
        added = connecting.add(merchant, arguments.kind, credentials, arguments.name or "")
        who = f" as {added.account}" if added.account else ""
        how = "connected anew" if added.anew else "connected"
        _print([f"{added.id}: {ChannelKind.label_of(arguments.kind)} for {merchant}, {how}{who}"])
        way = f"the provider calls {added.url}" if added.url else "nobody calls: the worker asks"
        _print([way, *(f"left to do: {each}" for each in added.to_do)])
        if arguments.test:
            connecting.test(added.id, arguments.test, _words())
            _print([f"a test message was sent to {arguments.test}"])
    except ChannelError as fault:
        return _refused(fault)
    return 0


def _list(_arguments: argparse.Namespace) -> int:
    connecting, _ = _connecting()
    found = connecting.every()
    if not found:
        sys.stderr.write("amends: no channel was ever added. `amends channel add` connects one: docs/channels.md.\n")
    for each in found:
        state = "connected" if each.disconnected_at is None else f"removed {each.disconnected_at:%Y-%m-%d}"
        _print(
            ["\t".join([each.id, each.kind, each.merchant, each.name, f"{each.conversations} conversations", state])]
        )
    return 0


def _test(arguments: argparse.Namespace) -> int:
    from amends.errors import ChannelError  # noqa: PLC0415

    connecting, _ = _connecting()
    try:
        found = connecting.test(arguments.id, arguments.to, _words())
    except ChannelError as fault:
        return _refused(fault)
    _print([f"the provider knows us{f' as {found.account}' if found.account else ''}"])
    _print(f"left to do: {each}" for each in found.to_do)
    if arguments.to:
        _print([f"a test message was sent to {arguments.to}"])
    return 0


def _reseal(_arguments: argparse.Namespace) -> int:
    connecting, _ = _connecting()
    what = "credentials of channels and secrets of webhooks"
    _print([f"{connecting.reseal()} {what} are sealed with AMENDS_CHANNEL_SECRET as it is now"])
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    connecting, _ = _connecting()
    left = connecting.remove(arguments.id)
    _print([f"{arguments.id} is not connected any more, and its credentials are gone", *left])
    return 0


def _asked(kind: str, model: "type[Credentials]") -> "Credentials | str":
    """The credentials; a sentence where they are not to be had. What was given is never repeated."""
    from pydantic import SecretStr, ValidationError  # noqa: PLC0415

    given: dict[str, str] = {}
    for name, wanted in model.model_fields.items():
        variable = f"{PREFIX}{kind.upper()}_{name.upper()}"
        value = os.environ.get(variable)
        if value is None and sys.stdin.isatty():
            default = "" if wanted.is_required() else " (empty: leave it as it is)"
            prompt = f"{name}: {wanted.description or ''}{default}\n> "
            secret = SecretStr in (wanted.annotation, *getattr(wanted.annotation, "__args__", ()))
            value = getpass.getpass(prompt) if secret else input(prompt)
        if value:
            given[name] = value.strip()
        elif wanted.is_required():
            return f"{variable} is not set. It holds: {wanted.description or name}"
    try:
        return model.model_validate(given)
    except ValidationError as fault:
        return "; ".join(_wrong(kind, model, error) for error in fault.errors(include_input=False, include_url=False))


def _wrong(kind: str, model: "type[Credentials]", error: Any) -> str:
    """What is wrong with one of them, by its variable and by what it should hold."""
    said = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "string_pattern_mismatch":  # a pattern says nothing to whoever pastes a token
        said = _FORMS.get(str(error["ctx"]["pattern"]), "it does not look like one")
    said = _PARSED.get(str(error["type"]), said)
    if not error["loc"]:
        return said
    name = str(error["loc"][0])
    means = model.model_fields[name].description or name
    return f"{PREFIX}{kind.upper()}_{name.upper()} is not right ({said}). It holds: {means}"


def _connecting() -> "tuple[Connecting, set[str]]":
    from amends import clock, settings  # noqa: PLC0415
    from amends.channels.assembly import keep_secrets_out_of_logs  # noqa: PLC0415
    from amends.channels.connecting import Connecting  # noqa: PLC0415
    from amends.channels.sealing import seal_of  # noqa: PLC0415
    from amends.db.existing import open_existing  # noqa: PLC0415
    from amends.errors import SettingError  # noqa: PLC0415
    from amends.policy.loader import load_all  # noqa: PLC0415

    keep_secrets_out_of_logs()
    chosen = settings.load()
    seal = seal_of(chosen)
    if seal is None:
        raise SettingError(
            "AMENDS_CHANNEL_SECRET is not set, so credentials cannot be kept. Set what `openssl rand -base64 32` "
            "prints, the same for web, worker and this command."
        )
    database = open_existing(chosen.database_url)
    return Connecting(database, seal, clock.now, chosen.public_url), set(load_all(chosen.policies_folder))


def _words() -> str:
    from amends import settings  # noqa: PLC0415
    from amends.messages.say import Say  # noqa: PLC0415
    from amends.messages.sentences import Sentences  # noqa: PLC0415

    return Sentences(settings.load().domain_folder).text(Say("utter_channel_test"), "en")


def _refused(fault: Any) -> int:
    from amends.channels.connecting import explained  # noqa: PLC0415

    return _fail(explained(fault))


def _fail(sentence: str) -> int:
    sys.stderr.write(f"amends: {sentence}\n")
    return 2


def _print(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
