"""Whether a customer's own words declare the statutory withdrawal, in any of the three languages.

The law asks for an unequivocal statement and for no form. Here that is a clause in which the customer, as «I» or «we»,
does it or wants it; a question, a negation, a condition, a mere thought, or somebody else's withdrawal is none. What is
recognised is put before the customer with the law's own two steps, so nothing moves on these words alone.
"""

import re
from collections.abc import Iterable

from amends.known_words import in_words_of_any
from amends.reading.declaration_words import BY_RIGHT, DECLARED, WISHED, WISHES
from amends.reading.plain_language import folded

_CONDITIONAL = re.compile(
    r"\b(?:if|unless|in case|provided|suppose|supposing|maybe|perhaps|might|almost|nearly|could|thinking|think about"
    r"|considering|consider withdrawing|wonder|wondering|would(?!(?: very much| really)? like)|was told|threaten\w*"
    r"|pretend\w*|what happens"
    r"|als(?! (?:consument|klant|koper|particulier))|indien|mits|tenzij|stel|misschien|wellicht|bijna"
    r"|overweeg|overwegen"
    r"|denk er|vraag me af|vroeg me af|zou(?:den)?(?! graag)|zodra|twijfel"
    r"|hvis|dersom|med mindre|kanskje|nesten|vurderer|tenker (?:på|å)|lurer|skulle(?! gjerne)|ville(?! gjerne)|kunne"
    r"|såfremt|tviler|sett at)\b"
)
"""In a sentence with one of these, nothing is declared yet."""
_ASKING = re.compile(
    r"\b(?:how|whether|what|when|where|why|who|can|may|should|did|do i|hoe|hoeveel|wanneer|wat|waar|waarom"
    r"|wie|kan|kunnen|mag"
    r"|mogen|of ik|of we|moet ik|moeten we|hvordan|hva|hvor|hvorfor|hvem|når|kan|får jeg|får vi|må jeg|må vi"
    r"|om jeg|om vi|skal jeg|skal vi)\b"
)
"""In a clause with one of these, something is asked."""
_NEGATED = re.compile(
    r"\b(?:no|not|never|none|nothing|without|cannot|dont|doesnt|didnt|wont|wouldnt|cant|couldnt|isnt|arent"
    r"|wasnt|havent"
    r"|no longer|niet|geen|nooit|niets|zonder|ikke|ikkje|aldri|ingen|uten|ingenting)\b"
)
_OTHERS = re.compile(
    r"\b(?:he|she|they|you told|you said|the bank|the seller|de bank|de verkoper|banken|selgeren"
    r"|someone|somebody|my (?:\w+ )?(?:brother|sister|mother|father|mum|mom|dad|friend|wife|husband"
    r"|partner|son|daughter|neighbour|neighbor|colleague|boss|client|customer)s?"
    r"|hij|zij|iemand|mijn (?:\w+ )?(?:broer|zus|moeder|vader|vriend|vriendin|vrouw|man|partner|zoon|dochter|buurman"
    r"|buurvrouw|collega|baas|klant)|han|hun|noen|(?:broren|søsteren|moren|faren|vennen|venninnen|kona|mannen|sønnen"
    r"|datteren|naboen|kollegaen|sjefen|samboeren) min)\b"
)
"""In a clause with one of these, somebody else is spoken of."""
_THEN_ASKS = re.compile(
    r"^(?:and |en |og )?(?:when|how|what|where|will|do|does|wanneer|hoe|hoeveel|wanneer|wat|waar|krijg|når"
    r"|hvor|hva|hvordan|får)\b"
)
_SENTENCE = re.compile(r"([^.!?\n;]*)([.!?\n;]*)")
_CLAUSE = re.compile(
    r"[,:()\"“”«»/]|\b(?:and|but|because|since|so|therefore|en|maar|omdat|dus|daarom|og|men|fordi|siden|så|derfor)\b"
)
_WORDS = re.compile(r"[^\w,:()\"“”«»/?!.;\n]+")
_APOSTROPHES = re.compile("[\u0027\u2019\u02bc`]")


_NO_REASON = re.compile(
    r"\b(?:without (?:giving|stating)?(?: any| a)? ?reasons?|zonder (?:opgave|opgaaf) van (?:een )?reden(?:en)?"
    r"|uten å (?:oppgi|gi)(?: noen)? grunn|uten begrunnelse)\b"
)
"""The law's own formula: it denies a reason and not the withdrawal."""
_FOR_A_REASON = re.compile(r"\b(?:want(?= (?:het|hij|ik|de|die|dat|er|zij|ze)\b)|as(?= (?:the|it|they|you|i)\b))")
"""What begins a reason, where it is no «want» and no «as» of another kind."""
_EITHER = re.compile(r"\b(i|ik|jeg|my|min|deel|herroep)/\w+")
"""Of «I/we», as model forms have it, the first."""
_SUBJECT = re.compile(r"\b(?:i(?:m|d|ve)?|we(?:d|ve)?|ik|wij|jeg|vi)\b")
_GOES_ON = re.compile(r"^(?:hereby|want|wish|would like|wil|willen|wens|vil|ønsker|am|are)\b")
"""How a clause begins that goes on with the subject of the one before: «I changed my mind and want to …»."""
_DOES_IT_TOO = re.compile(
    r"^(?:use|exercise|invoke|make use|withdraw|cancel|return|gebruik|mijn herroepingsrecht|het contract"
    r"|de overeenkomst|de koop|bruke|benytte|gå fra|angre|trekke)\b"
)
"""How a clause begins that goes on with the wish of the one before: «I want to send it back and use my right»."""


def declares_withdrawal(text: str) -> bool:
    """Whether `text` says that its writer withdraws from the contract, somewhere in it."""
    plain = _APOSTROPHES.sub("", folded(text).replace("(*)", " "))
    plain = _WORDS.sub(" ", _EITHER.sub(r"\1", plain))
    plain = _FOR_A_REASON.sub(", ", _NO_REASON.sub(" ", plain))
    return any(_declares(said.strip(), "?" in end) for said, end in _SENTENCE.findall(plain))


def declares_withdrawal_in(text: str, languages: Iterable[str]) -> bool:
    """The same for a text of which is known only that it is in one of `languages`: before any model has read it."""
    return any(map(declares_withdrawal, in_words_of_any(text, languages)))


def _declares(sentence: str, asked: bool) -> bool:
    for polite, plain in WISHES:
        sentence = polite.sub(plain, sentence)
    if _CONDITIONAL.search(sentence):
        return False
    clauses = [clause.strip() for clause in _CLAUSE.split(sentence) if clause.strip()]
    if asked:  # «I withdraw, when do I get my money?» asks with its end only
        clauses = clauses[:-1] if clauses and _THEN_ASKS.search(clauses[-1]) else []
    told = " , ".join(clause for clause in clauses if not _is_none(clause))
    subject = wished = ""
    for clause in clauses:
        before = wished if _DOES_IT_TOO.search(clause) else subject if _GOES_ON.search(clause) else ""
        if _does(f"{before} {clause}".strip(), told):
            return True
        named = _SUBJECT.search(clause)
        wish = None if _is_none(clause) else WISHED.search(clause)
        wished = wish.group(0) if wish else ""
        subject = named.group(0) if named and not _OTHERS.search(clause) else subject
    return False


def _does(clause: str, told: str) -> bool:
    """`told`: whatever the sentence says, without what is asked, denied or said of others."""
    if _is_none(clause):
        return False
    named = any(act.search(clause) and right.search(told) for act, right in BY_RIGHT)
    return named or any(pattern.search(clause) for pattern in DECLARED)


def _is_none(clause: str) -> bool:
    return bool(_NEGATED.search(clause) or _ASKING.search(clause) or _OTHERS.search(clause))
