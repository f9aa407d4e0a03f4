"""The word table cut to what customers of these shops type, and the tokenizer that goes with it.

Of 250,037 pieces those stay that the words of our languages, as wordfreq counts them, are made of, all numbers, and
every single sign outside a few scripts of many signs. A rare word is spelled by smaller pieces; no letter of our
languages becomes unknown.
"""

import unicodedata
from collections.abc import Iterable, Sequence

import wordfreq
from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Replace, Strip
from tokenizers.normalizers import Sequence as Normalizers
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

from encoder.source import Piece, Source

LANGUAGES = ("en", "nl", "nb")
MOST = 120_000
"""So many of each language's most frequent words are looked at."""
LONGEST = 128
"""So many pieces of a message are read; the longest messages of the data have fewer."""
_FOREIGN = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "THAI", "ETHIOPIC", "TAMIL", "DEVANAGARI", "BENGALI", "MYANMAR")


def kept(source: Source, messages: Iterable[str]) -> list[int]:
    """The places of the pieces that stay, in their order."""
    whole = tokenizer(source, source.pieces)
    places = {source.start, source.end, source.padding, source.unknown}
    places |= {n for n, piece in enumerate(source.pieces) if _is_sign_or_number(piece.text)}
    for texts in (*(_words(language) for language in LANGUAGES), list(messages)):
        for encoded in whole.encode_batch(texts):
            places.update(encoded.ids)
    return sorted(places)


def tokenizer(source: Source, pieces: Sequence[Piece]) -> Tokenizer:
    """The tokenizer over `pieces`, which begin as the source's do, with its special pieces."""
    made = Tokenizer(Unigram([(piece.text, piece.score) for piece in pieces], source.unknown, False))
    made.normalizer = Normalizers([NFKC(), Replace(Regex(r"\s+"), " "), Strip()])
    made.pre_tokenizer = Metaspace()
    ends = [("<s>", source.start), ("</s>", source.end)]
    made.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    made.enable_truncation(LONGEST)
    return made


def _words(language: str) -> list[str]:
    words = wordfreq.top_n_list(language, MOST, wordlist="large")
    often = words[: MOST // 4]
    return [*words, *(word.capitalize() for word in often), *(word.upper() for word in often)]


def _is_sign_or_number(text: str) -> bool:
    sign = text.removeprefix("▁")
    if len(sign) != 1:
        return not sign or sign.isdecimal()
    return not unicodedata.name(sign, "CJK").startswith(_FOREIGN)
