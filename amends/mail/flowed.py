"""Text whose lines a mail program broke for the way only (RFC 3676, `format=flowed`): put together again."""

from email.message import Message

SIGNATURE = "-- "


def unbroken(part: Message, text: str) -> str:
    """`text` of that part, with its paragraphs on one line each where the part says that they were broken."""
    if str(part.get_param("format", "")).casefold() != "flowed":
        return text
    deletes = str(part.get_param("delsp", "")).casefold() == "yes"
    lines: list[tuple[int, str]] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        words = line.lstrip(">")
        depth = len(line) - len(words)
        words = words.removeprefix(" ")  # put there so that no line begins like another thing
        if goes_on and lines[-1][0] == depth and words != SIGNATURE:
            lines[-1] = (depth, lines[-1][1] + words)
        else:
            lines.append((depth, words))
        goes_on = words.endswith(" ") and words != SIGNATURE
        if goes_on and deletes:
            lines[-1] = (depth, lines[-1][1][:-1])
    return "\n".join(f"{'>' * depth} {words}" if depth else words for depth, words in lines)
