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
_OURS: Mapping[str, frozenset[str]] = {
    "en": frozenset({
        "my", "the", "and", "have", "has", "not", "with", "you", "your", "would", "been", "this", "want", "cant",
        "dont", "doesnt", "im", "ive", "need", "why", "when", "how", "what", "where", "am", "they", "does", "money",
        "refund", "charged", "twice", "never", "still", "that", "cancel", "can", "could",
    }),
    "nl": frozenset({
        "ik", "mijn", "het", "een", "niet", "met", "van", "voor", "heb", "heeft", "hebben", "graag", "bestelling",
        "geld", "terug", "jullie", "bij", "naar", "werkt", "kunt", "kunnen", "mij", "maar", "ook", "nog", "twee",
        "keer", "betaald", "wordt", "dat", "zijn", "waarom", "wanneer", "waar", "wat", "hoe", "geen", "nooit", "ben",
        "aan", "uit", "zou", "opzeggen", "annuleren",
    }),
    "nb": frozenset({
        "jeg", "ikke", "har", "mitt", "og", "det", "på", "til", "vil", "bestilling", "bestillingen", "ordre",
        "ordren", "penger", "pengene", "tilbake", "ble", "med", "dere", "deres", "av", "som", "må", "være", "også",
        "noe", "få", "ganger", "betalt", "virker", "fungerer", "hvorfor", "når", "hvor", "hva", "hvordan", "aldri",
        "meg", "fra", "kunne", "fortsatt", "avbestille", "si", "opp",
    }),
}  # fmt: skip
"""Words of one of our languages that are none of the two others'."""
_GREETINGS: Mapping[str, frozenset[str]] = {
    "en": frozenset({"hello", "thanks", "please"}),
    "nl": frozenset({"goedemorgen", "goedemiddag", "goedendag", "bedankt"}),
    "nb": frozenset({"hei", "takk"}),
}
"""Likewise; but whoever speaks another language may greet in it."""
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


def written_in(text: str, *, greetings: bool = True) -> str | None:
    """The one of our languages that words of `text` mark, with or without its greetings; None where they mark none, or
    several alike. The model tells it better and is not asked: this is for the first words of ours, which are said
    before any model is."""
    said = words(text)
    known = {each: marks | _GREETINGS[each] if greetings else marks for each, marks in _OURS.items()}
    found = sorted(((sum(word in marks for word in said), each) for each, marks in known.items()), reverse=True)
    (most, language), (second, _) = found[:2]
    return language if most > second else None
