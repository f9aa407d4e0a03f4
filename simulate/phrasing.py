"""Small words around what a customer says, and which wordings a story needs."""

ONLY_WORDS = frozenset({"ask_cancel", "not_cancel", "for_brother"})
"""Stories in which nothing is claimed: they have no explanation."""


def lowered(text: str) -> str:
    """As it stands in the middle of a sentence; an English I keeps its size."""
    return text if text[1:2] in {"", " ", "'", "’"} and text[:1] == "I" else text[:1].lower() + text[1:]


def sentences(*texts: str) -> str:
    """One after the other, each with an end."""
    return " ".join(text if text[-1] in ".!?" else f"{text}." for text in texts)


def another(story: str) -> str:
    """What is named at first by somebody who means `story`."""
    return "cancel" if story != "cancel" else "dissatisfaction"


def spoken_of(story: str) -> tuple[str, ...]:
    """The keys of the wordings that a story needs: how it is opened, and what explains it."""
    return (f"open.{story}",) if story in ONLY_WORDS else (f"open.{story}", f"explain.{story}")
