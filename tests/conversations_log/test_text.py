"""What a customer typed stays what it was, and never becomes a command."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.conversations.text import MAX_CHARACTERS, clean
from amends.errors import InvalidMessage
from rasa_addons.typed_text import never_a_command

SPACES = st.text(st.sampled_from(" \t\n\u00a0\u3000\x1c\u2003"), max_size=3)
FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
"""Letters and a symbol, as Unicode has it, that show nothing."""
SLASHES = st.sampled_from("/\uff0f")


@given(st.text(max_size=60))
def test_any_text_is_either_taken_in_normal_form_or_refused(typed: str) -> None:
    try:
        text = clean(typed)
    except InvalidMessage:
        seen = [each for each in typed if unicodedata.category(each)[0] in "LNPS" and each not in FILLERS]
        assert not seen or "\x00" in typed
    else:
        assert text == unicodedata.normalize("NFC", typed)
        assert clean(text) == text


@given(SPACES, SLASHES, st.text(max_size=20))
def test_nothing_typed_looks_like_a_command_to_the_dialogue_server(before: str, slash: str, after: str) -> None:
    sent = never_a_command(before + slash + after)
    assert not sent.strip().startswith("/")
    assert not unicodedata.normalize("NFKC", sent).strip().startswith("/")
    assert sent.endswith(before + slash + after)


@given(st.text(min_size=1, max_size=60))
def test_what_is_forwarded_never_starts_a_command_and_is_otherwise_unchanged(text: str) -> None:
    sent = never_a_command(text)
    assert not unicodedata.normalize("NFKC", sent.strip()).strip().startswith("/")
    assert sent in (text, "\u2060" + text)


@pytest.mark.parametrize("typed", ["a\ud800", "\udfff", "\x00", "x" * (MAX_CHARACTERS + 1), " ", "\x1c\x1d"])
def test_what_is_no_text_is_refused(typed: str) -> None:
    with pytest.raises(InvalidMessage):
        clean(typed)


INVISIBLE = {
    "zero width": "\u200b\u200c\u200d\u2060",
    "byte order mark": "\ufeff",
    "variation selectors": "\ufe0f\ufe0e\U000e0100",
    "tag characters": "\U000e0001\U000e0068\U000e0069\U000e007f",
    "Hangul fillers": "\u3164\u115f\u1160\uffa0",
    "soft hyphen": "\u00ad",
    "direction marks": "\u200e\u200f\u202a\u202e\u2066\u2069\u061c",
    "grapheme joiner": "\u034f",
    "invisible operators": "\u2061\u2062\u2063\u2064\u206a",
    "Mongolian": "\u180e\u180b",
    "Khmer": "\u17b4\u17b5",
    "Braille blank": "\u2800",
    "annotations": "\ufff9\ufffa\ufffb",
    "spaces of every kind": " \t\n\u00a0\u1680\u2000\u2009\u200a\u2028\u2029\u202f\u205f\u3000\x85",
    "all of them": "\u200b \ufeff\u3164\u00ad\ufe0f\n",
}


@pytest.mark.parametrize("typed", INVISIBLE.values(), ids=INVISIBLE)
def test_what_shows_nothing_is_refused(typed: str) -> None:
    with pytest.raises(InvalidMessage, match="at least one visible character"):
        clean(typed)


@pytest.mark.parametrize("typed", INVISIBLE.values(), ids=INVISIBLE)
def test_what_shows_something_is_kept_whole(typed: str) -> None:
    assert clean(typed + "å" + typed) == unicodedata.normalize("NFC", typed + "å" + typed)


@pytest.mark.parametrize(
    "typed",
    ["👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️", "1️⃣", "👍🏽", "🇳🇴", "?", "…", "å", "Ĳ", "één", "Blåbærsyltetøy på brødskiva",
     "co\u00adöperatie", "안녕", "ฟ", "⠁", "한"],
)  # fmt: skip
def test_emoji_and_words_of_any_language_stay_as_they_are(typed: str) -> None:
    assert clean(typed) == unicodedata.normalize("NFC", typed)
