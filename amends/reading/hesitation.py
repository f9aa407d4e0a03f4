"""Whether a customer puts the answer off, in any of the three languages: to think, to ask somebody, to another time.

What is not recognised here moves nothing either: after anything that is no answer, a bare «ok» is asked back.
"""

import re

from amends.reading.plain_language import words
from amends.reading.thresholds import HESITATION_WORDS

_WEIGHS = re.compile(
    r"\b(?:let me|lemme|(?:need|have|want|going|got|like) to|must|should|gotta|ill|well|will|first)\b(?: \w+){0,3}?"
    r" (?:think|sleep|check|ask(?! (?:you|a|something))|talk|speak|consult|discuss|look|call|read|decide|consider"
    r"|see|ponder)\b"
    r"|\b(?:think(?:ing)? (?:about|over|on)|think it over|sleep on it|(?:get|come) back to (?:you|it|this))\b"
    r"|\b(?:moet|moeten|wil|willen|ga|gaan|laat me|laat mij|laat ons|zal|even|eerst)\b(?: \w+){0,5}?"
    r" (?:na ?denken|denken|overleggen|bespreken|overwegen|slapen|kijken|nakijken|lezen|nalezen|bellen|checken"
    r"|nagaan|beslissen"
    r"|vragen|navragen|praten)\b"
    r"|\b(?:denk er(?: \w+){0,4} over|kom er(?: \w+){0,2} ?op terug|er(?:over)? na te denken|nachtje over)\b"
    r"|\b(?:må|vil|skal|bør|la meg|la oss|trenger å|får|først)\b(?: \w+){0,4}?"
    r" (?:tenke|tenkje|spørre|snakke|prate|sjekke|diskutere|drøfte|sove|lese|ringe|vurdere|undersøke|avklare|rådføre"
    r"|høre med|se)\b"
    r"|\b(?:(?:can|may|could) i|kan ik|mag ik|kan jeg|får jeg)\b(?: \w+){0,4}?"
    r" (?:answer|reply|decide|wait|antwoorden|reageren|beslissen|wachten|terugkomen|svare|vente|bestemme)\b"
    r"|\b(?:not ready|still (?:deciding|thinking)|run (?:this|it) (?:past|by)|let you know"
    r"|laat het (?:\w+ ){0,2}?weten|gir (?:deg |dere )?beskjed)\b"
    r"|\b(?:give|geef|gi) (?:me|mij|meg)\b(?: \w+){1,3}? (?:days?|time|week|hours?|dagen|tijd|uur|dager|tid|timer?)\b"
    r"|\b(?:vente[rt]?|wacht) (?:\w+ )?(?:med å|met)\b"
    r"|\b(?:tenke(?:r)? (?:på|over|meg om)|sove på|kommer tilbake|betenkningstid)\b"
)
_ASKS_US = re.compile(r"\b(?:ask (?:you|a question|something)|iets vragen|vraag stellen|spørre (?:deg|dere|om noe))\b")
_UNSURE = re.compile(
    r"\b(?:not (?:so |really |quite |entirely |100 )?(?:sure|certain)|unsure|maybe|perhaps|dunno|(?:dont"
    r"|do not) know|undecided"
    r"|(?:a|one|just a|another) (?:sec|second|minute|moment|bit)|later|tomorrow|tonight|next week|not (?:just "
    r"|quite )?yet"
    r"|not (?:right |just )?now|in (?:a|an) (?:minute|hour|while|bit)"
    r"|weet (?:het|ik)? ?(?:nog )?(?:even )?niet(?: zeker)?|weet (?:ik )?nog niet|niet zeker|twijfel|misschien"
    r"|wellicht|momentje|ogenblikje|nog niet"
    r"|nu (?:nog )?niet|niet nu|straks|morgen|vanavond|volgende week|even wachten"
    r"|vet ikke|veit ikkje|usikker|ikke sikker|kanskje|øyeblikk|ikke ennå|ikke enda|ikke nå|seinere|senere|i morgen"
    r"|i kveld|neste uke"
    r"|litt tid|vente litt)\b"
)
_STOPS = re.compile(
    r"\b(?:stop|abort|quit|forget|leave it|drop it|laat maar|vergeet|afbreken|stopp|avbryt|glem|dropp)\b"
)


_BEFORE = (
    r"no|nope|nee|neen|nei|oh|o|ah|eh|uh|um|h+m+|m+h?m+|okay|ok|oke|okei|yes|yeah|ja|jo|fine|greit|prima|but|maar|men|actually"
    r"|sorry|please|pls|just|so|er|hey|oi|whoa|p+f+|nou|nå|just|can you|could you|kan je|kunt u|kan du|aub|og|en|and"
)
_HOLDS = (
    r"(?:hang|hold) on|hold up|wait"
    r"|(?:give me |(?:just )?)?(?:one|a|1|half a|two) (?:sec|secs|second|moment|minute|min|mo|tick)"
    r"|bear with me|let me think|lemme think|thinking|slow down|not so fast|gimme a (?:sec|second|minute|min|moment)"
    r"|wacht|wachten|(?:even|effe|effen|ff) (?:wachten|denken|nadenken|geduld|kijken|rustig)|ho(?: ho)?|momentje"
    r"|(?:een )?(?:ogenblik(?:je)?|moment|seconde|secondje|minuutje)"
    r"|geef me (?:even|een momentje|een minuutje|een minuut)"
    r"|rustig aan|niet zo snel|laat me even denken"
    r"|vent|vente|(?:et |ett )?(?:øyeblikk|sekund|lite øyeblikk)|(?:et )?minutt|to sekunder|gi meg (?:et|litt) (?:\w+)"
    r"|må tenke|skal tenke|la meg tenke|tenke litt|ikke så fort|rolig nå|h+m+|tja|nja"
)
_AFTER = (
    r"hoor|even|eens|effe|ff|nog|litt|da|nå|a bit|a sec|a second|a moment|a minute|one (?:sec|second|moment|minute)|now"
    r"|there|then|for me|thanks|thank you|takk|mate|please|pls|aub|alsjeblieft|alstublieft|er|eerst|først|first|up|dan"
    r"|op|på meg|et øyeblikk|et sekund|et minutt|for (?:a|one) (?:sec|second|moment|minute)|h+m+|as|jeg|ik|i|need to"
)
_ONLY_WAIT = re.compile(rf"(?:(?:{_BEFORE}) )*(?:{_HOLDS})(?: (?:{_HOLDS}|{_AFTER}|but|maar|men))*")


def waits(text: str) -> bool:
    """Whether `text` says to wait, and nothing else: «hmm, hang on», «even denken hoor», «vent litt»."""
    return "?" not in text and _ONLY_WAIT.fullmatch(" ".join(words(text))) is not None


def hesitates(text: str) -> bool:
    """Whether `text` puts the answer off: to wait, to think, to ask somebody, to another time."""
    if waits(text):
        return True
    plain = " ".join(words(text))
    if len(plain.split()) > HESITATION_WORDS or _STOPS.search(plain) or _ASKS_US.search(plain):
        return False
    return bool(_WEIGHS.search(plain) or ("?" not in text and _UNSURE.search(plain)))
