"""What a message came to for the claim."""

from dataclasses import dataclass

from amends.messages.say import Say


@dataclass(frozen=True)
class Step:
    """What a message came to. `asked` is the question that is open now, `move` where it is whether to go on with a case
    here; None means: conclude.

    `interrupted`: the message was for somebody else first; nothing changed. `asks`: its question wants an answer, too.
    """

    asked: str | None = None
    says: tuple[Say, ...] = ()
    interrupted: bool = False
    asks: bool = False
