"""What says who writes and not what is wanted: order, case numbers and e-mail addresses.

An order number has the shape that the order backends' contract gives it (amends.orders.backend.ORDER_NUMBER): tests
hold the two together, as Rasa's environment has nothing of amends.
"""

import re

from rasa_addons.languages import words

_DASH = r"\-‐‑‒–—−_#"

EMAIL = re.compile(r"<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")

NUMBER = re.compile(
    rf"\b(?:[A-Za-z]{{2,4}}[{_DASH}]{{0,2}}|[A-Z]{{2,4}}\s|[A-Za-z]{{2}}[\s{_DASH}]{{0,2}})[0-9]{{4,10}}\b"
)
"""As people type them: small letters, another dash or none. With a blank, three or four small letters are a word, as
in «paid 1200»."""


CASE = re.compile(
    rf"\b(?:[Aa][Mm][\s{_DASH}]{{0,3}}(?=[A-Za-z]{{0,6}}[0-9])[0-9A-Za-z]{{7}}|AM[{_DASH}][0-9A-Z]{{7}})\b"
)
"""As amends.cases.numbers makes them. Without a figure in it only in capitals: «I am waiting» has seven letters too."""

_ID = "\x1f"
_OF = r"(?:(?:my|our|the|mijn|ons|het|de|min|mitt|vår|vårt|det|den) )?"
_NAME = (
    r"(?:(?:order|case|customer|bestel|zaak|klant|ordre|saks|kunde)[ -]?(?:number|num|no\.?|nummer|nr\.?)|"
    r"number|nummer|nr\.?|no\.|ref\.?|reference|referentie|referanse|"
    r"e-?mail(?:[ -]?(?:address|adres|adresse))?|mail(?:adres|adresse)?|e-?post(?:adresse|en)?"
    rf"{''.join(f'|{name}' for name in words('numbers_called'))})"
)
_LABELLED = re.compile(rf"(?:(?<!\w){_OF}{_NAME}(?: (?:is|er))?\s*[:=#]?\s*)?{_ID}", re.IGNORECASE)
_JOINED = re.compile(rf"{_ID}(?:[\s,;/&+()]*(?:(?<!\w)(?:and|en|og)\s+)?{_ID})+")
_AT_AN_END = re.compile(rf"^\W*{_ID}(?:\s*[,;:.–—-]+)?|(?:[\s,;:(–—-]+(?:and|en|og))?[\s,;:(–—-]*{_ID}[\s.)]*$")
_INTRODUCING = """
hi hello hey ok sure it its it's this that that's here here's is are would be i have has found my mine the a an and for
about concerns concerning regarding with to of order orders number purchase product confirmation invoice subscription
ref case customer account
hallo dag mijn de het een en voor over met van bij betreft gaat dit bestelling factuur zaak klant
hei min mitt den det et og om gjelder på med til dette er ordre kjøp faktura sak kunde
"""
"""Words that come with a number and tell nothing of the problem."""
_TELLING_NOTHING = frozenset((*_INTRODUCING.split(), *words("introduces")))


def without(text: str) -> str:
    """`text` with a blank in the place of each."""
    return _marked(text).replace(_ID, " ")


def problem_of(text: str) -> str:
    """The words of the problem: `text` without numbers and addresses, and without the words that only name these.

    A message that only gives them («my order number is NN-10023») is left as it is.
    """
    marked = _marked(text)
    if _ID not in marked:
        return text
    bare = _AT_AN_END.sub(" ", _JOINED.sub(_ID, _LABELLED.sub(_ID, marked))).replace(_ID, " ")
    return bare if tells(bare) else text


def tells(text: str) -> bool:
    """Whether `text` has a word that does more than introduce a number."""
    return any(word not in _TELLING_NOTHING for word in re.findall(r"[^\W\d_][\w']*", text.casefold()))


def _marked(text: str) -> str:
    return NUMBER.sub(_ID, CASE.sub(_ID, EMAIL.sub(_ID, text.replace(_ID, " "))))
