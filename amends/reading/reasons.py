"""That there is no reason to tell."""

import re

from amends.reading.plain_language import words

_NO_REASON = re.compile(
    r"(?:(?:no|nee|nei|there is|theres|i have|for|er is|det er) ){0,2}"
    r"(?:no(?: particular| special| real)? reasons?|none|nothing (?:special|happened|in particular)"
    r"|just because|because i want(?: to)?"
    r"|i just want (?:to|it)|i (?:just )?dont want it(?: any ?more)?|i (?:just )?dont need it(?: any ?more)?"
    r"|geen(?: speciale| bepaalde| bijzondere)? reden|zomaar|gewoon zomaar|daarom|gewoon"
    r"|niets(?: bijzonders)?|er is niets gebeurd"
    r"|ik wil het gewoon|ik heb het niet meer nodig|niet meer nodig"
    r"|ingen(?: spesiell| særlig)? (?:grunn|årsak)"
    r"|bare fordi|ingenting(?: spesielt)?|det skjedde ingenting|fordi jeg vil"
    r"|jeg vil bare(?: det)?|trenger den ikke(?: lenger)?|ikke bruk for den(?: lenger)?)"
)


def gives_no_reason(text: str) -> bool:
    """Whether `text`, said when it is asked why, says that there is no reason to tell."""
    return _NO_REASON.fullmatch(" ".join(words(text))) is not None
