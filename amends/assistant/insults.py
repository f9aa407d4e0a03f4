"""Anger that is aimed at us, in any of the three languages: it asks nothing, and it begins no claim."""

import re
import unicodedata

from amends.assistant import plain_language
from amends.assistant.thresholds import LONG_STORY_WORDS

_INSULTS = re.compile(
    r"\b(?:idiots?|morons?|scammers?|thie(?:f|ves)|crooks?|liars?|assholes?|bastards?|clowns|losers?|pathetic"
    r"|f+u+c+k+(?: (?:you|off|this))?|screw you|go to hell|you suck|(?:complete|utter|total) rip.?off"
    r"|idioten?|sukkels?|eikels?|klootzak(?:ken)?|oplichters?|oplichterij|dieven|leugenaars?|prutsers?|boeven"
    r"|achterlijk\w*|debiel(?:en)?|mongool|mongolen|kut(?:bedrijf|zooi|bot|service)?|klote\w*|tering\w*|tyfus\w*|kanker\w*"
    r"|rot op|flikker op"
    r"|val dood|sodemieter op|waardeloos stel|schandalig|belachelijk"
    r"|idiot(?:er|ene)?|tosk(?:er)?|tullinge?r?|dust(?:er|ete|emikler|emikkel)?|drittsekk(?:er)?|dritt\w*"
    r"|svindlere?|svindel|tyver|løgnere?|løgnhals\w*|banditter|kjeltringe?r?|jævl\w*|jevl\w*|faen|fanden|helvete"
    r"|rasshøl\w*|kødd\w*|ræv\w*|latterlig\w*|elendige?|udugelige?)\b"
)
_TELLS_OF_A_CRIME = re.compile(r"\b(?:stole|stolen|hacked|robbed|gestolen|gehackt|beroofd|stjål\w*|hacket|ranet)\b")


def is_insult(text: str) -> bool:
    """Whether `text` is an outburst against whoever reads it. A longer one tells a story, however angry."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if len(plain_language.words(text)) > LONG_STORY_WORDS or _TELLS_OF_A_CRIME.search(plain):
        return False
    return _INSULTS.search(plain) is not None
