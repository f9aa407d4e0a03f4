"""In which language a text is, or asks us to go on: by its name, its script, or words that mark it."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from amends.languages import FIRST, LANGUAGES, spoken_for
from amends.reading.plain_language import folded, words

_NAMES = "|".join(dict.fromkeys(name for each in LANGUAGES.values() for name in each.called)) + "|bokmål"
_ASKS = re.compile(
    rf"\b(?:in|på|op|auf) (?:het |zijn )?(?:{_NAMES})\b"
    rf"|\b(?:speak|spreekt u|spreek je|snakker (?:du|dere)|write|sprechen sie|talar (?:du|ni)) (?:{_NAMES})\b"
    rf"|^\W*(?:(?:no|nope|nee|nei|nej|nein)\W+)?(?:{_NAMES})(?: please| aub| alstublieft| takk| tack| bitte)?\W*$"
)
_OTHERS: Mapping[str, frozenset[str]] = {
    "fr": frozenset({
        "vous", "mon", "pour", "commande", "voudrais", "veux", "bonjour", "merci", "remboursement",
        "annuler", "avec", "été", "une", "argent", "est", "plaît", "suis", "pourquoi",
    }),
    "es": frozenset({
        "hola", "quiero", "pedido", "favor", "gracias", "dinero", "reembolso", "cancelar", "está", "para", "mi",
        "una", "funciona", "devuelvan", "que", "por", "puedo", "cuándo",
    }),
    "it": frozenset({
        "ciao", "buongiorno", "vorrei", "ordine", "rimborso", "soldi", "grazie", "mio", "sono", "non", "annullare",
        "favore", "funziona", "indietro", "voglio", "perché", "una",
    }),
    "pl": frozenset({
        "chcę", "zwrot", "zamówienie", "zamówienia", "proszę", "pieniądze", "pieniędzy", "dzień", "dobry", "nie",
        "jest", "moje", "dlaczego", "działa", "anulować",
    }),
    "pt": frozenset({
        "olá", "quero", "meu", "minha", "pedido", "obrigado", "dinheiro", "reembolso", "não", "para", "uma", "por",
        "cancelar", "funciona",
    }),
}  # fmt: skip
"""Words that mark a language which nobody here speaks, and are hardly ever a word of one that we do. Danish is answered
in Norwegian, which its speakers read."""
_LEAST = 2
_SHARE = 0.25


def asks_for_one(text: str) -> bool:
    """Whether `text` asks, by its name, for a language that we speak."""
    return _ASKS.search(folded(text)) is not None


def is_foreign(text: str, spoken: Collection[str] = FIRST) -> bool:
    """Whether `text` is in a language that is not `spoken` and that none of the spoken stands in for, by its script or
    by words that mark one."""
    letters = [letter for letter in text if letter.isalpha()]
    if sum("LATIN" not in unicodedata.name(letter, "LATIN") for letter in letters) * 2 > len(letters):
        return True
    said = words(text)
    most = max(sum(word in marks for word in said) for marks in _foreign(frozenset(spoken))) if said else 0
    return most >= _LEAST and most >= _SHARE * len(said)


@cache
def _foreign(spoken: frozenset[str]) -> tuple[frozenset[str], ...]:
    ours = (each.marks for each in LANGUAGES.values() if spoken_for(each.code, spoken) is None)
    return (*_OTHERS.values(), *ours)


def written_in(text: str, spoken: Collection[str] = FIRST, *, greetings: bool = True) -> str | None:
    """The one of the `spoken` languages that words of `text` mark, with or without its greetings; None where they mark
    none, or several alike. The model tells it better and is not asked: this is for the first words of ours, which are
    said before any model is."""
    said = words(text)
    tables = [LANGUAGES[code] for code in spoken]
    known = {each.code: each.marks | each.greetings if greetings else each.marks for each in tables}
    found = sorted(((sum(word in marks for word in said), each) for each, marks in known.items()), reverse=True)
    (most, language), (second, _) = [*found, (0, ""), (0, "")][:2]
    return language if most > second else None
