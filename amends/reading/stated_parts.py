"""A problem that one clause states beside a greeting, a wish for money or anger is what the whole message is about."""

from amends.reading.acts import NOTHING, Meant, Part
from amends.reading.asked import Asked
from amends.reading.heard import Heard
from amends.reading.issues import issue_of, names_problem
from amends.reading.lacks import describes_a_lack
from amends.reading.thresholds import ANOTHER_PROBLEM, NAMES_A_PROBLEM

_HIDES = frozenset({
    "request_refund", "greet", "thank", "frustrated", "no_evidence", "deny", "correct", "out_of_scope",
    "dissatisfaction", "give_order_number", "give_email", NOTHING,
})  # fmt: skip
"""What a message seems to be above all while a clause of it tells a problem."""
_LED_TO_IT = ("outage", "destination_problem", "not_activated")
"""What a loss may be said to come from; the first that is stated is meant."""
_STATED = frozenset({Meant.STATED, Meant.TOLD})


def states_a_problem(part: Part, text: str, sure: float = ANOTHER_PROBLEM) -> bool:
    """Whether the clause states a problem, whose words are `text`; one that is denied or asked about is none."""
    read = part.reading
    stated = read.meant in _STATED or (read.meant is Meant.NEGATED and describes_a_lack(text))
    return names_problem(read.act) and read.sure >= sure and stated


def with_its_problem[Message: Heard](asked: Asked, message: Message) -> Message:
    """`message` as the problem that a clause of it states, where the whole names none, and none is named yet or what
    was understood is taken back."""
    open_yet = asked.issue is None or message.said.says_not_it  # «I said it wrong: I was charged twice»
    if message.choice or asked.settled or not open_yet:
        return message
    if message.intent == "loss_claim":
        return _as_what_led_to_it(message)
    if message.intent not in _HIDES:
        return message
    told = [
        part.reading
        for part in message.parts
        if part.reading.act != message.intent
        and issue_of(part.reading.act) != (asked.issue or "")
        and states_a_problem(part, message.in_known_words(message.text[part.start : part.end]), NAMES_A_PROBLEM)
    ]
    told = [reading for reading in told if reading.meant is not Meant.TOLD] or told  # «I wrote to you. It is down»
    told = [reading for reading in told if reading.act != "dissatisfaction"] or told
    if not told:
        return message
    first, *rest = told
    return message.as_read(first, tuple(dict.fromkeys(reading.act for reading in rest if reading.act != first.act)))


def _as_what_led_to_it[Message: Heard](message: Message) -> Message:
    """The claim of a loss as the fault that a clause of it states, which comes first: «I could not use it as you were
    down, I want something for that». The loss stands beside it where a clause states one by itself."""
    stated = [
        part.reading
        for part in message.parts
        if states_a_problem(part, message.in_known_words(message.text[part.start : part.end]))
    ]
    faults = [reading for act in _LED_TO_IT for reading in stated if reading.act == act]
    if not faults:
        return message
    losses = tuple(reading.act for reading in stated if reading.act == message.intent)
    return message.as_read(faults[0], losses[:1])
