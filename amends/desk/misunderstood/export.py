"""What was filed at the desk as Rasa's training data, for a person to review: format 3.1, by intent and language.

https://legacy-docs-oss.rasa.com/docs/rasa/training-data-format describes it.
"""

import io
from collections.abc import Iterable, Sequence
from itertools import groupby

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from amends.claims.extract import OrderNumbers
from amends.desk.misunderstood.intents import Intents
from amends.desk.misunderstood.kept import Sentence
from amends.desk.misunderstood.masking import masked

VERSION = "3.1"
HEADER = (
    "Sentences that the bot did not understand, filed at the desk. Customers wrote them: read each, then move it to\n"
    "data/nlu/<language>/. E-mail addresses, links, order, case and other long numbers were replaced; names were not."
)
WITHOUT_INTENT = "Filed without an intent that the domain has:"


def document(filed: Sequence[Sentence], intents: Intents, numbers: Iterable[OrderNumbers]) -> str:
    """`filed` must be in the order of intent and language. Sentences without an intent of the domain stand in comments
    at the end; each sentence stands once an intent and language."""
    numbers = tuple(numbers)
    blocks, left = CommentedSeq(), []
    for (intent, language), group in groupby(filed, key=lambda each: (each.taken, each.language)):
        texts = list(dict.fromkeys(text for each in group if (text := masked(each.text, numbers))))
        if intent not in intents:
            left += [f"{language}: {text}" for text in texts]
        elif texts:
            examples = LiteralScalarString("".join(f"- {text}\n" for text in texts))
            blocks.append(CommentedMap(intent=intent, examples=examples))
            blocks.yaml_set_comment_before_after_key(len(blocks) - 1, before=language, indent=2)
    whole = CommentedMap(version=DoubleQuotedScalarString(VERSION), nlu=blocks)
    whole.yaml_set_start_comment(HEADER)
    return _text(whole) + "".join(f"# {line}\n" for line in ([WITHOUT_INTENT, *left] if left else []))


def _text(whole: CommentedMap) -> str:
    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 1_000_000  # a sentence stands on one line
    out = io.StringIO()
    writer.dump(whole, out)
    return out.getvalue()
