"""Two orders in one message: each problem belongs to the order that the words tie it to.

A clause that names one order and tells a problem ties them; so does the one right before or after it, «the first one»,
or «both». Where nothing ties a problem to one of several orders, the customer is asked which.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from amends.claims.corrections import CORRECTS
from amends.facts.facts import Facts
from amends.reading.acts import NOTHING, Part
from amends.reading.asked import Asked
from amends.reading.heard import Heard, OfOrder
from amends.reading.issues import issue_of
from amends.reading.message_facts import with_facts
from amends.reading.ordinals import chosen_of
from amends.reading.stated_parts import states_a_problem

_COUNTS = re.compile(
    r"\b(?:have|got|are|about|with|heb|zijn|over|met|gaat|har|om|gjelder) (?:\w+ )?(?:two|2|three|3|twee|drie|to|tre) "
    r"(?:\w+ )?(?:orders?|purchases|bestellingen|aankopen|bestillinger|ordrer?|kjøp)\b"
)
"""«I have two orders» tells of no problem, and is taken for an order that was placed twice."""


@dataclass(frozen=True)
class _Clause:
    part: Part
    text: str
    numbers: tuple[str, ...]
    tells: bool
    counts: bool


def read_orders[Message: Heard](asked: Asked, message: Message) -> Message:
    """`message` as what it tells of the first order that a problem is tied to, with the rest `elsewhere`; or with the
    orders between which the words leave it open. As it is where it begins no claim, or names fewer orders."""
    if message.choice or not message.parts or asked.is_under_way:
        return message
    clauses = _clauses(asked, message)
    order = tuple(dict.fromkeys(number for clause in clauses for number in clause.numbers))
    if len(order) < 2:
        return message
    if not any(clause.tells for clause in clauses):
        return _unclear(message, order) if any(clause.counts for clause in clauses) else message
    tied, loose = _tied(clauses, order)
    if _is_a_correction(asked, message, tied):
        return message
    if not tied:
        return _open(message, loose[-1], order) if loose else message
    first = min(tied, key=order.index)
    elsewhere = tuple(
        OfOrder(number, _issue(tied.get(number)), _facts(asked, message, clauses, number, tied))
        for number in order
        if number != first
    )
    facts = _facts(asked, message, clauses, first, tied)
    emails = message.facts.emails
    own = replace(
        message.as_read(tied[first].part.reading), facts=replace(facts, order_numbers=(first,), emails=emails)
    )
    return replace(own, elsewhere=elsewhere)


def _clauses(asked: Asked, message: Heard) -> list[_Clause]:
    """The clauses with the order numbers that stand in each; none where the text cannot be laid over its own."""
    text = unicodedata.normalize("NFKC", message.text)
    if len(text) != len(message.text):
        return []
    places = asked.numbers.places(text)
    found = []
    for part in message.parts:
        numbers = tuple(number for number, (start, _) in places if part.start <= start < part.end)
        said = text[part.start : part.end]
        counts = _COUNTS.search(said.casefold()) is not None
        found.append(_Clause(part, said, numbers, states_a_problem(part, said) and not counts, counts))
    return found


def _tied(clauses: list[_Clause], order: tuple[str, ...]) -> tuple[dict[str, _Clause], list[_Clause]]:
    """Each order's first clause that tells its problem, and the clauses that are tied to none. One problem and one
    order that are left over when all others are tied belong together."""
    tied: dict[str, _Clause] = {}
    loose = []
    for place, clause in enumerate(clauses):
        if not clause.tells:
            continue
        numbers = clause.numbers or chosen_of(clause.text, order) or _beside(clauses, place, tied)
        for number in numbers:
            tied.setdefault(number, clause)
        if not numbers:
            loose.append(clause)
    left = [number for number in order if number not in tied]
    if tied and len(left) == 1 == len(loose):  # what is left over belongs together
        tied[left[0]] = loose.pop()
    return tied, loose


def _beside(clauses: list[_Clause], place: int, tied: Mapping[str, _Clause]) -> tuple[str, ...]:
    """The one order of the nearest clause before, or after, which tells no problem of its own; what says neither is
    passed over. An order whose problem is told already waits for no other: «charged twice, N-1, and wrong, N-2»."""
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(clauses) and not clauses[at].tells and not clauses[at].numbers:
            at += step
        numbers = clauses[at].numbers if 0 <= at < len(clauses) and not clauses[at].tells else ()
        if len(numbers) == 1 and numbers[0] not in tied:
            return numbers
    return ()


def _is_a_correction(asked: Asked, message: Heard, tied: dict[str, _Clause]) -> bool:
    """Whether one number only puts another right: words of a correction stand between, and not each has a problem."""
    text = unicodedata.normalize("NFKC", message.text)
    places = [span for _, span in asked.numbers.places(text)]
    between = text[places[0][1] : places[-1][0]]
    return CORRECTS.search(between) is not None and len({_issue(clause) for clause in tied.values()}) < 2


def _issue(clause: _Clause | None) -> str | None:
    return None if clause is None else issue_of(clause.part.reading.act)


def _open[Message: Heard](message: Message, clause: _Clause, order: tuple[str, ...]) -> Message:
    facts = replace(message.facts, order_numbers=())
    return replace(message.as_read(clause.part.reading), facts=facts, which=order)


def _unclear[Message: Heard](message: Message, order: tuple[str, ...]) -> Message:
    """Several orders and no problem, whatever the whole was taken for: which it is, and then what it is, are asked."""
    facts = replace(message.facts, order_numbers=())
    return replace(message, intent=NOTHING, besides=(), likely=(), either=None, facts=facts, which=order)


def _facts(
    asked: Asked,
    message: Heard,
    clauses: list[_Clause],
    number: str,
    tied: dict[str, _Clause],
) -> Facts:
    """The facts of the clauses that are about that order alone."""
    own = tied.get(number)
    said = [clause.text for clause in clauses if clause is own or clause.numbers == (number,)]
    return with_facts(asked, replace(message, text=". ".join(said))).facts
