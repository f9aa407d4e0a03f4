"""The words of an HTML part: one line a block, no script, no style, no quotation."""

import re
from urllib.parse import unquote

from inscriptis import Inscriptis
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml import etree, html

_CONFIG = ParserConfig(css=CSS_PROFILES["strict"])
_SILENT = ("script", "style", "template", "title")
_QUOTATIONS = (
    "gmail_quote",
    "gmail_attr",
    "gmail_signature",
    "moz-cite-prefix",
    "moz-signature",
    "yahoo_quoted",
    "protonmail_quote",
    "protonmail_signature_block",
    "ms-outlook-mobile-signature",
    "AppleMailSignature",
)
_FROM_HERE_ON = ("divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container")
"""Outlook marks where the older message begins; it stands beside the mark, not in it."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def reduced(source: str) -> str:
    """The words, as somebody who reads the part sees them. Nothing where there are none, whatever stands in it."""
    tree = _read(source)
    if tree is None:
        return ""
    lines = (" ".join(line.split()) for line in Inscriptis(tree, _CONFIG).get_text().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def shown_images(source: str) -> frozenset[str]:
    """The names of the mail's own pictures (RFC 2392) that stand among these words, outside quotations and
    signatures."""
    tree = _read(source)
    if tree is None:
        return frozenset()
    shown = (str(image.get("src", "")).strip() for image in tree.iter("img"))
    return frozenset(unquote(each[4:]) for each in shown if each[:4].lower() == "cid:")


def _read(source: str) -> html.HtmlElement | None:
    """Without quotations. None where nothing is in it but comments."""
    source = _CONTROLS.sub("", source)
    if not source.strip():
        return None
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return None
    _remove_quotations(tree)
    return tree


def _remove_quotations(tree: html.HtmlElement) -> None:
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        names = {str(element.get("id", "")), *str(element.get("class", "")).split()}
        if names & set(_FROM_HERE_ON):
            for following in list(element.itersiblings()):
                following.drop_tree()
            element.drop_tree()
        elif element.tag in _SILENT or names & set(_QUOTATIONS) or _is_quoted(element):
            element.drop_tree()


def _is_quoted(element: html.HtmlElement) -> bool:
    """A block quotation, unless it only moves its words to the right, as Gmail and Apple Mail do it."""
    style = str(element.get("style", "")).replace(" ", "").casefold()
    indents = "border:none" in style or "webkit-indent-blockquote" in str(element.get("class", ""))
    return element.tag == "blockquote" and not indents
