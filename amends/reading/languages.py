"""In which language a text is, or asks us to go on: by its name, its script, or words that mark it."""

import re
import unicodedata
from collections.abc import Mapping

from amends.reading.plain_language import folded, words

_ASKS = re.compile(
    r"\b(?:in|på|op) (?:het |zijn )?(?:english|engels|engelsk|dutch|nederlands|nederlandsk|norwegian|norsk|noors"
    r"|bokmål)\b|\b(?:speak|spreekt u|spreek je|snakker (?:du|dere)|write) (?:english|engels|engelsk|dutch|nederlands"
    r"|nederlandsk|norwegian|norsk|noors)\b"
    r"|^\W*(?:english|engels|nederlands|norsk)(?: please| aub| alstublieft| takk)?\W*$"
)
_OTHERS: Mapping[str, frozenset[str]] = {
    "de": frozenset({
        "ich", "nicht", "möchte", "und", "bitte", "habe", "meine", "meinen", "mein", "zurück", "bestellung", "wurde",
        "für", "auf", "mit", "das", "wir", "guten", "danke", "kündigen", "stornieren", "rechnung", "doppelt", "bezahlt",
        "kann", "können", "eine", "warum", "funktioniert",
    }),
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
"""Words that mark a language which we do not speak, and are hardly ever a word of one that we do. Danish and Swedish
are answered in Norwegian, which their speakers read."""
_LEAST = 2
_SHARE = 0.25


def asks_for_one(text: str) -> bool:
    """Whether `text` asks, by its name, for a language that we speak."""
    return _ASKS.search(folded(text)) is not None


def is_foreign(text: str) -> bool:
    """Whether `text` is in a language that we do not speak, by its script or by words that mark one."""
    letters = [letter for letter in text if letter.isalpha()]
    if sum("LATIN" not in unicodedata.name(letter, "LATIN") for letter in letters) * 2 > len(letters):
        return True
    said = words(text)
    most = max(sum(word in marks for word in said) for marks in _OTHERS.values()) if said else 0
    return most >= _LEAST and most >= _SHARE * len(said)
