"""The words by which receipts, payment pages and error dialogs name their fields: in English, Dutch and Norwegian,
and what the pictures.yml of each further language has."""

import re

from babel.dates import get_month_names

from amends import yaml_file
from amends.crowns import KR
from amends.languages import FIRST, LANGUAGES

FILE = "pictures.yml"
_LETTER = r"[^\W\d_]"


def _any(words: str) -> re.Pattern[str]:
    """Any of the words, standing alone. Readers lose spaces, so one is not insisted on."""
    return re.compile(rf"(?<!{_LETTER})(?:{words.replace(' ', '[ ]?')})(?!{_LETTER})", re.IGNORECASE)


def _part(words: str) -> re.Pattern[str]:
    """Any of the words, also where they have grown together with their neighbours."""
    return re.compile(words.replace(" ", "[ ]?"), re.IGNORECASE)


_FURTHER = [language for code, language in LANGUAGES.items() if code not in FIRST]
_TOLD = [yaml_file.read(language.folder / FILE) for language in _FURTHER]
_WITHOUT_MARKS = {"ä": "[äa]", "å": "[åa]", "ö": "[öo0]", "ü": "[üu]", "ß": "(?:ß|ss)", ".": r"\."}
"""How a letter may be read: readers lose its marks."""


def _further(field: str) -> str:
    """What goes on with the words of the further languages for `field`."""
    words = dict.fromkeys(word for told in _TOLD for word in told[field])
    return "".join("|" + "".join(_WITHOUT_MARKS.get(letter, letter) for letter in word) for word in words)


_TAX = rf"vat|sales tax|tax|btw|mva|moms|merverdiavgift|mwst{_further('taxes')}"
TOTAL = _any(
    r"total|grand total|amount paid|amount|balance due|to pay|charged|paid|payment of|"
    r"totaal|eindtotaal|totaalbedrag|totaalprijs|factuurbedrag|te betalen|te voldoen|bedrag|betaald|afgeschreven|"
    r"totalt|totalsum|sluttsum|sum|totalbel[øo0]p|totalpris|fakturabel[øo0]p|bel[øo0]p|å betale|a betale|til betaling|"
    rf"betalt|belastet{_further('total')}"
)
NOT_TOTAL = _any(
    rf"subtotal|sub-total|{_TAX}|fee|discount|change|balance(?! due)|net|excl|excluding|exclusive|"
    r"subtotaal|korting|wisselgeld|saldo|kosten|netto|nettobedrag|exclusief|"
    r"delsum|rabatt|vekslepenger|gebyr|grunnlag|nettobel[øo0]p|eks|ekskl|eksklusive?"
    rf"{_further('not_total')}"
)
_UNIT = r"€|kr\.?|eur|nok|sek|dkk"
_TAX_SHARE = rf"(?:(?:{_UNIT})?\s?[0-9][0-9.,]*\s?(?:%|{_UNIT})?)?"
_INCLUDING = (
    r"(?:inclusive of|including|inclusief|inclusive|included|incl|inbegrepen|inkludert|inklusive?|inkl|ink1|med"
    rf"{_further('including')})"
)
TAX_INCLUDED = re.compile(
    # "incl. btw", "inkl. 25 % mva", "(incl. € 10,39 btw)"
    rf"{_INCLUDING}[\s.(]*{_TAX_SHARE}[\s(]*(?:{_TAX})(?!{_LETTER})"
    # "VAT included", "btw inbegrepen"
    rf"|(?<!{_LETTER})(?:{_TAX})[\s.:(]*{_INCLUDING}(?!{_LETTER})"
    # "waarvan btw € 10,39": all that follows is the tax's
    rf"|(?:of\s?which|waarvan|hvorav|herav|derav{_further('of_which')})"
    rf"[\s(]*{_TAX_SHARE}\s*(?:{_TAX})(?!{_LETTER}).*",
    re.IGNORECASE,
)
"""Words beside a total that say the tax is in it. A tax named in any other way has a row, and an amount, of its own."""
DATE = _any(
    r"date|paid on|time|datum|betaald op|dato|betalt den|betalingsdato|betaaldatum|tidspunkt" + _further("date")
)
NOT_DATE = _any(
    r"due|expires|valid until|vervaldatum|geldig tot|forfall|forfallsdato|gyldig til|utløper" + _further("not_date")
)
REFERENCE = _any(
    r"payment reference|payment ref|payment id|reference|transaction id|transaction|ref\.?(?:\s?no\.?)?|"
    r"betalingskenmerk|betaalkenmerk|kenmerk|transactienummer|transactie-id|transactie|"
    rf"betalingsreferanse|referanse|ref\.?nr\.?|transaksjons-?id|transaksjon|kid{_further('reference')}"
)
ERROR = _part(
    r"error|failed|failure|could not|couldn't|cannot|can't|unable|"
    r"not(?: yet| been| been yet| yet been)? activated|never activated|not(?: yet)? active|inactive|no connection|"
    r"timed out|timeout|denied|declined|unavailable|went wrong|rejected|"
    r"\bfout|mislukt|kan niet|kon niet|niet gelukt|(?:niet|nooit) geactiveerd|niet actief|inactief|geen verbinding|"
    r"storing|geweigerd|niet beschikbaar|ging iets mis|"
    r"\bfeil|mislyktes|kunne ikke|kan ikke|(?:ikke|aldri)(?: blitt)? aktivert|ikke aktiv|inaktiv|ingen forbindelse|"
    rf"ingen tilkobling|tidsavbrudd|avvist|utilgjengelig|ikke tilgjengelig|gikk galt{_further('errors')}"
)
ACTIVATION = _part(
    rf"activat|activer|activeer|aktiver|aktiv\b|not ?active|inactive|(?:niet ?|in)actief{_further('activation')}"
)
_OURS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januari januar",
            "feb february februari februar",
            "mar march maart mrt mars",
            "apr april",
            "may mei mai",
            "jun june juni",
            "jul july juli",
            "aug august augustus",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december des desember",
        ),
        start=1,
    )
    for name in names.split()
}
_THEIRS = {
    name.rstrip(".").casefold(): number
    for language in _FURTHER
    for locale in language.names_from
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, "format", locale).items()
}
MONTHS = _OURS | _THEIRS | {name.replace("ä", "a"): number for name, number in _THEIRS.items()}
CURRENCIES = {"€": "EUR", "£": "GBP", "$": "USD", "kr": KR, "eur": "EUR", "nok": "NOK", "sek": "SEK", "dkk": "DKK",
              "gbp": "GBP", "usd": "USD"}  # fmt: skip
"""Which crowns `kr` are is decided where it is compared."""
