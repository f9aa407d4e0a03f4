"""Words that may mean one problem or another, whatever the model makes of them.

«It does not work» is down or never worked: the model takes so few words for discontent, for a no, or surely for one of
the two. «My alerts do not come in» says no more. «My minutes are gone» lapsed, or too many were taken."""

import re
from dataclasses import replace

from amends.reading.acts import NOTHING, Meant
from amends.reading.asked import Asked
from amends.reading.heard import Heard
from amends.reading.issues import EITHER
from amends.reading.lacks import describes_a_lack
from amends.reading.plain_language import folded, words
from amends.reading.thresholds import STORY_WORDS, SURE, TAKEN_FOR_SOMETHING_ELSE

_FAILS = re.compile(
    r"(?<!\w)(?:(?:do(?:es)?n.?t|do(?:es)? not|is not|isn.?t|are not|aren.?t|not|won.?t) work(?:ing)?"
    r"|werk(?:t|en) (?:\w+ ){0,2}niet|(?:doet|doen) (?:het|.?t) (?:\w+ )?niet"
    r"|(?:virker|fungerer|funker|verkar|fungerar) (?:\w+ ){0,2}ikk?j?e)(?!\w)"
)
_TELLS_WHICH = re.compile(
    r"(?<!\w)(?:n?ever|yet|activ\w*|since|any ?more|longer|stopped|suddenly|again"
    r"|ooit|nooit|nog|geactiv\w*|sinds|meer|plots\w*|ineens|opeens|weer|opnieuw"
    r"|noen ?gang|aldri|ennå|enda|aktiv\w*|siden|mer|lenger|plutselig|igjen)(?!\w)"
)
_TAKEN_FOR = frozenset({"outage", "dissatisfaction", "deny", "no_evidence", NOTHING})
"""What the model makes of it. Anything else tells more than that it fails."""


_NEVER_WORKED = re.compile(
    r"(?<!\w)(?:n?ever|yet|still|waiting|activ\w*|switched|turned|started|should have"
    r"|ooit|nooit|nog|wacht\w*|geactiv\w*|ingeschakeld|aangezet|begonnen|gestart"
    r"|noen ?gang|aldri|ennå|enda|fortsatt|fremdeles|venter?|aktiv\w*|slått|startet|skulle ha)(?!\w)"
)
"""What says that it never worked; without it, what does not come in may have come in before."""
_GONE = re.compile(
    r"(?<!\w)(?:gone|missing|disappear\w*|vanish\w*|lost|weg|verdwenen|kwijt|foetsie|forsvunn\w*|forsvant|borte|vekk"
    r"|brukt opp|opgebruikt|used up|less than|minder dan|mindre enn)(?!\w)"
)
_WISHES = re.compile(r"(?<!\w)(?:cancel\w*|annul\w*|opzeg\w*|avbestill\w*|kanseller\w*|refund\w*)(?!\w)")
_HIDES_A_LACK = frozenset({"dissatisfaction", "deny", "no_evidence", "frustrated", "cancel_order", NOTHING})


def read_as_fault[Message: Heard](asked: Asked, message: Message) -> Message:
    """The message as one that names either fault, where that is all it says and no problem is named yet."""
    if asked.settled or asked.issue is not None or message.choice:
        return message
    text = " ".join(folded(message.story.text).split())
    if message.intent == "expired_credit" and _GONE.search(text):
        return replace(message, either="billing_error")
    message = _as_a_lack(message, text)
    if message.intent == "not_activated" and message.either is None and not _NEVER_WORKED.search(text):
        return replace(message, either="outage")
    if message.intent not in _TAKEN_FOR:
        return message
    tells = message.facts.moment is not None or message.said.has_question or len(words(text)) > STORY_WORDS
    if tells or _FAILS.search(text) is None or _TELLS_WHICH.search(text):
        return message
    besides = tuple(act for act in message.besides if act not in {"dissatisfaction", *EITHER})
    sure = max(message.confidence, SURE)
    return replace(message, intent="outage", confidence=sure, either="not_activated", besides=besides)


def _as_a_lack[Message: Heard](message: Message, text: str) -> Message:
    """`message` as the likeliest fault, where its words describe what does not happen and the model takes them, not
    surely, for something else."""
    faults = [act for act in message.likely if act in EITHER]
    unsure = message.confidence < TAKEN_FOR_SOMETHING_ELSE or message.intent == "no_evidence"
    if message.intent not in _HIDES_A_LACK or not faults or not unsure or message.said.has_question:
        return message
    if not describes_a_lack(text) or _WISHES.search(text):
        return message
    besides = tuple(act for act in message.besides if act not in EITHER)
    other = next(act for act in EITHER if act != faults[0])
    either = None if faults[0] == "not_activated" and _NEVER_WORKED.search(text) else other
    return replace(message, intent=faults[0], confidence=SURE, meant=Meant.STATED, either=either, besides=besides)
