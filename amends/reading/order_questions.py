"""Questions that records answer, though their words are those of a claim: whether an order is ended, until when its
credit is valid, and how a case is going. A question alone opens no claim."""

import re

from amends.reading import plain_language
from amends.reading.thresholds import LONG_STORY_WORDS

_FILLERS = (
    r"^(?:(?:so|and|but|ok|okay|oh|hi|hey|hello|then|well|wait|dus|en|maar|oké|oke|hoi|hallo|så|og|men|hei|da|ja|yes"
    r"|nee|nei|no|please|sorry|can you (?:tell me|check) if|i want to know if|kunt u zeggen of|kan du si om) ){0,3}"
)
_HOW_IT_GOES = re.compile(
    r"^(?:(?:hm+|uh|no|nee|nei|ok|okay|so|and|but|dus|en|maar|så|og|men|hi|hey|hello|hallo|hoi|hei|ja|yes|well) ){0,4}"
    r"(?:how(?:s| is) (?:it|that|my case) (?:going|coming along)|how does it stand|any (?:news|update)"
    r"|where is (?:it|that)|(?:what(?:s| is) the )?(?:current )?status(?: (?:update|of (?:it|this|that|my case)))?"
    r"|hoe (?:gaat|staat|zit|loopt) (?:het|dat)(?: (?:er )?(?:mee|voor|nu))*|waar blijft (?:het|dat|die)"
    r"|is er al nieuws|wat is de (?:huidige )?(?:status|stand(?: van zaken)?)(?: (?:van|voor) (?:mijn|deze|de) zaak)?"
    r"|(?:hva|hvordan) er status(?:en)?(?: (?:på|for|i) (?:saken(?: min)?|min sak|det|dette))?|status på saken(?: min)?"
    r"|hvordan (?:går|står|ligger) det(?: (?:til|an|med det))?|hvor (?:er|blir) (?:det|den)(?: av)?|noe nytt"
    r"|what (?:happens|comes|is|s) (?:now|next)|whats next|what now|what is the next step|wat gebeurt er (?:nu|verder)"
    r"|wat nu|hoe (?:nu verder|gaat het (?:nu )?verder)|hva skjer (?:nå|videre|så)|hva nå|hvordan går det videre)"
    r"(?: (?:then|now|please|nu|dan|nou|nå|da|eigenlijk|egentlig)){0,2}$"
)
_ENDED = (
    r"(?:cancell?ed|terminated|stopped|geannuleerd|gecanceld|geannulleerd|opgezegd|beëindigd|stopgezet|avbestilt"
    r"|kansellert|avsluttet|avslutta|annullert|sagt opp)"
)
_ENDING = r"(?:cancellation|annulering|opzegging|avbestilling\w*|kansellering\w*|oppsigelse\w*)"
_WHETHER_ENDED = re.compile(
    _FILLERS + r"(?:when |wanneer |når )?(?:is|are|was|were|has|have|did|will|isnt|hasnt|havent"
    r"|zijn|wordt|werd|hebben|hebt|heb|heeft|er|ble|blei"
    rf"|har|blir|var) (?:\w+ ){{0,5}}?(?:{_ENDED}|{_ENDING} (?:\w+ ){{0,2}}?(?:done|through|complete|confirmed|gelukt"
    r"|rond|verwerkt|klaar|bevestigd|klar|gjennomført|ferdig|bekreftet|i orden))"
    r"(?: (?:it|that|this|them|my|the|order|subscription|service|den|det|bestillingen|abonnementet|now|or|not|yet"
    r"|already|then|at|all|still|nu|of|niet|al|dan|toch|nå|eller|ikke|ennå|allerede|da)){0,5}$"
)
_I_HAVE = re.compile(r"\b(?:heb|hebben|har|have|has|had) (?!(?:dere|du|you|they|jullie|u|noen|my|the|mijn|it)\b)")
"""«Heb al opgezegd» tells of the customer's own doing."""
_SAID_TO_BE_ENDED = re.compile(
    _FILLERS
    + r"(?:(?:my |the |mijn |de |het )?(?:it|its|that|thats|order|subscription|service|hij|ze|het|die|dat|den|det"
    r"|bestelling|abonnement|dienst|bestillingen|abonnementet|tjenesten) )(?:mitt |min )?(?:is |er |has been |s )?"
    rf"(?:\w+ ){{0,2}}?{_ENDED}(?: (?:now|then|right|correct|already|nu|dan|toch|al|hè|of niet|nå|da|allerede|ikke sant"
    r"|sant)){0,3}$"
)
"""«So it is cancelled now?»: a statement but for its question mark."""
_DID_YOU_END = re.compile(_FILLERS + r"(?:did|have) (?:you|they) (?:\w+ )?(?:cancel|end|stop)(?: \w+){0,3}$")
_VALIDITY = re.compile(
    _FILLERS + r"(?:is|are|has|have|did|does|do|will|when|until|till|how long|what day|what date|zijn|tot wanneer"
    r"|wanneer|hoe lang|hoelang|verloopt|vervalt|blijft|er|har|når|hvor lenge|utløper|går|gikk|ble|blir|til når) "
    r"(?:\w+ ){0,6}?(?:expired?|expires|expiring|lapsed?|valid|run out|ran out|verlopen|verloopt|vervallen|vervalt"
    r"|geldig|utløpt|utløper|utløp|utgått|(?:går|gikk|gått) (?:\w+ ){0,3}?ut|gyldig)\b"
)
_VERB_FIRST = re.compile(
    _FILLERS + r"(?:(?:verloopt|vervalt|utløper) (?:\w+ ){0,4}\w+|(?:går|gikk) (?:\w+ ){1,4}?ut(?: \w+){0,2})$"
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:why|how come|back|refund\w*|extend\w*|money|possible|password|link|card|session|certificate|offer|right"
    r"|withdraw\w*|waarom|terug\w*|verleng\w*|geld|mogelijk|wachtwoord|kaart|sessie|aanbod|herroep\w*|recht"
    r"|hvorfor|tilbake\w*|forleng\w*|penger|mulig|passord\w*|lenke\w*|kort\w*|tilbud\w*|angre\w*)\b"
)


def asks_how_it_goes(text: str) -> bool:
    """Whether `text` asks how it is going, and nothing else."""
    return _HOW_IT_GOES.search(" ".join(plain_language.words(text))) is not None


def asks_whether_ended(text: str) -> bool:
    """Whether `text` asks if an order is ended already, and says nothing else."""
    plain = _only_question(text)
    if plain is None:
        return False
    if "?" not in text and _I_HAVE.search(plain):
        return False
    said_to_be = "?" in text and _SAID_TO_BE_ENDED.search(plain)
    return bool(said_to_be or _WHETHER_ENDED.search(plain) or _DID_YOU_END.search(plain))


def asks_how_long_valid(text: str) -> bool:
    """Whether `text` asks if, when or until when credit lapses, and says nothing else."""
    plain = _only_question(text)
    if plain is None or _OF_SOMETHING_ELSE.search(plain):
        return False
    return bool(_VALIDITY.search(plain) or ("?" in text and _VERB_FIRST.search(plain)))


def asks_of_its_own(text: str) -> bool:
    """Whether `text`, taken for a question about expiry, asks for nothing else."""
    plain = _only_question(text) if "?" in text else None
    return plain is not None and _OF_SOMETHING_ELSE.search(plain) is None


def _only_question(text: str) -> str | None:
    """The words of `text`, where nothing is stated in it besides its question; a question mark may lack."""
    if "?" in text and plain_language.words(plain_language.told(text)):
        return None
    said = plain_language.words(text)
    return " ".join(said) if 0 < len(said) <= LONG_STORY_WORDS else None
