"""What a customer says to a question for their yes and that is neither a yes nor a no, and what is said to it.

Whoever hesitates has time. A bare «ok» after something in between may answer that, so it is asked back in one sentence.
A yes to something else than just what was asked is none, and its reason is addressed.
"""

import re

from amends.assistant.after_decision import About, about
from amends.assistant.claim_state import Confirming, Offered
from amends.assistant.context import Context
from amends.assistant.interpreter import YES_NO
from amends.assistant.situation import Situation
from amends.assistant.turn import ASKED_BACK
from amends.assistant.wishes import keeps_it
from amends.claims.extract import find_email
from amends.messages.say import Say
from amends.reading import plain_language, yes_no
from amends.reading.acts import Meant
from amends.reading.hesitation import hesitates, waits
from amends.reading.issues import COMMANDS
from amends.reading.message import Message
from amends.reading.person_requests import CALLS
from amends.reading.thresholds import LONG_STORY_WORDS, SURE
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


def asked_back(context: Context, situation: Situation) -> tuple[Say, ...]:
    """The question for the yes that is open, in one sentence with its buttons; empty where none is open."""
    draft, state = situation.draft, situation.draft.state
    match state:
        case Confirming(question=asked, proposal=proposal) if asked in YES_NO:
            put = proposal.say
        case Offered(put=put):
            pass
        case _:
            return ()
    buttons = tuple(context.sentences.buttons(put, situation.language))
    return (Say(ASKED_BACK, {"order": draft.order_number or ""}, buttons),)


def _given_time(context: Context, situation: Situation) -> tuple[Say, ...]:
    """That nothing hurries, with the buttons of the open question; any other question than for a yes just waits."""
    state = situation.draft.state
    if isinstance(state, Confirming | Offered):
        put = state.proposal.say if isinstance(state, Confirming) else state.put
        return (Say("utter_take_your_time", {}, tuple(context.sentences.buttons(put, situation.language))),)
    return (Say("utter_take_your_time_to_tell"),)


def _seems_a_yes(message: Message) -> bool:
    """Whether the model takes it for a yes: it is asked back, and never counted."""
    return message.intent == "affirm" and message.confidence >= SURE and message.meant is Meant.STATED


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to `message` where it is no answer to the open question for a yes; empty where the rest of the
    dialogue has to make something of it."""
    state, text = situation.draft.state, message.text
    if message.choice or text.startswith("/") or find_email(text) or situation.draft.asked is None:
        return ()
    if waits(text):
        return _given_time(context, situation)
    open_for_yes = isinstance(state, Confirming) and state.question in YES_NO
    if not open_for_yes or context.numbers[situation.merchant].find(text):
        return ()
    if message.intent in CALLS | (COMMANDS - {"stop"}):
        return ()
    back = asked_back(context, situation)
    if hesitates(text):
        return _given_time(context, situation)
    yes = plain_language.leading_answer(text) is True
    if not yes and about(message) in {About.MORE, About.WHY_SO_LITTLE}:
        return (Say("utter_offer_stands"),)
    if not yes and keeps_it(text):  # it may be a no, and is asked
        return back
    plain = " ".join(plain_language.words(text))
    agrees = yes or plain.partition(" ")[0] in _OKAY or _seems_a_yes(message)
    if "?" in text or len(plain.split()) > LONG_STORY_WORDS or message.intent == "stop":
        return ()
    if _ELSEWHERE.search(plain):
        return (Say("utter_only_the_same_way"),)
    if is_weak(text):
        return back
    if not agrees:
        return ()
    return (Say("utter_only_just_that"),) if _LIMITS.search(plain) or yes_no.NEGATIONS & set(plain.split()) else back
