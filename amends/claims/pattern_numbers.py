"""A merchant's order numbers of a shape of their own: «#1234», «100045», «WC-77-2», as merchant.yml has the pattern."""

import re
from dataclasses import dataclass
from functools import cached_property

from amends.claims.corrections import CORRECTS

_SAID = (
    r"(?:orders?|orderid|order ?id|ordered|ordre|ordren|ordrer|ordrene|bestelling(?:en)?|bestilling(?:en|a|er)?|bestel|"
    r"ref(?:erence|erentie|eranse)?\.?|kjøp(?:et)?|purchase|aankoop)"
)
_NUMBER = r"(?:-? ?(?:number|numbers|nummer(?:et)?|num\.?|nrs?\.?|no\.?|nos\.?|id|n°|nº))?"
_IS = r"(?: (?:is|er|was|var|with|met|med|number|nummer(?:et)?|nr\.?|no\.?|van mij|mijn|my|the|:))*"
SAID = _SAID + _NUMBER + _IS
"""What says that a number comes: «order», «my order number is»."""

_ALLOWED = re.compile(r"(?:[A-Za-z0-9#_-]|\\[.#-]|\[[A-Za-z0-9._#-]+\]|\(\?:|[)|?]|\{[0-9]{1,2}(?:,[0-9]{1,2})?\})+")
"""What a pattern may be written with. Nothing in it repeats without an end, so that no message is read for ever."""
_REPEATED_GROUP = re.compile(r"\)\{")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
SUM = r",-|[.,]\d|€|\$|£|kr\b|kron[eo]r|nok\b|eur|sek\b|dkk\b|chf\b|franken|usd|dollar|pund|pond|pound|%"
"""What, right after a number, makes a sum or a share of it."""
_MONEY = rf"(?!\s*(?:{SUM}|:\d))"

_BEFORE = r"(?<![\w@#.,-])"
_AFTER = rf"(?![\w@]|[-–]\w){_MONEY}"


@dataclass(frozen=True)
class PatternNumbers:
    """`pattern` is what a customer types of a number, whatever the case; `written` is how the shop's system has it,
    with `{}` for what was typed: «#{}» where its numbers begin with a # that customers leave out. `example` is one to
    show."""

    pattern: str
    example: str
    written: str = "{}"

    def own(self, typed: str) -> str:
        """The number as the shop's system has it: in the letters of the pattern, and without a second #."""
        number = typed if re.fullmatch(self.pattern, typed) else typed.upper()
        before = self.written.partition("{}")[0]
        return number if before and number.startswith(before) else self.written.replace("{}", number)

    def spans(self, plain: str, bare: bool) -> list[tuple[str, tuple[int, int]]]:
        """Every number in a text without look-alikes, and where it stands. One of digits alone counts where something
        says that it is a number, or where it was asked for (`bare`)."""
        plain = plain.translate(_DASHES)
        found = [each for each in self._anywhere.finditer(plain) if not each["number"].isdigit()]
        found += self._said.finditer(plain)
        if not found and bare:
            found = list(self._anywhere.finditer(plain))
        for each in self._anywhere.finditer(plain) if found else ():
            ends = [other.end("number") for other in found if other.end("number") <= each.start()]
            if ends and CORRECTS.search(plain[max(ends) : each.start()]):
                found.append(each)  # «order 71260, no sorry 71620»
        distinct = {each.span("number"): self.own(each["number"]) for each in found}
        return [(number, span) for span, number in sorted(distinct.items())]

    def fault(self) -> str | None:
        """What is wrong with the pattern, in a few words."""
        if not _ALLOWED.fullmatch(self.pattern) or _REPEATED_GROUP.search(self.pattern) or "{}" not in self.written:
            return "is not a pattern of order numbers"
        try:
            shape = re.compile(self.pattern)
        except re.error:
            return "is not a pattern that can be read"
        if shape.fullmatch(""):
            return "is met by nothing at all"
        return None

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return re.compile(rf"{_BEFORE}(?P<number>{self.pattern}){_AFTER}", re.IGNORECASE)

    @cached_property
    def _said(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?:(?<![A-Za-z0-9@]){SAID}\s*[:#=(]{{0,2}}\s*|(?<![\w#])#\s?)(?P<number>{self.pattern}){_AFTER}",
            re.IGNORECASE,
        )
