"""Files of an answer on a channel: carried by the provider where that takes them, else a line with a link."""

from collections.abc import Sequence
from dataclasses import replace

from amends.channels.limits import Limits
from amends.channels.outgoing import Part, Way
from amends.evidence.enclosed import Enclosed


def parted(files: Sequence[Enclosed], limits: Limits, way: Way) -> tuple[list[Enclosed], list[Enclosed]]:
    """Those that the channel carries, and those that are linked. Outside its window nothing but words gets through."""
    carried: list[Enclosed] = []
    linked: list[Enclosed] = []
    for each in files:
        (carried if _carries(limits, way, each, carried) else linked).append(each)
    return carried, linked


def with_files(parts: Sequence[Part], files: Sequence[Enclosed], limits: Limits) -> list[Part]:
    """The parts with what is carried: all of it in the last one, or each as a message after them. Choices stand where
    they stood; an answer of a person has none."""
    if not files:
        return list(parts)
    if limits.files is not None and limits.files.together:
        return [*parts[:-1], replace(parts[-1], files=tuple(files))]
    return [*parts, *(Part("", parts[-1].language, answers=parts[-1].answers, files=(each,)) for each in files)]


def _carries(limits: Limits, way: Way, file: Enclosed, before: Sequence[Enclosed]) -> bool:
    room = limits.files
    if room is None or way is not Way.FREE or file.media_type not in room.types:
        return False
    taken = sum(each.size for each in before) if room.together else 0
    return taken + file.size <= room.size
