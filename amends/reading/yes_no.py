"""Whether a message is a plain yes or a plain no, in any of the three languages.

A yes moves money, so only what consists of known phrases from its first word to its last is an answer. A condition,
a limit, a question, another subject, or a yes beside a no is none.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from amends.reading.plain_language import folded
from amends.reading.thresholds import LONG_STORY_WORDS
from amends.reading.yes_no_phrases import (
    ACTS,
    AND,
    CLEAR,
    DOUBTFUL,
    LEAVES,
    NO,
    POLITE,
    TAKES_THE_AMOUNT,
    THANKS,
    THE_AMOUNT,
    WEAK_YES,
    YES,
)

_NEGATIONS = (
    "no not nope nah never none nothing nobody neither nor without dont doesnt didnt cant cannot wont wouldnt shouldnt"
    " couldnt isnt arent wasnt aint nee neen niet geen nooit niets niks niemand noch zonder nei ikke ikkje ingen"
    " ingenting aldri uten verken hverken intet nein nicht kein keine nej inte"
    " nö keinen keinem keiner keines keins nichts nie niemals ohne nä nää nix icke ej inga inget ingenting aldrig utan"
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
_JOINED = frozenset({"yes", "named", "clear"})
"""What «and» may go on with."""
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
    if meanings & {"doubtful", "leaves"} and not is_clear(text):
        return None
    return True


def is_clear(text: str) -> bool:
    """Whether a plain yes asks for the act, by itself or by naming it: whatever was said before it."""
    said = _words(_without_idioms(text)) or []
    return "clear" in (_meanings(said, _clear_phrases()) or set())


def leaves(text: str) -> bool:
    """Whether `text` takes leave, or says that nothing was wanted but to know, and nothing else: «thanks, bye»."""
    meanings = _meanings(_words(text) or [], _plain_phrases()) or set()
    return "leaves" in meanings and meanings <= {"leaves", "thanks", "polite"}


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
    return next(iter(_words(text) or []), "") in {*YES, *WEAK_YES, *DOUBTFUL}


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
    found: list[str] = []
    at = 0
    while at < len(said):
        for end in range(min(len(said), at + _longest()), at, -1):
            if meaning := phrases.get(" ".join(said[at:end])):
                break
        else:
            return None
        found.append(meaning)
        at = end
    around = zip(("", *found), found, (*found[1:], ""), strict=False)
    loose = any(is_and == "and" and not (before and after in _JOINED) for before, is_and, after in around)
    return None if loose else set(found) - {"and"}


@cache
def _phrases(acts: tuple[str, ...] | None) -> Mapping[str, str]:
    """Each phrase with its meaning: yes, weak, no, polite, thanks, leaves, doubtful, and, or named: an act or the
    amount, which is no answer alone."""
    phrases = dict(_plain_phrases())
    for named in ACTS.values():  # a no may name any act: nothing comes of it
        phrases |= {f"{no} {act}": "no" for act in named for no in ("niet", "ikke", "dont", "do not")}
    for act in ("withdraw",) if acts is None else acts:
        phrases |= dict.fromkeys(ACTS[act], "named" if acts is None else "yes")
    return phrases


@cache
def _clear_phrases() -> Mapping[str, str]:
    """The same, with what asks for an act: any of them, or the amount."""
    acts = (act for named in ACTS.values() for act in named)
    return {**_phrases(None), **dict.fromkeys((*CLEAR, *TAKES_THE_AMOUNT, *acts), "clear")}


@cache
def _longest() -> int:
    """How many words a phrase has at most."""
    return max(len(phrase.split()) for phrase in _phrases(tuple(ACTS)))


@cache
def _plain_phrases() -> Mapping[str, str]:
    """The same without any act."""
    return {
        **dict.fromkeys(POLITE, "polite"),
        **dict.fromkeys(THANKS, "thanks"),
        **dict.fromkeys(LEAVES, "leaves"),
        **dict.fromkeys(DOUBTFUL, "doubtful"),
        **dict.fromkeys(AND, "and"),
        THE_AMOUNT: "named",
        **dict.fromkeys((*YES, *CLEAR, *TAKES_THE_AMOUNT, *THUMBS_UP), "yes"),
        **dict.fromkeys(WEAK_YES, "weak"),
        **dict.fromkeys((*NO, *THUMBS_DOWN), "no"),
    }
