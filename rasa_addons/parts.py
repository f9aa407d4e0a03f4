"""The clauses of a message that may tell of more than one thing: each is read alone as well.

A message has one likeliest act, and a problem beside a wish or a greeting, or one of two orders' problems, is lost.
What joins two clauses in a further language is in its table.
"""

import re
from typing import List, Tuple

from rasa_addons.ids import CASE, EMAIL, NUMBER, problem_of, tells
from rasa_addons.languages import whose, words

PARTS = "parts"
"""Under which key of a message its clauses stand."""
MOST_PARTS = 6
"""A longer message is read as a whole alone: each clause costs as much as a message."""
LEAST_AFTER_GREETING = 2
"""With one word after it, a greeting is nothing else: «hei sveis»."""
TELLS_NO_PROBLEM = frozenset(
    {
        "request_refund", "greet", "thank", "goodbye", "frustrated", "inform", "no_evidence", "deny", "correct",
        "dissatisfaction", "out_of_scope", "give_order_number", "give_email", "ask_refund_timing", "ask_case_status",
        "loss_claim",
    }
)  # fmt: skip
"""Acts beside which a problem may stand that the whole does not show; of a loss, what led to it."""
_MARK = "\x1f"
_JOINS = "".join(f"|{word}" for word in words("joins"))
"""Of further languages: what joins two clauses."""
_EN_IS_ONE = frozenset({"nb", *whose("articles", "en")})
_LIST = (
    rf"{_MARK}+(?:\s*(?:,|&|/|\+|and|en|og{_JOINS})\s*"
    rf"(?:(?:also|ook|også|order|bestelling|ordre|bestilling)\s+)?{_MARK}+)+"
)
_CUT = re.compile(
    rf"(?P<list>{_LIST})|(?P<cut>[.!?;:\n]+(?=\s|$)|,(?=\s|$)|\s[-–—]+\s"
    rf"|\s(?:(?:and|but|also|because|(?P<en>en)|maar|ook|want|omdat|og|men|også|fordi{_JOINS})\s)+)",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\s*(?:was|were|is|are|has|have|had|got|does|did|should|never|wasn't|isn't|hasn't|werd|heeft|werkt|moet|wil"
    r"|var|ble|blei|er|har|virker|skal|vil)\b",
    re.IGNORECASE,
)
"""After the second of two numbers this begins a clause of its own: «I paid twice for NN-1 and NN-2 was a mistake»."""
_ORDINAL = re.compile(
    r"\b(?:(?:the |that )?(?P<en>first|second|third|last|other)(?: (?:one|order|purchase))?"
    r"|(?:de|die) (?P<nl>eerste|tweede|derde|laatste|andere)(?: (?:bestelling|aankoop))?"
    r"|(?:den|det) (?P<nb>første|andre|tredje|siste)(?: (?:bestillingen|ordren|kjøpet))?)\b",
    re.IGNORECASE,
)
"""Which order a clause is about, and nothing of what went wrong: «the second one» is no order that was placed twice."""
_WORD = re.compile(r"[^\W\d_]{2,}|\x1f+")


def has_parts(text: str, act: str) -> bool:
    """Whether the clauses of `text` are to be read alone, which does `act` above all."""
    return act in TELLS_NO_PROBLEM or len({match[0].casefold() for match in NUMBER.finditer(text)}) > 1


def parts_of(text: str, language: str) -> List[Tuple[int, int]]:
    """Where the clauses of `text` stand, in their order; none where it has only one, or too many to be read. `en` is
    Dutch for «and», and an article in Norwegian and others. A lone word, as «also», belongs to the clause after it."""
    masked = text.replace(_MARK, " ")
    for shape in (EMAIL, CASE, NUMBER):
        masked = shape.sub(lambda match: _MARK * len(match[0]), masked)
    ends, starts = [], [0]
    for match in _CUT.finditer(masked):
        if match["list"] and _DOES.match(masked, match.end()) and tells(masked[starts[-1] : match.start()]):
            last = masked.rindex(" ", 0, match.end())
            ends.append(last)
            starts.append(last)
        if match["cut"] and not (match["en"] and language in _EN_IS_ONE):
            ends.append(match.start("cut"))
            starts.append(match.end("cut"))
    found: List[Tuple[int, int]] = []
    waiting: List[Tuple[int, int]] = []
    for start, end in zip(starts, [*ends, len(text)], strict=True):
        found_words = _WORD.findall(masked[start:end])
        if not found_words:
            continue
        waiting.append((start, end))
        if len(found_words) > 1 or _MARK in found_words[0]:
            found.append((waiting[0][0], end))
            waiting = []
    if waiting:
        found.append((waiting[0][0], waiting[-1][1]))
    return found if 1 < len(found) <= MOST_PARTS else []


def after_greeting(text: str) -> List[Tuple[int, int]]:
    """Where all but its first word stands in a `text` that greets and has one clause; none where that is no clause."""
    found = list(_WORD.finditer(text))
    return [(found[0].end(), len(text))] if len(found) > LEAST_AFTER_GREETING else []


def problem_of_part(text: str) -> str:
    """The words of a clause's problem: without numbers, addresses, and which of several orders it is about."""
    return _ORDINAL.sub(
        lambda match: "it" if match["en"] else "die" if match["nl"] else "den", problem_of(text.strip())
    )
