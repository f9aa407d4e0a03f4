"""Whether a text describes a fault by what does not happen: «jeg får ikke varsler», «ik krijg geen meldingen».

Such a negation is the problem itself. «The server is not down» denies one, and is none of these.
"""

import re

from amends.reading.plain_language import folded

_NO_FAULT = (
    r"(?!(?:\w+ )?(?:outage|problems?|issues?|complaints?|storing\w*|problem\w*|klacht\w*|last|feil|nedetid|klag\w*)\b)"
)
_LACKS = re.compile(
    r"\b(?:not|\w+n'?t|never|cannot)\b(?: \w+){0,2}? (?:get|getting|got|receiv\w+|work\w*|load\w*|connect\w*|arriv\w+"
    r"|start\w*|see|reach\w*|open\w*|activat\w+|appear\w*|respond\w*)\b"
    rf"|\b(?:get|getting|receive|have) (?:no|none|nothing)\b {_NO_FAULT}"
    rf"|\b(?:krijg|krijgen|ontvang|ontvangen|zie|hoor)\b(?: \w+){{0,2}}? (?:geen|niets|niks|niet) ?{_NO_FAULT}"
    r"|\b(?:werkt|werken|laadt|opent|start|komt|komen|lukt|verbindt|doet het|doen het)\b(?: \w+){0,3}? niet\b"
    rf"|\b(?:får|fekk|mottar|ser|finner)\b(?: \w+){{0,2}}? (?:ikke|ikkje|ingen|ingenting) ?{_NO_FAULT}"
    r"|\b(?:stopped|quit|stops) (?:receiving|getting|sending|working|coming|responding|loading|arriving)\b"
    r"|\b(?:nothing|none) (?:\w+ ){0,3}?(?:loads?|works?|arrives?|comes?|coming|opens?|happens?|responds?)\b"
    r"|\b(?:no (?:more )?(?:alerts?|notifications?|messages|access|connection|signal)|geen (?:\w+ )?(?:meldingen"
    r"|toegang|verbinding|signaal)|ingen (?:varsler|meldinger|tilgang|forbindelse|kontakt))\b"
    r"|\b(?:gestopt|opgehouden) met\b|\b(?:niets|niks) (?:\w+ ){0,2}?(?:werkt|laadt|doet|komt|opent)\b"
    r"|\b(?:doet|laadt|komt) (?:\w+ ){0,2}?(?:niets|niks)\b|\b(?:sluttet|slutta) å\b"
    r"|\bingenting (?:\w+ )?(?:virker|fungerer|laster|kommer|skjer|åpner|svarer)\b"
    r"|\b(?:virker|verkar|fungerer|funker|laster|åpner|starter|kommer|svarer)\b(?: \w+){0,2}? (?:ikke|ikkje)\b"
)
_FAULT = re.compile(
    r"\b(?:is|are|s|re|still|er|ligt|liggen|ligger|ligg) (?:still |nog steeds |fortsatt |alweer |hele dag )?"
    r"(?:down|broken|offline|gone|eruit|er uit|plat|kapot|stuk|nede|borte|ute av drift)\b"
)


def describes_a_lack(text: str) -> bool:
    """Whether a negation in `text` says what fails, or a failure is stated beside it."""
    plain = folded(text).replace("\u2019", "'")
    return bool(_LACKS.search(plain) or _FAULT.search(plain))
