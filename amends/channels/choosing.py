"""One event of ours as the parts that a channel can show: its text split, its choices as it has room for them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from amends.channels.limits import Choices, Limits
from amends.channels.measure import length
from amends.channels.outgoing import Choice, Part, Shown, Way
from amends.channels.splitting import split


def parts_of(
    text: str,
    choices: Sequence[Choice],
    limits: Limits,
    *,
    language: str,
    list_title: str,
    way: Way = Way.FREE,
    answers: str = "",
    begun_by: str = "",
    subject: str = "",
    first: int = 1,
) -> list[Part]:
    """In their order; the choices stand with the last. `list_title` opens a list, and stands for a text that is blank.
    `first` is the number of the first choice among numbered lines.

    Choices are buttons, else a list, else numbered lines of the text: whichever holds all of them with whole titles.
    Past a window there is no room for either of the first two.
    """
    shown = _shown(choices, limits) if way is Way.FREE else Shown.NONE
    whole = text.strip() or (list_title if choices else "")
    if choices and shown is Shown.NONE:
        whole = f"{whole}\n\n{numbered(choices, first)}".strip()
    texts = split(whole, limits.text, limits.units)
    beside = limits.text_with_choices
    if texts and shown is not Shown.NONE and beside is not None and length(texts[-1], limits.units) > beside:
        texts[-1:] = split(texts[-1], beside, limits.units)
    parts = [Part(each, language, (), Shown.NONE, "", way, answers, begun_by, subject) for each in texts]
    if parts and shown is not Shown.NONE:
        title = list_title if shown is Shown.LIST else ""
        parts[-1] = Part(texts[-1], language, tuple(choices), shown, title, way, answers, begun_by, subject)
    return parts


def shortened(choices: Sequence[Choice], limits: Limits, shorter: Mapping[str, str]) -> list[Choice]:
    """With shorter titles, by their action, where only these make buttons of the choices, or else a list."""
    short = [replace(each, title=shorter.get(each.action, each.title)) for each in choices]
    for room in (limits.buttons, limits.list):
        for titled in (choices, short):
            if _hold(room, titled):
                return list(titled)
    return list(choices)


def is_numbered(choices: Sequence[Choice], limits: Limits) -> bool:
    """Whether they are numbered lines there, whatever shorter title the way to a person has."""
    return _shown(shortened(choices, limits, {"talk_to_human": "-"}), limits) is Shown.NONE


def numbered(choices: Sequence[Choice], first: int = 1) -> str:
    """One line each, which the customer answers by its number; none for choices that are nothing but their numbers."""
    if are_numbers(choices):
        return ""
    return "\n".join(f"{number}. {' '.join(choice.title.split())}" for number, choice in enumerate(choices, first))


def listed(choices: Sequence[Choice]) -> str:
    """One line each, for choices that no number means any more; none as above."""
    if are_numbers(choices):
        return ""
    return "\n".join(f"- {' '.join(choice.title.split())}" for choice in choices)


def are_numbers(choices: Sequence[Choice]) -> bool:
    """As marks from 1 to 5 are, which the words above name."""
    return [choice.title for choice in choices] == [str(number) for number, _ in enumerate(choices, 1)]


def _shown(choices: Sequence[Choice], limits: Limits) -> Shown:
    if choices and _hold(limits.buttons, choices):
        return Shown.BUTTONS
    if choices and _hold(limits.list, choices):
        return Shown.LIST
    return Shown.NONE


def _hold(room: Choices | None, choices: Sequence[Choice]) -> bool:
    """Whether there is room for all of them, and each is told from the others by its title: WhatsApp refuses a message
    whose titles are alike, and the numbers of lines tell them apart."""
    if room is None or len(choices) > room.most:
        return False
    titles = {each.title.casefold() for each in choices}
    return len(titles) == len(choices) and all(len(each.title) <= room.title for each in choices)
