"""What somebody wrote in a reply: without the older message, what introduces it, and signatures."""

import re

from amends.mail import quotations
from amends.mail.quotations import is_quoted, unquoted

_RULE = re.compile(r"--|[_=*-]{3,}|—{2,}")
_SIGNATURE = re.compile(r"--|_{3,}")
_LINK = re.compile(r"\s*<?https?://\S+>?")
_DEVICE = (
    r"i ?phone|i ?pad|i ?pod|mac ?book|apple watch|samsung|galaxy|huawei|xiaomi|redmi|oneplus|one ?plus|pixel|nokia|"
    r"xperia|sony|motorola|moto|fairphone|htc|lg|blackberry|windows phone|android|smart ?phone|telefoon|telefon|phone|"
    r"mobile|mobiel|mobil|mobiltelefon|tablet|nettbrett|toestel|enhet|device|"
    r"gerät|handy|surfplatta"
)
_MODEL = rf"\w?\d\w*|pro|max|plus|mini|ultra|air|note|edge|{_DEVICE}"
_PROGRAM = (
    r"outlook|mail|e-?post|yahoo mail|gmail|proton ?mail|spark|aol|bluemail|k-9 mail|thunderbird|mailbird|"
    r"mail for windows|mail voor windows|e-?post f[oö]r windows"
)
_SENT = r"(?:sent|verstuurd|verzonden|sendt|skickat|skickades|gesendet)"
_MOBILE = re.compile(
    r"(?:"
    rf"{_SENT} (?:from|vanaf|vanuit|van|met|via|with|fra|från|von|mit|med)"
    rf"(?: (?:my|mijn|min|mitt|een|an?|en|et))?(?: [\w.+-]+){{0,2}}? (?:{_DEVICE})(?:[ -](?:{_MODEL}))*"
    rf"|{_SENT} (?:from|vanaf|vanuit|met|via|with|fra|från|von|mit|med)"
    rf" (?:{_PROGRAM})(?: secure email)?(?: (?:for|voor|on|op|på|til) [\w .]{{2,30}}|[\w .]{{0,12}})"
    rf"|von meinem(?: [\w.+-]+){{0,2}}? (?:{_DEVICE})(?:[ -](?:{_MODEL}))* gesendet"
    rf"|diese nachricht wurde von meinem(?: [\w.+-]+){{0,2}}? (?:{_DEVICE}) mit [\w. -]{{2,20}} gesendet"
    r"|gesendet mit der [\w.]{2,12} mail app"
    r"|(?:get|download|hent|skaff deg|skaffa|hämta|få|last ned|holen sie sich) outlook (?:for|voor|för|für) \w{2,12}"
    r"|outlook (?:for|voor|för|für) \w{2,12} (?:downloaden|ophalen|beziehen|herunterladen)"
    r")\.?",
    re.IGNORECASE,
)


def above(text: str) -> str:
    """What was newly written, above the quotation or, where nothing stands there, below it."""
    lines = [line.rstrip("\r") for line in text.replace("\r\n", "\n").split("\n")]
    found = quotations.first(lines)
    if found is None:
        return _signed(lines)
    said = _signed(lines[: found.start])
    if said or not found.is_marked:
        return said
    return above("\n".join(_below(lines[found.end :])))


def _below(lines: list[str]) -> list[str]:
    """What follows a quotation after an empty line. Without one it may be the rest of a quoted line that was broken."""
    at = 0
    while at < len(lines) and (is_quoted(lines[at]) or not lines[at].strip()):
        at += 1
    return lines[at:] if at and not is_quoted(lines[at - 1]) else []


def _signed(lines: list[str]) -> str:
    """The lines up to the signature, without what a telephone adds, and without a quotation at their end."""
    signature = next((n for n, line in enumerate(lines) if _SIGNATURE.fullmatch(line.strip())), len(lines))
    kept = lines[:signature]
    while kept:
        added = _added(kept)
        if not added:
            break
        del kept[-added:]
    return "\n".join(kept).strip()


def _added(kept: list[str]) -> int:
    """How many of the last lines nobody wrote by hand: none where the last one is somebody's."""
    last = kept[-1]
    if not last.strip() or is_quoted(last) or _RULE.fullmatch(last.strip()):
        return 1
    for count in (1, 2, 3):  # a line of a telephone's is broken too
        said = " ".join(unquoted(line) for line in kept[-count:])
        if count <= len(kept) and all(line.strip() for line in kept[-count:]) and _is_mobile(said):
            return count
    return 0


def _is_mobile(said: str) -> bool:
    return bool(_MOBILE.fullmatch(" ".join(_LINK.sub("", said).split())))
