"""Anger that is aimed at us, in any of the three languages: it asks nothing, and it begins no claim."""

import re

from amends.reading import plain_language
from amends.reading.plain_language import folded
from amends.reading.thresholds import LONG_STORY_WORDS, MILD_WORDS

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


_MILD = re.compile(
    r"\b(?:annoying|annoyed|irritating|a (?:bit|little)|shame|pity|inconvenient|nuisance|tedious|frustrating|bummer|meh"
    r"|jammer|vervelend|irritant|lastig|balen|onhandig|spijtig|zonde"
    r"|irriterende|irritert|kjedelig|synd|dumt|leit|trist|tungvint|frustrerende|plagsomt)\b"
)
_STRONG = re.compile(
    r"!{2,}|\b(?:very|so|extremely|really fed|fed up|unacceptable|ridiculous|furious|outrageous|enough|sick of"
    r"|heel|erg|ontzettend|enorm|zat|genoeg|woedend|onacceptabel|veldig|utrolig|lei av|nok|rasende|uakseptabelt)\b"
)


def is_mild(text: str) -> bool:
    """Whether `text` is a few words of mild annoyance: it is met kindly, and is no reason to hand anything over."""
    plain = folded(text)
    if len(plain_language.words(text)) > MILD_WORDS or is_insult(text) or _STRONG.search(plain):
        return False
    return _MILD.search(plain) is not None


def is_insult(text: str) -> bool:
    """Whether `text` is an outburst against whoever reads it. A longer one tells a story, however angry."""
    plain = folded(text)
    if len(plain_language.words(text)) > LONG_STORY_WORDS or _TELLS_OF_A_CRIME.search(plain):
        return False
    return _INSULTS.search(plain) is not None
