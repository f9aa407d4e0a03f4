"""Names of what a merchant's customers may mean beyond the intents of domain.yml: the kinds of its issues.yml.

Two merchants may have one word for different things, and one model reads the messages of both. So it learns
`<merchant>.<issue>`; in a conversation of that merchant it is heard as `own.<issue>`, and in any other not at all. Rasa
itself knows one intent for all of them. Standard library only: both sides of the line need it.
"""

from typing import List, Optional, Sequence, Tuple

INTENT = "own_problem"
"""The intent of domain.yml that stands for each of them."""
_OWN = "own"
_BETWEEN = "."


def learnt(merchant: str, issue: str) -> str:
    """Under which name the model learns it."""
    return f"{merchant}{_BETWEEN}{issue}"


def is_learnt(act: str) -> bool:
    """Whether it is an act of some merchant's own."""
    return _BETWEEN in act


def heard(issue: str) -> str:
    """Under which name it is heard in a conversation of its merchant."""
    return learnt(_OWN, issue)


def issue_of(act: str) -> Optional[str]:
    """The issue behind an act that was heard; None where it is not a merchant's own."""
    owner, _, issue = act.partition(_BETWEEN)
    return issue if issue and owner == _OWN else None


def heard_by(merchant: Optional[str], classes: Sequence[str]) -> Tuple[List[int], List[str]]:
    """The places of the classes that count in a conversation of `merchant`, and what each of these is called there."""
    places, names = [], []
    for place, name in enumerate(classes):
        owner, _, issue = name.partition(_BETWEEN)
        if not issue or owner == merchant:
            places.append(place)
            names.append(heard(issue) if issue else name)
    return places, names
