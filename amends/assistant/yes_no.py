"""Whether a message is a plain yes or a plain no, in any of the three languages.

A yes moves money, so only what consists of known phrases from its first word to its last is an answer. A condition,
a limit, a question, another subject, or a yes beside a no is none.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from amends.assistant.plain_language import folded
from amends.assistant.thresholds import LONG_STORY_WORDS

YES = (
    "yes", "yep", "yeah", "yea", "yup", "sure", "sure thing", "of course", "certainly", "absolutely", "definitely",
    "indeed", "correct", "thats correct", "that is correct", "thats right", "that is right", "affirmative",
    "yes i do", "yes i am", "yes im sure", "i am sure", "im sure", "yes you can", "yes you may", "yes i would",
    "yes i want that", "yes i want to", "agreed", "i agree", "i accept", "confirm", "confirmed", "i confirm",
    "i confirm it", "i confirm this", "i confirm that", "confirm it", "go ahead", "go for it", "proceed", "do it",
    "do that", "do so", "go ahead and do it", "yes go ahead and do it", "y", "jepp",
    "weet het zeker", "ik weet het zeker",
    "det er ok", "please do", "please do it", "please do that", "please do so", "lets do it", "sounds good",
    "that works", "works for me", "thats fine", "that is fine", "fine by me",
    "ja", "jawel", "jazeker", "jep", "zeker", "zeker weten", "natuurlijk", "uiteraard", "absoluut", "akkoord",
    "ga akkoord", "ik ga akkoord", "ik ben akkoord", "mee eens", "daar ben ik het mee eens", "klopt", "dat klopt",
    "dit klopt", "dat is juist", "dat is correct", "juist", "prima", "is goed", "dat is goed", "is prima",
    "dat is prima", "doe maar", "doe dat", "doe dat maar", "doe het", "doe het maar", "ga je gang", "gaat uw gang",
    "ga uw gang", "ga maar door", "graag", "heel graag", "dat wil ik", "dat wil ik graag", "bevestig", "bevestigd",
    "bevestigen", "bevestig het", "bevestig dit", "ik bevestig", "ik bevestig het", "ik bevestig dit",
    "ik bevestig dat", "dat bevestig ik", "dit bevestig ik",
    "jada", "ja da", "javisst", "ja visst", "selvsagt", "selvfølgelig", "så klart", "absolutt", "helt klart",
    "stemmer", "det stemmer", "stemmer det", "riktig", "det er riktig", "korrekt", "det er korrekt", "greit",
    "det er greit", "helt greit", "den er grei", "fint", "det er fint", "i orden", "det er i orden", "enig",
    "jeg er enig", "det er jeg enig i", "gjerne", "veldig gjerne", "det vil jeg", "det vil jeg gjerne", "gjør det",
    "bare gjør det", "kjør", "kjør på", "bare kjør på", "sett i gang", "bekreft", "bekreftet", "bekrefter",
    "jeg bekrefter", "jeg bekrefter det", "jeg bekrefter dette", "det bekrefter jeg", "jeg godtar", "jeg godtar det",
)  # fmt: skip
WEAK_YES = ("ok", "okay", "okey", "okei", "oke", "oké", "alright", "all right")
"""A yes by itself; with thanks it may as well take leave: «ok thanks» is no answer."""
CLEAR = (
    "yes please", "yes go ahead and do it", "go ahead and do it", "please do", "please do it", "please do that",
    "please do so", "go ahead", "go for it", "proceed",
    "do it", "do that", "do so", "lets do it", "confirm", "confirmed", "i confirm", "i confirm it", "i confirm this",
    "i confirm that", "confirm it", "i am sure", "im sure", "yes im sure", "yes i want that", "yes i want to",
    "ja graag", "ja heel graag", "doe maar", "doe dat", "doe dat maar", "doe het", "doe het maar", "ga je gang",
    "gaat uw gang", "ga uw gang", "ga maar door", "ik weet het zeker", "weet het zeker", "bevestig", "bevestigd",
    "bevestigen", "bevestig het", "bevestig dit", "ik bevestig", "ik bevestig het", "ik bevestig dit",
    "ik bevestig dat", "dat bevestig ik", "dit bevestig ik", "dat wil ik graag", "ja alstublieft", "ja alsjeblieft",
    "ja aub",
    "ja takk", "ja gjerne", "gjør det", "bare gjør det", "kjør på", "bare kjør på", "sett i gang", "bekreft",
    "bekreftet", "bekrefter", "jeg bekrefter", "jeg bekrefter det", "jeg bekrefter dette", "det bekrefter jeg",
    "det vil jeg gjerne",
)  # fmt: skip
"""A yes that asks for the act, so that it answers nothing else that was said meanwhile."""
NO = (
    "no", "nope", "nah", "no way", "dont", "do not", "please dont", "dont do it", "do not do it", "dont do that",
    "do not do that", "no i dont", "no i do not", "rather not", "id rather not", "i would rather not", "not now",
    "keep it", "leave it", "keep the order", "keep my order", "i dont want to cancel", "i do not want to cancel",
    "actually no", "not yet", "ik wil niet annuleren", "hou de bestelling", "behold den", "behold bestillingen",
    "jeg vil helst ikke", "jeg vil ikke avbestille", "nog niet", "ikke ennå", "forget it", "never mind", "nevermind",
    "not that", "i dont want that", "i dont want to",
    "i do not want that", "i do not want to",
    "nee", "neen", "liever niet", "niet doen", "doe maar niet", "doe het niet", "doe dat niet", "doe het maar niet",
    "laat maar", "laat maar zitten", "liever van niet", "nu niet", "zeker niet", "beslist niet", "absoluut niet",
    "dat wil ik niet", "ik wil dat niet", "ik wil het niet", "niet akkoord", "ik ga niet akkoord", "toch maar niet",
    "nei", "helst ikke", "ikke gjør det", "gjør det ikke", "ikke gjør", "la være", "bare la være", "la det være",
    "absolutt ikke", "slett ikke", "ikke nå", "glem det", "det vil jeg ikke", "jeg vil ikke", "jeg vil ikke det",
    "vil ikke", "jeg bekrefter ikke", "ik bevestig niet", "i do not confirm", "i dont confirm", "behold avtalen",
)  # fmt: skip
POLITE = (
    "please", "pls", "plz", "oh", "well", "then", "now", "fine", "hi", "hello",
    "hoor", "aub", "alsjeblieft", "alstublieft", "dan", "dan maar", "da", "så", "vær så snill", "vennligst", "hei",
    "hallo",
)  # fmt: skip
THANKS = (
    "thanks", "thank you", "thx", "bedankt", "dank je", "dank u", "dankjewel", "dank je wel", "dank u wel", "takk",
    "tusen takk", "takk skal du ha", "mange takk",
)  # fmt: skip
ACTS = {
    "withdraw": (
        "withdraw", "i withdraw", "withdraw it", "confirm withdrawal", "i confirm withdrawal",
        "i confirm the withdrawal", "confirm the withdrawal", "i want to withdraw", "withdraw from the contract",
        "herroep", "herroepen", "ik herroep", "herroeping bevestigen", "ik bevestig de herroeping",
        "bevestig de herroeping", "ik wil herroepen", "herroep de overeenkomst", "ik herroep de overeenkomst",
        "angre", "angre kjøpet", "angre avtalen", "jeg angrer kjøpet", "gå fra avtalen", "jeg går fra avtalen",
        "jeg vil gå fra avtalen", "bekreft angring",
        "send", "send it", "send that", "send it off", "send it in", "submit", "submit it", "send the withdrawal",
        "verstuur", "verstuur maar", "verstuur het", "verstuur het maar", "verstuur hem", "verstuur hem maar",
        "verzend", "verzend maar", "verzend het maar", "stuur maar", "stuur het maar", "stuur maar op", "versturen",
        "verzenden",
        "send den", "send det", "send inn", "send den inn", "send det inn", "bare send", "bare send den",
        "send meldingen", "send inn meldingen", "bekreft at du går fra avtalen", "bekreft at jeg går fra avtalen",
    ),
    "cancel": (
        "cancel", "cancel it", "cancel the order", "cancel my order", "please cancel", "annuleer", "annuleren",
        "annuleer het", "annuleer maar", "annuleer het maar", "annuleer de bestelling", "annuleer mijn bestelling",
        "avbestill", "avbestill den", "avbestill det", "kanseller", "kanseller den", "kanseller bestillingen",
        "avbestill bestillingen",
    ),
    "refund": (
        "refund", "refund it", "refund me", "pay it back", "pay me back", "give me my money back", "terugbetalen",
        "betaal terug", "betaal het terug", "betaal maar terug", "stort terug", "stort het terug", "stort maar terug",
        "refunder", "refunder meg", "betal tilbake", "betal pengene tilbake",
    ),
}  # fmt: skip
"""How the act that is asked about is named in an answer."""
_NEGATIONS = (
    "no not nope nah never none nothing nobody neither nor without dont doesnt didnt cant cannot wont wouldnt shouldnt"
    " couldnt isnt arent wasnt aint nee neen niet geen nooit niets niks niemand noch zonder nei ikke ikkje ingen"
    " ingenting aldri uten verken hverken intet nein nicht kein keine nej inte"
)
NEGATIONS = frozenset(_NEGATIONS.split())
"""With one of these in it, nothing is a yes."""
THUMBS_UP, THUMBS_DOWN = "👍👌✅", "👎❌🚫"
_IDIOMS = re.compile(
    r"\b(?:why not|no (?:problem|worries|objections?)|waarom (?:ook )?niet|geen (?:probleem|bezwaar)|hvorfor ikke"
    r"|ikke noe problem"
    r"|ingen (?:problem(?:er)?|innvendinger))\b"
)
_TURNS = re.compile(
    r"[.,;!\n\u2026]+|\b(?:but|actually|(?<!laat )(?<!doe )(?<!toch )(?<!het )maar|eigenlijk|men|egentlig)\b"
)
_LATER = frozenset({"not now", "not yet", "nog niet", "nu niet", "ikke ennå", "ikke nå"})
_SMILES = "🙂😊😀😃😄😁🙏"
_DROPPED = re.compile("[\u0027\u2019\u02bc\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_BETWEEN = frozenset(' \t\n.,!;-–—"“”«»_*')
_LONG = ((re.compile(r"ja{2,}"), "ja"), (re.compile(r"ye+s{2,}"), "yes"), (re.compile(r"ne{3,}"), "nee"),
         (re.compile(r"nei{2,}"), "nei"), (re.compile(r"no{2,}"), "no"))  # fmt: skip


def answer(text: str, acts: Collection[str] | None = None) -> bool | None:
    """True for a plain yes, False for a plain no, None for everything else: an open question stays open.

    `acts`: which of `ACTS` the open question is about. To name one of these is a yes, to name another is none: «yes,
    cancel» does not answer whether to pay back. Without `acts`, a withdrawal may be named beside a yes.
    """
    said = _words(_without_idioms(text))
    meanings = _meanings(said, _phrases(None if acts is None else tuple(sorted(acts)))) if said else None
    if not said or not meanings or not meanings & {"yes", "weak", "no"}:
        return None
    if "no" in meanings:
        return False if not meanings & {"yes", "weak", "named"} else None
    if NEGATIONS & set(said) or ("thanks" in meanings and "yes" not in meanings):
        return None
    return True


def is_clear(text: str) -> bool:
    """Whether a plain yes asks for the act, by itself or by naming it: whatever was said before it."""
    said = _words(_without_idioms(text)) or []
    asks = {**dict.fromkeys(CLEAR, "clear"), **{act: "clear" for named in ACTS.values() for act in named}}
    return "clear" in (_meanings(said, {**_phrases(None), **asks}) or set())


def declines(text: str) -> bool:
    """Whether `text` ends in a plain no, whatever stands before it: «yes I understand, but no». Nothing comes of a no,
    so more is taken for one than for a yes; a question is none, nor is a no that names what to leave."""
    clauses = [clause for clause in _TURNS.split(folded(text)) if clause.strip(" -–—")]
    if "?" in text or len(clauses) < 2 or len(text.split()) > LONG_STORY_WORDS:
        return False
    last = _words(clauses[-1]) or []
    if " ".join(last) in _LATER and plain_yes(clauses[0]):
        return False
    return bool(last) and _meanings(last, _plain_phrases()) in ({"no"}, {"no", "polite"}, {"no", "thanks"})


def plain_yes(text: str) -> bool:
    """Whether `text` begins with a word of a yes."""
    return next(iter(_words(text) or []), "") in {*YES, *WEAK_YES}


def _without_idioms(text: str) -> str:
    """`text` without «why not» and «no problem», which deny nothing beside a yes."""
    plain = _DROPPED.sub("", folded(text))
    rest = _IDIOMS.sub(" ", plain)
    return rest if rest != plain and "?" not in plain else text


def _words(text: str) -> list[str] | None:
    """The words of `text` in small letters, thumbs among them; None where a sign is in it that may mean anything."""
    plain = folded(text).replace(":-)", "").replace(":)", "")
    plain = "".join(c for c in _DROPPED.sub("", plain) if unicodedata.category(c) != "Cf" and c not in _SMILES)
    if ".." in plain:  # it hesitates
        return None
    for thumb in THUMBS_UP + THUMBS_DOWN:
        plain = plain.replace(thumb, f" {thumb} ")
    spaced = "".join(" " if c in _BETWEEN or c.isspace() else c for c in plain)
    if not all(c.isalpha() or c == " " or c in THUMBS_UP + THUMBS_DOWN for c in spaced):
        return None
    return [_short(word) for word in spaced.split()]


def _short(word: str) -> str:
    """`word` without the letters it was drawn out by: «jaaa»."""
    return next((short for long, short in _LONG if long.fullmatch(word)), word)


def _meanings(said: list[str], phrases: Mapping[str, str]) -> set[str] | None:
    """What the phrases mean that `said` consists of, the longest first; None where a word belongs to none."""
    longest = max(len(phrase.split()) for phrase in phrases)
    found, at = set(), 0
    while at < len(said):
        for end in range(min(len(said), at + longest), at, -1):
            if meaning := phrases.get(" ".join(said[at:end])):
                break
        else:
            return None
        found.add(meaning)
        at = end
    return found


@cache
def _phrases(acts: tuple[str, ...] | None) -> Mapping[str, str]:
    """Each phrase with its meaning: yes, weak, no, polite, thanks, or named: an act, which is no answer alone."""
    phrases = dict(_plain_phrases())
    for named in ACTS.values():  # a no may name any act: nothing comes of it
        phrases |= {f"{no} {act}": "no" for act in named for no in ("niet", "ikke", "dont", "do not")}
    for act in ("withdraw",) if acts is None else acts:
        phrases |= dict.fromkeys(ACTS[act], "named" if acts is None else "yes")
    return phrases


@cache
def _plain_phrases() -> Mapping[str, str]:
    """The same without any act."""
    return {
        **dict.fromkeys(POLITE, "polite"),
        **dict.fromkeys(THANKS, "thanks"),
        **dict.fromkeys((*YES, *CLEAR, *THUMBS_UP), "yes"),
        **dict.fromkeys(WEAK_YES, "weak"),
        **dict.fromkeys((*NO, *THUMBS_DOWN), "no"),
    }
