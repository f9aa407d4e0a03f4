"""Which of a merchant's languages a browser asks for."""

from collections.abc import Sequence

_ALSO = {"no": "nb", "nn": "nb"}
"""What a browser may say of a language that is spoken here: Norwegian readers are well served by Bokmål."""


def preferred(accepts: str, languages: Sequence[str]) -> str:
    """The one of `languages` that the header Accept-Language puts first; the first of them where it names none."""
    wanted = [_weighed(part, place) for place, part in enumerate(accepts.split(","))]
    for weight, _, tag in sorted(wanted):
        language = _ALSO.get(tag, tag)
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
