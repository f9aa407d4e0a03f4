"""E-mail addresses: which words are one, how one is compared, and how it is written to a mail server.

What an address may be is decided by the email-validator library; nothing is looked up.
"""

import re
import unicodedata

import email_validator
import regex
from email_validator import EmailNotValidError, validate_email

from amends.unseen import UNSEEN, seen

# A shop may be tried out, or run for good, under names that the public net does not have (.test, .local).
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()

_RUN = regex.compile(rf"[\p{{L}}\p{{M}}\p{{N}}.!#$%&'’*+=?^_`{{}}~{UNSEEN}-]+@[\p{{L}}\p{{M}}\p{{N}}.{UNSEEN}-]+")
"""No slash, bar or comma: people put them between an order number and an address."""
_AROUND = ".'’*_`~!#?^=-{}"
_LABEL = re.compile(r"(?:e-?mail|e-?post|mail)(?:adres(?:se)?)?=", re.IGNORECASE)
_TOP = regex.compile(r"\p{L}\p{M}*(?:[\p{L}\p{M}]+|n--[\p{L}\p{N}-]+)")
_AT, _DOT = r"(?:at|@|\(at\)|\[at\]|apenstaartje|krøllalfa)", r"(?:dot|\.|\(dot\)|\[dot\]|punt|punktum)"
_WORD = r"[a-z0-9][a-z0-9_+-]*"
_NAMES = rf"{_WORD}(?: {_DOT} {_WORD})"
_SPELLED = re.compile(rf"(?<!\S)({_NAMES}*) {_AT} ({_NAMES}+)(?![^\s.,!?])", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:my|mijn|min|it|the|het) )?(?:e-?mail|e-?post|mail)?(?:adres(?:se)?n?| address)?(?: (?:is|er))? ?:? ?"
)


def find(text: str) -> str | None:
    """The first address in `text`, whole, without what stands around it; its domain as people read it."""
    return next((address for address, _ in find_all(text)), None)


def find_all(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Every address in `text`, and where it stands in its NFKC form. One in words is read where there is no other."""
    plain = unicodedata.normalize("NFKC", text)
    found = []
    for run in _RUN.finditer(plain):
        local, _, domain = seen(run[0])[0].rpartition("@")
        local = _LABEL.sub("", local.lstrip(_AROUND), count=1).replace("’", "'")
        address = _valid(f"{local}@{domain.rstrip(_AROUND)}")
        if address is not None:
            found.append((address, run.span()))
    return found or _spelled(plain)


def without(text: str) -> str:
    """`text` with a blank in place of whatever looks like an address."""
    return _SPELLED.sub(" ", _RUN.sub(" ", text)) if find(text) else _RUN.sub(" ", text)


def same(one: str | None, other: str | None) -> bool:
    """Whether two addresses are one, whatever their case and whichever way a domain's letters are written."""
    if one is None or other is None:
        return False
    one, other = one.strip().casefold(), other.strip().casefold()
    return one == other or (_compares(one, other) and _plain(one) == _plain(other))


def to_send(address: str) -> str:
    """The address as mail servers take it: the domain in ASCII (RFC 5891). ValueError where it is none."""
    try:
        found = validate_email(address, check_deliverability=False, globally_deliverable=False, test_environment=True)
    except EmailNotValidError as fault:
        raise ValueError(f"{fault}") from fault
    return f"{found.local_part}@{found.ascii_domain}"


def _valid(address: str) -> str | None:
    try:
        found = validate_email(address, check_deliverability=False, globally_deliverable=False, test_environment=True)
    except EmailNotValidError:
        return None
    _, dot, top = found.domain.rpartition(".")
    return found.normalized if dot and _TOP.fullmatch(top) else None


def canonical(address: str) -> str:
    """The one way in which an address is written for comparing: two addresses have the same where they are one."""
    return _plain(address.strip()).strip().casefold()


def _compares(one: str, other: str) -> bool:
    """Whether they might be one although they are written differently."""
    return not (one.isascii() and other.isascii()) or "xn--" in one + other


def _plain(address: str) -> str:
    try:
        return unicodedata.normalize("NFC", to_send(address)).casefold()
    except ValueError:
        return address


def _spelled(text: str) -> list[tuple[str, tuple[int, int]]]:
    """«lotte dot janssen at example dot com». Without a dot before «at» it has to be all that is said: «I ordered at
    example dot com» names a shop."""
    for found in _SPELLED.finditer(text):
        local, domain = (re.sub(rf" {_DOT} ", ".", part, flags=re.IGNORECASE) for part in found.groups())
        alone = _LEAD.fullmatch(text[: found.start()].strip().casefold()) and not text[found.end() :].strip(" .!")
        if "." in local or alone:
            address = _valid(f"{local}@{domain}")
            return [] if address is None else [(address, found.span())]
    return []
