"""«It does not work»: so few words may say that it is down or that it never worked, and the model takes them for
discontent, for a no, or surely for one of the two."""

import re
import unicodedata
from dataclasses import replace

from amends.assistant.issues import EITHER
from amends.assistant.message import Message
from amends.assistant.plain_language import words
from amends.assistant.reading import NOTHING
from amends.assistant.situation import Situation
from amends.assistant.thresholds import STORY_WORDS, SURE
from amends.claims.extract import OrderNumbers, without_ids

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


def read_as_fault(situation: Situation, numbers: OrderNumbers, message: Message) -> Message:
    """The message as one that names either fault, where that is all it says and no problem is named yet."""
    draft = situation.draft
    if draft.settled or draft.issue is not None or message.choice or message.intent not in _TAKEN_FOR:
        return message
    text = " ".join(unicodedata.normalize("NFKC", without_ids(message.text, numbers)).casefold().split())
    tells = message.facts.moment is not None or "?" in message.text or len(words(text)) > STORY_WORDS
    if tells or _FAILS.search(text) is None or _TELLS_WHICH.search(text):
        return message
    besides = tuple(act for act in message.besides if act not in {"dissatisfaction", *EITHER})
    sure = max(message.confidence, SURE)
    return replace(message, intent="outage", confidence=sure, either="not_activated", besides=besides)
