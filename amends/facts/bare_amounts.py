"""Amounts without a currency: «22,50», and after a word of paying «betalte 899», «amount: 30».

Only what a customer can have meant as money: no date, no time of day, no count of days or pieces.
"""

import re

from amends.facts import words

_PAYING = (
    r"paid|pay|paying|charged?|charging|billed|bill|took|taken|deducted|debited|amount|sum|price|costs?|refund|fee|"
    r"owe|owes|put|topped up|betaald|betaalde|betaal|betalen|afgeschreven|rekening|bedrag|kost|kosten|kostte|terug|"
    r"factuur|gestort|stort|storting|tegoed van|betalte|betalt|betaler|betale|belastet|trukket|trukke|beløp|"
    r"beløpet|pris|prisen|koster|kostet|regning|regningen|faktura|fakturaen|gebyr|refusjon|skylder|krav"
)
_FILLER = (
    r"is|was|for|of|me|you|us|only|just|totally|about|exactly|van|voor|mij|me|u|jullie|precies|maar|slechts|rond|ca\.?|"
    r"circa|er|på|for|meg|deg|oss|ble|bare|kun|omtrent|nå|totaal|totalt|total|of"
)
_COUNTED = (
    r"x\b|times?|keer|maal|ganger|gang|dag|dagen|days?|dager|weeks?|weken|uker?|months?|maand(?:en)?|mnd|måned(?:er)?|"
    r"years?|jaar|år|minut\w*|min\b|hours?|uur|uren|u\b|h\b|timer?|[ap]\.?m\b|o'clock|st\b|nd\b|rd\b|th\b|e\b|ste\b|%|"
    r"[gmkt]b|[gm]hz|[mg]bit\w*|mbps|kvm|m2|cm|mm|kg|people|persons?|personen|personer|orders?|bestelling\w*|ordre\w*|"
    r"confirmations?|minutter|stuks?|stk|pcs|of the|van de|av de|"
    rf"{words.MONTH}\b"
)
_END = rf"(?![\w%]|[.,:/-]?\d| \d{{3}}(?!\d)|,-|\.? ?(?:{_COUNTED}))"
_TIME = r"(?<!kl )(?<!kl\. )(?<!klokken )(?<! at )(?<! om )(?<!version )(?<!versie )"
BARE_AMOUNT = re.compile(
    rf"(?<![\w.,:/€$£-]){_TIME}(?P<cents>\d{{1,3}}(?:[ .]\d{{3}})*,\d\d){_END}"
    rf"|(?<!\w)(?:{_PAYING})[:=]?(?: (?:{_FILLER}))* ?[:=]? ?"
    rf"(?P<said>\d{{1,3}}(?:[ .]\d{{3}})+|(?!20[0-3]\d(?!\d))\d{{1,4}}(?:\.(?:1[3-9]|[2-9]\d))?)"
    rf"(?:\.(?=\s|$))?{_END}"
    rf"|(?<![\w.,:/€$£-])(?P<on>\d{{1,4}}\.\d\d) (?:on|from|off) my (?:card|account|bank)"
)
"""What stands in one of its groups is the amount; «25.11» after «betalt» is a day, and «21.50» may be an hour."""
