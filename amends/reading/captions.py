"""Words under a picture that only say what it is: «here is the receipt», «zie foto», «skjermbilde vedlagt»."""

from amends.reading.plain_language import words

_SHOWN = frozenset({
    "receipt", "screenshot", "screenshots", "picture", "photo", "image", "invoice", "statement", "proof", "attached",
    "attachment", "bill", "pic", "bon", "bonnetje", "kassabon", "betaalbewijs", "kwitantie", "factuur",
    "schermafbeelding", "schermafdruk", "foto", "afbeelding", "bewijs", "bijlage", "bijgevoegd", "afschrift",
    "bankafschrift", "betalingsbewijs", "rekening", "kvittering", "kvitteringen", "skjermbilde", "skjermbildet",
    "skjermdump", "bilde", "bildet", "faktura", "fakturaen", "bevis", "beviset", "vedlegg", "vedlegget", "vedlagt",
    "kontoutskrift", "kontoutskriften", "here", "hier", "her", "receipts", "photos", "pictures", "images", "invoices",
    "bonnetjes", "bonnen", "fotos", "afbeeldingen", "schermafbeeldingen", "facturen", "bilder", "bildene",
    "kvitteringer", "kvitteringene", "skjermbilder", "skjermbildene",
})  # fmt: skip
"""One of these has to be among them."""
_AROUND = frozenset({
    "is", "are", "this", "that", "these", "it", "the", "a", "an", "my", "of", "from", "for", "in", "see", "you", "go",
    "as", "asked", "requested", "please", "thanks", "thank", "and", "payment", "bank", "order", "error", "message",
    "heres", "dit", "dat", "deze", "het", "de", "een", "mijn", "van", "zie", "bij", "voor", "zijn", "en", "heb", "ik",
    "u", "alstublieft", "alsjeblieft", "aub", "bedankt", "dank", "wel", "betaling", "bestelling", "foutmelding", "er",
    "dette", "det", "den", "et", "min", "mitt", "mine", "av", "fra", "til", "i", "se", "og", "som", "så", "god", "vær",
    "takk", "betalingen", "bestilling", "bestillingen", "feilmelding", "feilmeldingen", "banken", "both", "two",
    "beide", "twee", "begge", "to",
})  # fmt: skip


def only_shows(text: str) -> bool:
    """Whether `text`, under a file, tells nothing but what the file is. A question tells more."""
    said = words(text)
    return "?" not in text and not _SHOWN.isdisjoint(said) and _SHOWN.union(_AROUND).issuperset(said)
