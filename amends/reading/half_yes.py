"""What is nearly a yes: one that may answer something else, one with a limit, one that sends money elsewhere."""

import re

from amends.reading import yes_no
from amends.reading.plain_language import sentences, words
from amends.reading.yes_no_phrases import ACTS

_ELSEWHERE = re.compile(
    r"\b(?:(?:other|another|different|new|my wifes|my husbands|own) (?:bank )?(?:account|card|iban)|iban|paypal"
    r"|vipps|to (?:my )?account"
    r"|(?:andere|nieuwe|deze|mijn) (?:bank)?rekening|rekening(?:nummer)?(?: [a-z]{2})? ?\d|op rekening|andere kaart|pas"
    r"|(?:annen|annet|ny|nytt|en anna) (?:konto|kort|kontonummer)|kontonummer|til konto)\b|\b[a-z]{2}\d{2} ?[a-z0-9]{4}"
)
"""Where the money may not go."""
_LIMITS = re.compile(
    r"\b(?:if|unless|as long as|provided|only|just the|half|part|except|but|without|instead|after|before|once|when"
    r"|more|also|extra"
    r"|als|mits|tenzij|zolang|alleen|enkel|slechts|helft|deel|behalve|zonder"
    r"|(?<!laat )(?<!doe )(?<!toch )(?<!het )(?<!die )(?<!dan )(?<!nog )(?<!toe )maar"
    r"|nadat|voordat|zodra|wanneer|meer|ook"
    r"|hvis|dersom|med mindre|såfremt|bare|kun|halvparten|del|unntatt|bortsett|men|uten|etter|før|når|mer|også"
    r"|monday|friday|maandag|vrijdag|mandag|fredag)\b|\d"
)
_OKAY = frozenset(
    {
        "ok",
        "okay",
        "okey",
        "oke",
        "oké",
        "alright",
        "fine",
        "greit",
        "prima",
        "goed",
        "indeed",
        "jawohl",
        "jaja",
    }
)


def is_weak(text: str) -> bool:
    """Whether `text` is a yes that may as well answer whatever was said last: «ok», «yes»."""
    return yes_no.answer(text, tuple(ACTS)) is True and not yes_no.is_clear(text)


def begins_okay(text: str) -> bool:
    """Whether `text` begins with a word of consent that is no yes by itself."""
    return " ".join(words(text)).partition(" ")[0] in _OKAY


def has_limits(text: str) -> bool:
    """Whether there is a condition, a part or a negation in `text`: as a yes, it is one to something else."""
    said = words(text)
    return bool(_LIMITS.search(" ".join(said)) or yes_no.NEGATIONS & set(said))


def goes_elsewhere(text: str) -> bool:
    """Whether `text` would have money go another way than it came."""
    return _ELSEWHERE.search(" ".join(words(text))) is not None


def holds_a_yes(text: str) -> bool:
    """Whether one of several sentences is a yes, and none a no: «I am fed up with this. yes, do it»."""
    said = [each.rstrip(".!?") for each in sentences(text)]
    return len(said) > 1 and {yes_no.answer(each) for each in said} - {None} == {True}
