"""CSV that a spreadsheet program shows and does not run.

A field that a program may take for a formula is written as text with an apostrophe before it (OWASP, CSV injection):
those that begin with = + - @, a tab or a line end, whatever invisible characters stand before.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from web.desk.visible_text import visible

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def sheet(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as CSV (RFC 4180) in UTF-8, with the mark by which spreadsheet programs know that."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([harmless("" if value is None else str(value)) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def harmless(value: str) -> str:
    """The value as no program takes it for a formula. Full-width signs count as theirs."""
    folded = unicodedata.normalize("NFKC", value)
    begins = next((c for c in folded if not (c == " " or unicodedata.category(c) in {"Cf", "Zs"})), "")
    shown = visible(value)
    return f"'{shown}" if begins in _DANGEROUS and begins else shown
