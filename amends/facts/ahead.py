"""Whether a day in a text is one still to come: «call me back on Thursday», «loopt door op 1 juli»."""

import re

_NEAR = 28
"""How many letters before the day a word still speaks of it."""
_AHEAD = re.compile(
    r"(?<!\w)(?:renews?|renewed|renewal|call (?:me )?(?:back)?|ring me|phone me|prefer(?:ably|red)?|available|"
    r"terugbel\w*|bel(?:t|len)? (?:me|mij)(?: terug)?|liefst|bij voorkeur|bereikbaar|loopt (?:\w+ )?(?:door|af)|"
    r"verloopt|verlengd?|wordt verlengd|helst|ring(?:e|er)? (?:meg|tilbake)|fornyes|fornyast|utløper|går ut|"
    r"blir fornyet|tilgjengelig|(?:by|innen|uiterlijk|senest)(?= (?:the |de |den |på |op |neste )?$)|"
    r"will (?:be )?(?:renew|charge|expire|end|leave|travel|move)\w*)(?!\w)[^.!?;]*$"
)


def looks_ahead(text: str, at: int) -> bool:
    """Whether the day at that place of the text is meant as the coming one."""
    return _AHEAD.search(text[max(0, at - _NEAR) : at]) is not None
