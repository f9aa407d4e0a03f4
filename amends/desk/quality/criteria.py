"""What a conversation is looked at for, and the grades for it. The same for the bot and for people."""

from collections.abc import Mapping

from amends.errors import CannotBeDone
from amends.labels import Labelled


class Criterion(Labelled):
    """The label is the question that a supervisor answers."""

    UNDERSTOOD = "understood", "Was the customer understood?"
    RIGHT = "right", "Was what was said and done right?"
    CLEAR = "clear", "Was it clear and friendly?"
    EFFORT = "effort", "Was the customer asked no more than was needed?"


class Grade(Labelled):
    """A criterion that does not apply gets none."""

    GOOD = "good", "yes"
    PARTLY = "partly", "partly"
    POOR = "poor", "no"


POINTS: Mapping[str, int] = {Grade.GOOD: 2, Grade.PARTLY: 1, Grade.POOR: 0}
MOST_POINTS = 2


def checked(given: Mapping[str, str]) -> dict[str, str]:
    """The grades that were given; an empty one is none. CannotBeDone where one is unknown, or there is none at all."""
    grades = {criterion: grade for criterion, grade in given.items() if grade}
    if unknown := [*(set(grades) - set(Criterion)), *(set(grades.values()) - set(Grade))]:
        raise CannotBeDone(f"There is no such criterion or grade: {', '.join(sorted(unknown))}.")
    if not grades:
        raise CannotBeDone("Give a grade for one question at least.")
    return {str(criterion): str(grades[criterion]) for criterion in Criterion if criterion in grades}
