"""The address that an answer goes to: our mailbox's, with a token that names one case and cannot be made by others."""

import base64
import hashlib
import hmac
import re
import unicodedata
from html import unescape
from urllib.parse import unquote

from amends.cases import numbers

_ANYWHERE = re.compile(r"(?=([0-9a-z]{7})-([a-z2-7]{26}))")
_TOKEN = re.compile(r"([0-9a-z]{7})-([a-z2-7]{26})")


def address(secret: str, mailbox: str, merchant: str, number: str) -> str:
    """`cases@…` as `cases+<token>@…` for that case."""
    name, _, domain = mailbox.partition("@")
    case = number.removeprefix(numbers.PREFIX).lower()
    return f"{name}+{case}-{_mac(secret, merchant, number)}@{domain}"


def case_of(secret: str, mailbox: str, merchant: str, recipient: str) -> str | None:
    """The number of the case that `recipient` was made for; None where it was made by nobody with the secret."""
    name, _, domain = mailbox.casefold().partition("@")
    local, _, where = recipient.strip().casefold().partition("@")
    shape = _TOKEN.fullmatch(local.removeprefix(f"{name}+"))
    if where != domain or not local.startswith(f"{name}+") or shape is None:
        return None
    number = numbers.PREFIX + shape[1].upper()
    return number if hmac.compare_digest(shape[2], _mac(secret, merchant, number)) else None


def stands_in(secret: str, merchant: str, number: str, text: str) -> bool:
    """Whether `text` gives a token of this merchant away, or the secret part of the one for case `number` alone.

    However it is broken into lines, quoted or escaped; words that only look like a token are none.
    """
    tagless = re.sub(r"<[^<>]*>", "", text)
    return any(_holds(secret, merchant, number, plain) for plain in (_bare(text), _bare(tagless)))


def _bare(text: str) -> str:
    """What a token is made of, and nothing between it."""
    plain = unicodedata.normalize("NFKC", unescape(unquote(text))).casefold().replace("=2d", "-")
    return re.sub(r"[^0-9a-z-]", "", plain)


def _holds(secret: str, merchant: str, number: str, plain: str) -> bool:
    found = {(f"{numbers.PREFIX}{shape[1].upper()}", shape[2]) for shape in _ANYWHERE.finditer(plain)}
    return _mac(secret, merchant, number) in plain.replace("-", "") or any(
        hmac.compare_digest(mac, _mac(secret, merchant, named)) for named, mac in found
    )


def _mac(secret: str, merchant: str, number: str) -> str:
    """128 bits; mail servers may fold the case of letters, and base 32 bears it."""
    digest = hmac.new(secret.encode(), f"answers:{merchant}:{number}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:16]).decode().rstrip("=").lower()
