"""`amends merchant new`: a folder of files with which a merchant can be served at once, to change to its own.

What is written passes `amends policy check`; where it would not, nothing is written.
"""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from zoneinfo import ZoneInfo

import jinja2

from amends import clock, yaml_file
from amends.connectors.source import HTTP
from amends.errors import Conflict, Fault, InvalidDocument, PolicyError
from amends.languages import LANGUAGES
from amends.merchants import merchant_files
from amends.money import Money
from amends.policy import loader
from amends.policy.merchant_reader import EU, read_merchant, read_what_can_be

_TEMPLATES = Path(__file__).with_name("templates")
_TEXTS = "merchant.yml"
"""The same texts in a further language, in the language's own folder."""
_ID = re.compile(r"[a-z][a-z0-9-]{1,38}")
_OF_STATUTES = EU.split("/")[0]


@dataclass(frozen=True)
class NewMerchant:
    """What is asked of whoever adds a merchant; the rest of its files is to change afterwards."""

    id: str
    name: str
    country: str
    zone: str
    languages: tuple[str, ...]
    currencies: tuple[str, ...]
    email: str
    prefix: str
    digits: int
    orders: str = HTTP


def write(folder: Path, merchant: NewMerchant, in_force_from: date) -> Path:
    """The merchant's new folder in `folder`. InvalidDocument says what cannot be used, one fault an answer; Conflict
    that there is such a merchant, or one with such order numbers; PolicyError what a template made that cannot be used.
    In every case nothing is written. An answer given twice counts once."""
    merchant = replace(
        merchant,
        languages=tuple(dict.fromkeys(merchant.languages)),
        currencies=tuple(dict.fromkeys(merchant.currencies)),
    )
    _check_free(folder, merchant)
    if not clock.FIRST_YEAR < in_force_from.year < clock.LAST_YEAR:
        between = f"{clock.FIRST_YEAR + 1} to {clock.LAST_YEAR - 1}"
        raise InvalidDocument("merchant", [Fault("from", f"{in_force_from} is out of reach; name a year of {between}")])
    # Beside the others, so that the folder comes to its place whole.
    draft = Path(mkdtemp(dir=folder, prefix=".new-"))
    try:
        made = draft / merchant.id
        made.mkdir()
        environment = _environment(merchant)
        _render(environment, "merchant.yml", made / loader.MERCHANT_FILE, merchant=merchant)
        _check_answers(made / loader.MERCHANT_FILE)
        context = _context(merchant, in_force_from)
        (made / "refund").mkdir()
        _render(environment, "refund.yml", made / "refund" / f"{in_force_from}.yml", **context)
        for name in ("desk.yml", "canned.yml", "widget.yml", "demo-orders.yml"):
            _render(environment, name, made / name, **context)
        _write_examples(environment, made / "examples", context)
        _check_whole(draft, folder)
        made.rename(folder / merchant.id)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder / merchant.id


def _check_free(folder: Path, merchant: NewMerchant) -> None:
    if not _ID.fullmatch(merchant.id) or merchant.id == _OF_STATUTES:
        raise InvalidDocument("merchant", [Fault("id", "use two or more small letters, digits and -, as `my-shop`")])
    if not folder.is_dir():
        raise InvalidDocument("merchant", [Fault("policies", f"there is no folder {folder}")])
    if (folder / merchant.id).exists():
        raise Conflict(
            f"there is {folder / merchant.id} already; nothing was changed. Choose another id, or remove it."
        )
    for other in loader.merchant_ids(folder):
        taken = read_what_can_be(folder / other / loader.MERCHANT_FILE).get("order_numbers")
        if taken is not None and taken.prefix == merchant.prefix:
            raise Conflict(
                f"order numbers of {other} begin with {merchant.prefix} already; nothing was written. Choose another "
                "prefix."
            )


def _check_answers(file: Path) -> None:
    """What is wrong with the answers is told as that, and not by a file that will never be there."""
    try:
        read_merchant(file)
    except PolicyError as broken:
        faults = [Fault("merchant", f"{fault.message}. {fault.way_out}") for fault in broken.faults]
        raise InvalidDocument("the new merchant", faults) from broken


def _check_whole(draft: Path, folder: Path) -> None:
    """Read as it will be served, beside the statute: one file that cannot be used would stop every process."""
    if (folder / _OF_STATUTES).is_dir():  # where it is not, reading says so
        shutil.copytree(folder / _OF_STATUTES, draft / _OF_STATUTES)
    merchant_files.load(draft)


def _context(merchant: NewMerchant, start: date) -> dict[str, Any]:
    zone, currency = ZoneInfo(merchant.zone), merchant.currencies[0]

    def at(days: int, hour: int) -> str:
        return datetime.combine(start + timedelta(days=days), time(hour), zone).isoformat()

    def money(amount: int) -> str:
        json_money = Money.from_json({"amount": str(amount), "currency": currency}).as_json()
        return f"{json_money['amount']} {currency}"

    texts: Mapping[str, Any] = yaml_file.read(_TEMPLATES / "texts.yml")
    for language in merchant.languages:
        if (own := LANGUAGES[language].folder / _TEXTS).is_file():
            texts = _with_language(texts, yaml_file.read(own), language)
    return {"merchant": merchant, "currency": currency, "at": at, "money": money, "texts": texts}


def _with_language(texts: Any, own: Any, language: str) -> Any:
    """`texts`, each by language, with those of one more language."""
    if isinstance(own, str):
        return {**texts, language: own}
    return {name: _with_language(below, own[name], language) for name, below in texts.items()}


def _write_examples(environment: jinja2.Environment, folder: Path, context: Mapping[str, Any]) -> None:
    folder.mkdir()
    text = environment.get_template("examples.yml.jinja").render(_named(context))
    for part in text.split("=== ")[1:]:
        name, _, content = part.partition("\n")
        (folder / name).write_text(content, "utf-8")


def _render(environment: jinja2.Environment, name: str, file: Path, **context: Any) -> None:
    file.write_text(environment.get_template(f"{name}.jinja").render(_named(context)), "utf-8")


def _named(context: Mapping[str, Any]) -> dict[str, Any]:
    merchant: NewMerchant = context["merchant"]
    return {**context, "m": merchant, "number": f"{merchant.prefix}-{'1234567890'[: merchant.digits]}"}


def _environment(merchant: NewMerchant) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 (YAML, whose texts are quoted by the filters below)
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def spoken(texts: Mapping[str, str]) -> str:
        return "{" + ", ".join(f"{language}: {_quoted(texts[language])}" for language in merchant.languages) + "}"

    environment.filters |= {
        "quoted": _quoted,
        "listed": lambda values: "[" + ", ".join(_quoted(value) for value in values) + "]",
        "spoken": spoken,
    }
    return environment


def _quoted(text: str) -> str:
    """A JSON text is a YAML text, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)
