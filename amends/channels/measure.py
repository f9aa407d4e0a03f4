"""Whether a part keeps to a channel's limits. What breaks one is refused here, never cut."""

from amends.channels.errors import ChannelRefused
from amends.channels.limits import TOKEN_BYTES, Choices, Limits, Units
from amends.channels.outgoing import Choice, Part, Shown, Way


def length(text: str, units: Units) -> int:
    """How long a provider finds `text`."""
    if units is Units.UTF16:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass")) if units is Units.BYTES else len(text)


def check(part: Part, limits: Limits) -> None:
    """ChannelRefused, with what is wrong, where the part breaks a limit."""
    if part.way is not Way.FREE and part.way.value != limits.outside.value:
        raise ChannelRefused(f"This channel knows no such way: {part.way.label}.", "way")
    most, found = limits.text, length(part.text, limits.units)
    if part.shown is not Shown.NONE:
        most = limits.text_with_choices or most
        _check_choices(part, limits.buttons if part.shown is Shown.BUTTONS else limits.list)
    _check_files(part, limits)
    if not part.text.strip() and not part.files:
        raise ChannelRefused("The message is blank.", "blank")
    if found > most:
        raise ChannelRefused(f"The message has {found} {limits.units.label}; at most {most} are taken.", "too_long")


def _check_files(part: Part, limits: Limits) -> None:
    room = limits.files
    for each in part.files:
        if room is None or each.media_type not in room.types or each.size > room.size:
            raise ChannelRefused(f"This channel takes no file such as {each.name}.", "file")
    if room is not None and room.together and sum(each.size for each in part.files) > room.size:
        raise ChannelRefused("The files of the message are too large together.", "file")


def _check_choices(part: Part, choices: Choices | None) -> None:
    if choices is None:
        raise ChannelRefused(f"This channel shows no {part.shown}.", "no_choices")
    if not 0 < len(part.choices) <= choices.most:
        count = len(part.choices)
        raise ChannelRefused(f"There are {count} choices; it takes 1 to {choices.most}.", "too_many_choices")
    for choice in part.choices:
        _check_choice(choice, choices.title)


def _check_choice(choice: Choice, most: int) -> None:
    if not choice.title.strip() or len(choice.title) > most:
        raise ChannelRefused(f"A choice's label has 1 to {most} characters, not {len(choice.title)}.", "label")
    if not 0 < len(choice.token.encode("utf-8", "surrogatepass")) <= TOKEN_BYTES:
        raise ChannelRefused(f"A choice's token has 1 to {TOKEN_BYTES} bytes.", "token")
