"""Which of a merchant's languages a browser asks for."""

from collections.abc import Sequence

from amends.languages import meant_by


def preferred(accepts: str, languages: Sequence[str]) -> str:
    """The one of `languages` that the header Accept-Language puts first; the first of them where it names none."""
    wanted = [_weighed(part, place) for place, part in enumerate(accepts.split(","))]
    for weight, _, tag in sorted(wanted):
        language = meant_by(tag)
        if language in languages and weight < 0:
            return language
    return languages[0]


def _weighed(part: str, place: int) -> tuple[float, int, str]:
    """A sort key: heavy before light, then in the order of the header; and the language without its country."""
    tag, _, parameter = part.strip().partition(";")
    try:
        weight = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
    except ValueError:
        weight = 0.0
    return -weight, place, tag.strip().casefold().split("-")[0]
