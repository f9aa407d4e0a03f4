"""The words by which receipts, payment pages and error dialogs name their fields, in English, Dutch and Norwegian."""

import re

_LETTER = r"[^\W\d_]"


def _any(words: str) -> re.Pattern[str]:
    """Any of the words, standing alone. Readers lose spaces, so one is not insisted on."""
    return re.compile(rf"(?<!{_LETTER})(?:{words.replace(' ', '[ ]?')})(?!{_LETTER})", re.IGNORECASE)


def _part(words: str) -> re.Pattern[str]:
    """Any of the words, also where they have grown together with their neighbours."""
    return re.compile(words.replace(" ", "[ ]?"), re.IGNORECASE)


TOTAL = _any(
    r"total|grand total|amount paid|amount|charged|paid|payment of|"
    r"totaal|totaalbedrag|te betalen|bedrag|betaald|afgeschreven|"
    r"totalt|sum|totalbel[øo0]p|bel[øo0]p|å betale|a betale|betalt|belastet"
)
NOT_TOTAL = _any(
    r"subtotal|sub-total|vat|tax|fee|discount|change|balance|"
    r"subtotaal|btw|korting|wisselgeld|saldo|kosten|"
    r"delsum|mva|moms|rabatt|vekslepenger|gebyr"
)
DATE = _any(r"date|paid on|time|datum|betaald op|dato|betalt den|betalingsdato|betaaldatum|tidspunkt")
NOT_DATE = _any(r"due|expires|valid until|vervaldatum|geldig tot|forfall|forfallsdato|gyldig til|utløper")
REFERENCE = _any(
    r"payment reference|payment ref|payment id|reference|transaction id|transaction|ref\.?(?:\s?no\.?)?|"
    r"betalingskenmerk|betaalkenmerk|kenmerk|transactienummer|transactie-id|transactie|"
    r"betalingsreferanse|referanse|ref\.?nr\.?|transaksjons-?id|transaksjon|kid"
)
ERROR = _part(
    r"error|failed|failure|could not|couldn't|cannot|can't|unable|not activated|not active|no connection|timed out|"
    r"timeout|denied|declined|unavailable|went wrong|rejected|"
    r"\bfout|mislukt|kan niet|kon niet|niet gelukt|niet geactiveerd|niet actief|geen verbinding|"
    r"storing|geweigerd|niet beschikbaar|ging iets mis|"
    r"\bfeil|mislyktes|kunne ikke|kan ikke|ikke aktivert|ikke aktiv|ingen forbindelse|"
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
