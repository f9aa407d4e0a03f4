"""Characters that show nothing although they are no space. They come along when text is copied, and stand in the middle
of numbers and addresses."""

import re

UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What shows nothing although it is no space: Unicode's Default_Ignorable_Code_Point, the marks of annotations and the
empty Braille cell. The inside of a class of a regular expression."""
_EACH = re.compile(rf"[{UNSEEN}]")


def seen(text: str) -> tuple[str, list[int]]:
    """`text` as it looks, and where each character of it stood."""
    at = [place for place, character in enumerate(text) if not _EACH.match(character)]
    return "".join(text[place] for place in at), at
