"""What a message after a decision says of that decision, though the model takes it for a problem: that too little came,
that the order is to stay, or how the order stands now. What states a fault is none of these."""

import re
from enum import StrEnum

from amends.reading import haggling
from amends.reading.heard import Heard
from amends.reading.thresholds import ANOTHER_PROBLEM


class About(StrEnum):
    """What of it."""

    WHY_SO_LITTLE = "why_so_little"
    MORE = "more"
    STATE = "state"
    VALIDITY = "validity"


_FAULTS = frozenset({
    "outage", "destination_problem", "external_problem", "account_restricted", "loss_claim", "withdraw", "chargeback",
})  # fmt: skip
"""What the words about an amount are not mistaken for."""
_WHY = re.compile(r"^(?:\w+ ){0,3}?(?:why|how come|waarom|hoezo|hoe komt het|hvorfor|hvordan kan det)\b")
_LITTLE = re.compile(
    r"\b(?:only|just|merely|not (?:all|everything|more|in full|the (?:full|whole|rest|other))|all of it|so little"
    r"|that little|less|too little|the (?:rest|remaining|other half)|half"
    r"|maar|slechts|alleen|niet (?:alles|meer|het hele|de rest|volledig|de volle)|zo weinig|te weinig|minder|de rest"
    r"|de helft|bare|kun|ikke (?:alt|mer|hele|resten|det hele)|så lite|for lite|mindre|resten|halvparten)\b"
)
_CAME = re.compile(
    r"\b(?:get|got|getting|given|receive\w*|refund\w*|back|paid|pay|krijg\w*|kreeg|gekregen|ontvang\w*|ontvangen"
    r"|terug\w*|betaald?|vergoed|får|fikk|fått|mottatt|mottar|tilbake\w*|refundert|refusjon\w*|betalte?|utbetalt)\b"
)
_SHORT_WHY = 5
"""«Why so little?»: so few words ask for nothing else."""
_STATE = re.compile(
    r"\b(?:what (?:happens|will happen|is happening|happened|becomes|about)|wat gebeurt er|hoe zit het|wat wordt er"
    r"|hva skjer|hva med|hvordan blir det)\b (?:\w+ ){0,3}?(?:service|services|order|subscription|dienst|bestelling"
    r"|abonnement\w*|tjeneste\w*|bestilling\w*|ordre\w*|it)\b"
    r"|\b(?:can|does|is|kan|mag|werkt|is|er|virker|fungerer|får) (?:\w+ ){1,4}?(?:still|nog|fortsatt|ennå)"
    r"(?: (?:work|working|active|on|use|actief|aan|gebruiken|bruke|virke|aktiv|aktivt|på)\b|$)"
)


def about(heard: Heard) -> About | None:
    """What of a decision `heard`, which presses no button, is about; None where it may be about anything."""
    said = heard.said
    if said.is_payload or not said.words or said.is_long:
        return None
    if said.asks_how_long_valid:
        return About.VALIDITY
    plain = " ".join(said.words)
    if said.asks_whether_ended or (said.has_question and not said.told and _STATE.search(plain)):
        return About.STATE
    if said.describes_a_lack and not haggling.names_money(said.text):
        return None
    if heard.intent in _FAULTS and (heard.confidence >= ANOTHER_PROBLEM or heard.intent == "withdraw"):
        return None
    if haggling.asks_for_the_rest(said.text):
        return About.WHY_SO_LITTLE
    if _WHY.search(plain) and _LITTLE.search(plain):
        if _CAME.search(plain) or heard.facts.amounts or len(said.words) <= _SHORT_WHY:
            return About.WHY_SO_LITTLE
        return None
    return About.MORE if said.haggles else None
