"""What was filed at the desk as messages to learn from, for a person to review: a table with tabs between its columns.

The columns are those of data/messages, with the language in front; devtools/add_messages.py takes the file in.
"""

from collections.abc import Iterable, Sequence

from amends.claims.extract import OrderNumbers
from amends.desk.unrecognised.intents import Intents
from amends.desk.unrecognised.kept import Sentence
from amends.desk.unrecognised.masking import masked

COLUMNS = ("language", "acts", "meant", "after", "text")
MEANT = "stated"
"""Nobody at the desk says how a sentence is meant: whoever reviews it does."""


def document(filed: Sequence[Sentence], intents: Intents, numbers: Iterable[OrderNumbers]) -> str:
    """Each sentence once for an intent and language. One without an intent of the domain has no act: the reviewer
    gives it one, or leaves it out."""
    numbers = tuple(numbers)
    rows = [
        (each.language, each.taken if each.taken is not None and each.taken in intents else "", MEANT, "", text)
        for each in filed
        if (text := masked(each.text, numbers))
    ]
    return "".join("\t".join(row) + "\n" for row in (COLUMNS, *dict.fromkeys(rows)))
