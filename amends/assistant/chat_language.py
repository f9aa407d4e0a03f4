"""In which language a chat goes on: in the one that the customer writes, or asked for; and none but ours.

What was asked for holds until the customer asks for another, or writes at length in one.
"""

import re
import unicodedata
from collections.abc import Mapping

from amends.assistant.draft import Draft
from amends.reading.message import Message
from amends.reading.plain_language import folded, words
from amends.reading.thresholds import STORY_WORDS

ENGLISH = "en"
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


def moves_to(draft: Draft, message: Message) -> str | None:
    """The language in which the chat goes on from `message`; None where it stays as it is."""
    if is_foreign(message):
        return ENGLISH
    short = len(words(message.text)) < STORY_WORDS
    return None if draft.language_chosen and short and not asks_for_one(message) else message.language


def asks_for_one(message: Message) -> bool:
    """Whether `message` asks, by its name, for a language that we speak."""
    return not message.choice and _ASKS.search(folded(message.text)) is not None


def is_foreign(message: Message) -> bool:
    """Whether `message` is in a language that we do not speak, by its script or by words that mark one."""
    if message.choice or message.text.startswith("/"):
        return False
    letters = [letter for letter in message.text if letter.isalpha()]
    if sum("LATIN" not in unicodedata.name(letter, "LATIN") for letter in letters) * 2 > len(letters):
        return True
    said = words(message.text)
    most = max(sum(word in marks for word in said) for marks in _OTHERS.values()) if said else 0
    return most >= _LEAST and most >= _SHARE * len(said)
