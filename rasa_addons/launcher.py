"""Starts Rasa the way this project runs it: `python -m rasa_addons.launcher run|train|validate`.

run       one model, one channel, no HTTP API, no telemetry; loopback unless the settings say so; stops at SIGTERM
train     writes the model and, beside it, its SHA-256
validate  Rasa's own check of the bot's files; exit code 1 when it finds something
"""

import argparse
import ipaddress
import logging
import os
import sys
from pathlib import Path
from typing import List, Optional

import structlog

from rasa_addons import log_lines, spans
from rasa_addons.fingerprint import fingerprint
from rasa_addons.own_issues import policies_folder
from rasa_addons.settings_file import WrongFile, given

# Read when Rasa is imported: no telemetry, and a lock that outlives the longest turn. So the commands import it later.
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ["TICKET_LOCK_LIFETIME"] = "120"
# Rasa's cache of trained components does not see that a component's code has changed.
os.environ["RASA_MAX_CACHE_SIZE"] = "0"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

DEFAULT_PORT = 8105
CONFIG, DOMAIN, DATA = "config.yml", "domain.yml", "data"
LOOPBACK = "127.0.0.1"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
MIN_SECRET_CHARACTERS = 32

logger = logging.getLogger("rasa_addons")


NO_SECRET = (
    f"AMENDS_INTERNAL_SECRET is missing or shorter than {MIN_SECRET_CHARACTERS} characters. Set the same one for web, "
    "actions and Rasa, in the environment or in the settings file (docs/settings.md); `make run` makes one."
)


class CannotStart(Exception):
    """What is wrong and the way out, for the one who starts it."""


def main(arguments: List[str]) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    try:
        _configure_logs(given("LOG_LEVEL") or "INFO")
        return int(options.command(options))
    except (CannotStart, WrongFile) as reason:
        sys.stderr.write(f"{reason}\n")
        return 2


def _configure_logs(level: str) -> None:
    if level not in LEVELS:
        raise CannotStart(f"AMENDS_LOG_LEVEL is {level!r}. Write one of: {', '.join(LEVELS)}.")
    # What Rasa writes through structlog holds what customers write, and so do its DEBUG lines: neither is let through.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL), cache_logger_on_first_use=True
    )
    level = "INFO" if level == "DEBUG" else level
    log_lines.configure("rasa", level, sys.stdout)


def _run(options: argparse.Namespace) -> int:
    from rasa_addons.digest import DigestDiffers, check  # noqa: PLC0415

    host = _host()
    model = options.model or Path("models", f"{fingerprint(policies=policies_folder())}.tar.gz")
    try:
        check(model)
    except (DigestDiffers, FileNotFoundError) as reason:
        way_out = f"python -m rasa_addons.launcher train --out {model}"
        raise CannotStart(f"{reason}. Train it again: {way_out}") from None
    secret, former = given("INTERNAL_SECRET") or "", given("FORMER_INTERNAL_SECRET")
    if len(secret) < MIN_SECRET_CHARACTERS:
        raise CannotStart(NO_SECRET)
    if former is not None and len(former) < MIN_SECRET_CHARACTERS:
        raise CannotStart(f"AMENDS_FORMER_INTERNAL_SECRET is shorter than {MIN_SECRET_CHARACTERS} characters.")
    secrets = [secret, *filter(None, [former])]
    # A second thread for products of small matrices spends more on waiting than it computes: a third of a message.
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    _trace(given("TRACING_ENDPOINT"))
    from rasa_addons import yaml_scalars  # noqa: PLC0415 - after the checks: importing Rasa takes seconds
    from rasa_addons.serving import serve  # noqa: PLC0415

    yaml_scalars.install()
    serve(model, (host, _port(options)), _actions_url(options), secrets)
    return 0


def _trace(endpoint: Optional[str]) -> None:
    if endpoint is not None and not endpoint.startswith(("http://", "https://")):
        raise CannotStart(f"AMENDS_TRACING_ENDPOINT is {endpoint!r}. Write it as http://127.0.0.1:4318.")
    try:
        spans.configure("rasa", endpoint)
    except spans.NotInstalled as reason:
        raise CannotStart(f"{reason} Run `make setup`, or take the setting out.") from None


def _host() -> str:
    host = given("INTERNAL_HOST") or LOOPBACK
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        raise CannotStart(
            f"AMENDS_INTERNAL_HOST is {host!r}, which is no IP address. Write one, or leave it out."
        ) from None


def _port(options: argparse.Namespace) -> int:
    return _number("RASA_PORT", DEFAULT_PORT) if options.port is None else options.port


def _actions_url(options: argparse.Namespace) -> Optional[str]:
    """None: the one of endpoints.yml."""
    url = options.actions_url or given("ACTIONS_URL")
    if url is None and given("ACTIONS_PORT") is not None:
        url = f"http://{LOOPBACK}:{_number('ACTIONS_PORT', 0)}"
    return url


def _number(name: str, default: int) -> int:
    text = given(name)
    if text is None:
        return default
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CannotStart(f"AMENDS_{name} is {text!r}, which is not a TCP port. Write a number from 1 to 65535.")
    return int(text)


def _train(options: argparse.Namespace) -> int:
    from rasa.api import train  # noqa: PLC0415

    from rasa_addons import yaml_scalars  # noqa: PLC0415
    from rasa_addons.digest import write  # noqa: PLC0415

    yaml_scalars.install()
    folder, name = options.out.parent, options.out.name.removesuffix(".tar.gz")
    result = train(DOMAIN, CONFIG, DATA, output=str(folder), fixed_model_name=name, force_training=True)
    if result.code != 0 or result.model is None:
        raise CannotStart("Training failed; the lines above say why.")
    write(Path(result.model))
    return 0


def _validate(_options: argparse.Namespace) -> int:
    from rasa.shared.importers.importer import TrainingDataImporter  # noqa: PLC0415
    from rasa.validator import Validator  # noqa: PLC0415

    from rasa_addons import yaml_scalars  # noqa: PLC0415

    yaml_scalars.install()
    importer = TrainingDataImporter.load_from_config(CONFIG, DOMAIN, [DATA])
    check = Validator.from_importer(importer)
    sound = [
        check.verify_domain_validity(),
        check.verify_nlu(ignore_warnings=False),
        check.verify_actions_in_stories_rules(),
        check.verify_forms_in_stories_rules(),
        check.verify_form_slots(),
        check.verify_slot_mappings(),
        check.verify_story_structure(ignore_warnings=False),
    ]
    return 0 if all(sound) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rasa_addons.launcher", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="serve a model")
    run.add_argument("--model", type=Path, help="default: the one of this checkout, models/<fingerprint>.tar.gz")
    run.add_argument("--port", type=int, help=f"default: the setting AMENDS_RASA_PORT, or {DEFAULT_PORT}")
    run.add_argument("--actions-url", help="base URL of the action server; default: the setting AMENDS_ACTIONS_URL")
    run.set_defaults(command=_run)
    train = commands.add_parser("train", help="train a model")
    train.add_argument("--out", type=Path, required=True, help="the model's file, ending in .tar.gz")
    train.set_defaults(command=_train)
    validate = commands.add_parser("validate", help="check the bot's files")
    validate.set_defaults(command=_validate)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
