"""The words by which receipts, payment pages and error dialogs name their fields, in English, Dutch and Norwegian."""

import re

_LETTER = r"[^\W\d_]"


def _any(words: str) -> re.Pattern[str]:
    """Any of the words, standing alone. Readers lose spaces, so one is not insisted on."""
    return re.compile(rf"(?<!{_LETTER})(?:{words.replace(' ', '[ ]?')})(?!{_LETTER})", re.IGNORECASE)


def _part(words: str) -> re.Pattern[str]:
    """Any of the words, also where they have grown together with their neighbours."""
    return re.compile(words.replace(" ", "[ ]?"), re.IGNORECASE)


_TAX = r"vat|sales tax|tax|btw|mva|moms|merverdiavgift|mwst"
TOTAL = _any(
    r"total|grand total|amount paid|amount|balance due|to pay|charged|paid|payment of|"
    r"totaal|eindtotaal|totaalbedrag|totaalprijs|factuurbedrag|te betalen|te voldoen|bedrag|betaald|afgeschreven|"
    r"totalt|totalsum|sluttsum|sum|totalbel[øo0]p|totalpris|fakturabel[øo0]p|bel[øo0]p|å betale|a betale|til betaling|"
    r"betalt|belastet"
)
NOT_TOTAL = _any(
    rf"subtotal|sub-total|{_TAX}|fee|discount|change|balance(?! due)|net|excl|excluding|exclusive|"
    r"subtotaal|korting|wisselgeld|saldo|kosten|netto|nettobedrag|exclusief|"
    r"delsum|rabatt|vekslepenger|gebyr|grunnlag|nettobel[øo0]p|eks|ekskl|eksklusive?"
)
_TAX_SHARE = r"(?:(?:€|kr\.?|eur|nok)?\s?[0-9][0-9.,]*\s?(?:%|€|kr\.?|eur|nok)?)?"
_INCLUDING = (
    r"(?:inclusive of|including|inclusief|inclusive|included|incl|inbegrepen|inkludert|inklusive?|inkl|ink1|med)"
)
TAX_INCLUDED = re.compile(
    # "incl. btw", "inkl. 25 % mva", "(incl. € 10,39 btw)"
    rf"{_INCLUDING}[\s.(]*{_TAX_SHARE}[\s(]*(?:{_TAX})(?!{_LETTER})"
    # "VAT included", "btw inbegrepen"
    rf"|(?<!{_LETTER})(?:{_TAX})[\s.:(]*{_INCLUDING}(?!{_LETTER})"
    # "waarvan btw € 10,39": all that follows is the tax's
    rf"|(?:of\s?which|waarvan|hvorav|herav|derav)[\s(]*{_TAX_SHARE}\s*(?:{_TAX})(?!{_LETTER}).*",
    re.IGNORECASE,
)
"""Words beside a total that say the tax is in it. A tax named in any other way has a row, and an amount, of its own."""
DATE = _any(r"date|paid on|time|datum|betaald op|dato|betalt den|betalingsdato|betaaldatum|tidspunkt")
NOT_DATE = _any(r"due|expires|valid until|vervaldatum|geldig tot|forfall|forfallsdato|gyldig til|utløper")
REFERENCE = _any(
    r"payment reference|payment ref|payment id|reference|transaction id|transaction|ref\.?(?:\s?no\.?)?|"
    r"betalingskenmerk|betaalkenmerk|kenmerk|transactienummer|transactie-id|transactie|"
    r"betalingsreferanse|referanse|ref\.?nr\.?|transaksjons-?id|transaksjon|kid"
)
ERROR = _part(
    r"error|failed|failure|could not|couldn't|cannot|can't|unable|"
    r"not(?: yet| been| been yet| yet been)? activated|never activated|not(?: yet)? active|inactive|no connection|"
    r"timed out|timeout|denied|declined|unavailable|went wrong|rejected|"
    r"\bfout|mislukt|kan niet|kon niet|niet gelukt|(?:niet|nooit) geactiveerd|niet actief|inactief|geen verbinding|"
    r"storing|geweigerd|niet beschikbaar|ging iets mis|"
    r"\bfeil|mislyktes|kunne ikke|kan ikke|(?:ikke|aldri)(?: blitt)? aktivert|ikke aktiv|inaktiv|ingen forbindelse|"
    r"ingen tilkobling|tidsavbrudd|avvist|utilgjengelig|ikke tilgjengelig|gikk galt"
)
MONTHS = {
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
CURRENCIES = {"€": "EUR", "£": "GBP", "$": "USD", "kr": "NOK", "eur": "EUR", "nok": "NOK", "sek": "SEK", "dkk": "DKK",
              "gbp": "GBP", "usd": "USD"}  # fmt: skip
"""`kr` counts as Norwegian: of the languages we speak it is the currency of only one country."""
