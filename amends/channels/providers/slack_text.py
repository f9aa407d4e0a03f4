"""Slack's way of writing: signs that stand for others, and links, people and channels in angle brackets.

See https://docs.slack.dev/messaging/formatting-message-text. Nothing else of a text is touched: not `*` nor `_`.
"""

import re

_BRACKETS = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_STANDS_FOR = (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;"))


def plain(text: str) -> str:
    """What a customer wrote, as they typed it: an address that Slack made a link of is the address again."""
    return unescaped(_BRACKETS.sub(_shown, text))


def unescaped(text: str) -> str:
    """The three signs themselves; no other entity is one of Slack's."""
    for sign, stands_for_it in _STANDS_FOR:
        text = text.replace(stands_for_it, sign)
    return text


def escaped(text: str) -> str:
    """Words of ours that name nobody and link nothing, whatever stands in them: `<!channel>` calls nobody."""
    for sign, stands_for_it in reversed(_STANDS_FOR):
        text = text.replace(sign, stands_for_it)
    return text


def _shown(found: re.Match[str]) -> str:
    target, label = found[1], found[2] or ""
    if target[0] in "@#":
        return target[0] + (label or target[1:]).removeprefix(target[0])
    if target[0] == "!":
        return label or f"@{target[1:]}"
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in target:
        return label or address
    return f"{label} ({address})"
