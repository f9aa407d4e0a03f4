"""What a message plainly is in any of the three languages, whatever the model makes of it: a yes, a no, a question."""

import re
import unicodedata
from datetime import timedelta

from amends.reading.thresholds import STORY_WORDS

_YES = frozenset({"yes", "yep", "yeah", "yup", "sure", "ja", "jawel", "jada"})
_NO = frozenset({"no", "nope", "nah", "nee", "neen", "nei"})
_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]*")
_DISAGREES = re.compile(
    r"\b(?:disagree|(?:do not|don.?t|cannot|can.?t) (?:agree|accept)|not (?:agree|fair|right|correct|what i asked)"
    r"|unfair|unjust|appeal|reconsider|look(?:ed)? (?:at (?:(?:it|this|that|my \w+) )?)?again"
    r"|opnieuw (?:naar|bekijk\w*|bekeken|beoordeel\w*)|nog (?:eens|een keer) naar"
    r"|s(?:e|er|ett) på (?:\w+ )?(?:på nytt|igjen)"
    r"|(?:file|make|want|have) a complaint|want to complain"
    r"|(?:have not|haven.?t|never|didn.?t|did not) (?:even |ever )?use[d]?|klacht"
    r"|(?:niet|nooit) gebruikt|(?:ikke|aldri) (?:brukt|tatt i bruk)"
    r"|niet (?:mee )?eens|oneens|oneerlijk|onterecht|niet eerlijk|klopt niet|bezwaar|niet wat ik (?:heb )?gevraagd"
    r"|uenig|ikke enig|urettferdig|klager|ikke (?:riktig|rettferdig|greit)|klage|anke|ikke det jeg (?:ba|spurte))\b"
)
_EARLIER = re.compile(r"\b(?:the day before|(?:a|one) day earlier|de dag ervoor|een dag eerder|dagen før|en dag før)\b")
_LATER = re.compile(r"\b(?:the day after|(?:a|one) day later|de dag erna|een dag later|dagen etter|en dag etter)\b")

_HELP = re.compile(
    r"\b(?:problems?|issues?|trouble|help|questions?|complaint|something wrong|problemen|probleem|hulp|vra(?:ag|gen)"
    r"|klacht|iets mis|problemer?|hjelp|spørsmål|klage|noe galt)\b"
)
_ANNOUNCES = re.compile(
    r"\W*(?:(?:hi|hello|hey|hoi|hallo|hei|good \w+|goede\w+|god \w+|so|well|ok|dus|altså)\W+){0,2}"
    r"(?:(?:i|we) (?:have|got|ve got|would like to make|want to make)|ik heb|wij hebben|(?:jeg|vi) har|there is|er is"
    r"|det er) (?:a|an|another|one|een|nog een|en|et|noen?)"
    r"(?: (?:quick|small|little|short|big|serious|kleine?|korte?|lite|liten|kort|stort|alvorlig))?"
    r" (?:questions?|problems?|issues?|complaints?|vraag|probleem|klacht|spørsmål|problem|klage)\W*"
    r"|\W*(?:(?:hi|hello|hoi|hallo|hei)\W+)?(?:i (?:want|would like) to complain|(?:ik heb )?een vraagje"
    r"|(?:ik wil (?:graag )?)?een klacht indienen|ik wil klagen|jeg (?:vil|ønsker å) klage"
    r"|jeg lurer på (?:noe|en ting))\W*"
)
"""That something is the matter, and not a word of what."""
_WAIT = re.compile(
    r"^\W*(?:(?:no|nope|nee|neen|nei|oh|ah|hey|hm+|ok|okay|actually|sorry)\W+){0,3}"
    r"(?:wait|hold on|hang on|stop|wacht|ho|stopp|vent)\b"
)
_UNDO = re.compile(
    r"\b(?:undo|revert|reverse (?:it|that)|take (?:it|that) back|changed my mind|second thoughts|not after all"
    r"|toch (?:maar )?niet|bedacht|ongedaan|terugdraaien|draai (?:het|dat) terug"
    r"|likevel ikke|ikke likevel|ombestemt|angrer|omgjør\w*|gjør (?:det|om) om)\b"
)


def folded(text: str) -> str:
    """`text` in small letters, each written in one way."""
    return unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> list[str]:
    """The words of `text` in small letters, in their order."""
    plain = folded(text).replace("'", "").replace("\u2019", "")
    return "".join(c if c.isalnum() else " " for c in plain).split()


def leading_answer(text: str) -> bool | None:
    """The yes or no with which `text` begins; None where it begins with neither."""
    first = next(iter(words(text)), None)
    return True if first in _YES else False if first in _NO else None


def takes_back(text: str) -> bool:
    """Whether `text` is a «no, …» that puts something else in the place of what was said."""
    no, comma, instead = text.partition(",")
    return bool(comma and words(instead)) and len(words(no)) == 1 and leading_answer(no) is False


def disagrees(text: str) -> bool:
    """Whether `text`, said of a decision, goes against it. Elsewhere the same words may tell of the problem."""
    return bool(_DISAGREES.search(folded(text)))


def told(text: str) -> str:
    """What `text` says besides its questions."""
    return " ".join(sentence for sentence in sentences(text) if not sentence.endswith("?"))


def sentences(text: str) -> list[str]:
    """Those of `text`, each with the marks that end it."""
    found = (match[0].strip() for match in _SENTENCE.finditer(unicodedata.normalize("NFKC", text)))
    return [sentence for sentence in found if sentence]


_STARTS = re.compile(
    r"\b(?:start|starts|begin|begins|activated?|go(?:es)? live|begint|starten|ingaat|gaat \w+ in|geactiveerd|actief"
    r"|starter|begynner|aktivert|aktiveres"
    r"|when (?:does|will|is) (?:it|the service|my \w+)(?: be)? (?:come|coming|arrive|work|ready|available)"
    r"|wanneer (?:komt|werkt|krijg ik) (?:het|hij|die|de dienst|(?:de |mijn )?toegang)"
    r"|når (?:kommer|virker|får jeg) (?:den|det|tjenesten|tilgang\w*|dashbord\w*))\b"
)
_INTERROGATIVE = re.compile(
    r"^\W*(?:(?:ok|okay|and|but|so|en|maar|dus|og|men|så|hva med)\W+){0,2}"
    r"(?:what|which|who|when|where|wat|welke?|wie|wanneer|waar|hva|hvilke[nt]?|hvem|når|hvor)\b"
)
_STATES_A_LACK = re.compile(r"\b(?:not|never|no|isnt|doesnt|wont|cant|niet|nooit|geen|ikke|aldri|ingen)\b")


def asks_when_it_starts(text: str) -> bool:
    """Whether `text` asks when a service begins, and not when money comes."""
    return _STARTS.search(folded(text)) is not None


def only_asks(text: str) -> bool:
    """Whether `text` is nothing but a question after what, who, when or where, in which no lack is stated."""
    plain = folded(text)
    asks = plain.rstrip().endswith("?") and not told(text) and _INTERROGATIVE.search(plain) is not None
    return asks and _STATES_A_LACK.search(" ".join(words(text))) is None


def day_moved(text: str) -> timedelta | None:
    """By how much «the day before» or «the day after» moves a day that was named; None for other words."""
    plain = folded(text)
    if _EARLIER.search(plain):
        return -timedelta(days=1)
    return timedelta(days=1) if _LATER.search(plain) else None


def asks_for_help(text: str) -> bool:
    """Whether `text` says that something is the matter, and not what."""
    return _HELP.search(folded(text)) is not None


def only_announces(text: str) -> bool:
    """Whether `text` says that there is a question, a problem or a complaint, and nothing else."""
    return _ANNOUNCES.fullmatch(folded(text).replace("'", " ")) is not None


def says_wait(text: str) -> bool:
    """Whether a short `text` says to wait, or takes back what was said before."""
    plain = " ".join(folded(text).split())
    return len(words(text)) < STORY_WORDS and bool(_WAIT.search(plain) or _UNDO.search(plain))
