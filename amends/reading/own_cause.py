"""A cause of the customer's own that is named in so many words: «my firewall blocks it», «het ligt aan mijn modem».

Where the trouble shows is no cause: «it does not work on my wifi». A denial may rest on this, so whatever is doubted,
denied, asked or told by others is not plain.
"""

import re

from amends.reading.plain_language import words

_MY = r"(?:my|our|mijn|mn|onze|ons|min|mitt|vår|vårt)(?: (?:own|eigen|egen|eget))?"
_THING = (
    r"(?:router|modem|firewall|wi ?fi|network|internet(?: connection| provider)?|broadband|isp|provider|proxy|antivirus"
    r"|laptop|computer|pc|mac|phone|handset|tablet|browser|equipment"
    r"|netwerk|internetprovider|internetverbinding|virusscanner|telefoon|toestel|apparatuur|bedrijfsnetwerk"
    r"|ruter(?:en)?|modemet|brannmur(?:en)?|wifien|nett(?:et)?|nettverk(?:et)?|nettleverandør(?:en)?|bredbånd(?:et)?"
    r"|leverandøren|proxyen|datamaskin(?:en)?|pcen"
    r"|telefon(?:en)?|mobil(?:en)?|nettbrett(?:et)?|nettleser(?:en)?|utstyr(?:et)?)"
    r"(?! (?:number|nummer|monitor\w*|check\w*|service|dienst|tjeneste\w*|scan|subscription|order|account|abonnement))"
)
_OWN = (
    rf"(?:{_MY}(?: (?:home|office|work|company|old|oude|gamle|internet|corporate)){{0,2}} {_THING}"
    rf"|(?:the |de |het |den )?{_THING} (?:(?:of|in|at|on|van|bij|i|på|hos) )?{_MY}(?: \w+){{0,2}})"
)
_BLAMED_BEFORE = (
    r"(?:because of|due to|caused by|down to|(?:its|it is|it was|that is|turns out to be|turned out to be)"
    r"|(?:problem|fault|trouble|cause|issue|culprit) (?:is|was|lies)(?: with| in)?"
    r"|door|ligt aan|lag aan|komt door|kwam door|vanwege|wegens|oorzaak is|probleem is"
    r"|på grunn av|skyldes|skyldtes|det er|det var|(?:feilen|problemet|årsaken) (?:er|var|ligger|lå)(?: i| hos| på)?)"
)
_BLAMED_AFTER = (
    r"(?:(?:is |was |are )?(?:what |the one that |that )?"
    r"(?:block|stop|filter|reject|throttl|refus)(?:s|es|ed|ing)? (?:it|this|that|the|your|you|everything|them|traffic)"
    r"|gets? in the way|(?:is|was) (?:the |to )?(?:problem|cause|culprit|blame|fault)"
    r"|(?:is|are) (?:far |much |way |just )?too (?:old|slow|weak|bad)|is (?:broken|bust)"
    r"|(?:blokkeert|blokkeren|weigert|filtert)|houdt (?:\w+ ){0,3}tegen|zit in de weg"
    r"|is (?:het probleem|de oorzaak|de boosdoener)|is (?:er )?te (?:oud|traag|zwak|slecht)|is (?:kapot|stuk)"
    r"|(?:blokkerer|sperrer|filtrerer|avviser)|stopper (?:den|det|dere|tjenesten|alt)|er i veien"
    r"|er (?:problemet|årsaken|synderen)|er (?:altfor |for )(?:gammel|gammelt|treg|tregt|svak|svakt|dårlig)"
    r"|er (?:ødelagt|i stykker))"
)
_PLAIN = re.compile(rf"\b(?:{_BLAMED_BEFORE} {_OWN}|{_OWN} {_BLAMED_AFTER})(?!\w)")
_CHANGES_NOTHING = re.compile(
    r"\b(?:(?:do(?:es)?nt|do(?:es)? not|is not|isnt|wont|did not|didnt) work(?:ing)?"
    r"|(?:werkt|werkte|doet) (?:\w+ ){0,2}?(?:niets?|niks)|(?:virker|fungerer|funker) (?:\w+ ){0,2}?ikke"
    r"|not (?:you(?:rs|r \w+)?|at your \w+)|niet (?:aan |bij )?(?:u|jullie|uw \w+)|ikke (?:hos )?(?:dere|deres|deg)"
    r"|kan ik (?:\w+ )?niet|kan jeg ikke|får jeg ikke)(?!\w)"
)
"""Negations that deny nothing of the cause: what fails, whose fault it is not, and what cannot be changed."""
_DOUBTED = re.compile(
    r"\b(?:not|no|nor|never|nothing|none|neither|isnt|wasnt|arent|doesnt|dont|didnt|without|ruled|excluded"
    r"|maybe|perhaps|might|could|may|if|whether|probably|possibly|think|suppose|guess|sure|says?|said|claims?|told|tell"
    r"|niet|geen|nooit|niets|niks|zonder|uitgesloten|misschien|wellicht|mogelijk|zou|als|denk|vermoed|zegt|zeggen|zei"
    r"|beweert|volgens|ikke|ikkje|ingen|ingenting|aldri|uten|utelukket|kanskje|muligens|kan|hvis|tror|antar|sier|sa"
    r"|påstår|ifølge|sold|rent\w*|supplied|verkocht|verhuren|huren|gehuurd|geleverd|solgte|leier|leid|levert\w*)\b"
)
"""What takes the plainness of it away; so does that the thing came from the merchant."""
_BARE = re.compile(rf"(?:(?:its|it is|the|het is|t is|de|het|det er)? ?)(?:{_OWN}|(?:the |de |het )?{_THING})")


def names_own_cause(text: str) -> bool:
    """Whether `text` says plainly that something of the customer's own is the cause."""
    told = _told(text)
    return _PLAIN.search(told) is not None and _DOUBTED.search(_CHANGES_NOTHING.sub(" ", told)) is None


def is_own_thing(text: str) -> bool:
    """Whether `text`, said where the cause is asked, is no more than the name of such a thing: «my router»."""
    return _BARE.fullmatch(" ".join(words(text))) is not None


def _told(text: str) -> str:
    """Its words without those of its questions."""
    sentences = re.findall(r"[^.!?\n]+[.!?\n]*", text)
    return " ".join(word for sentence in sentences if "?" not in sentence for word in words(sentence))
