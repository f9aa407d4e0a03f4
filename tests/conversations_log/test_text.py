"""What a customer typed stays what it was, and never becomes a command."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.conversations.text import MAX_CHARACTERS, clean, forwardable
from amends.errors import InvalidMessage

SPACES = st.text(st.sampled_from(" \t\n\u00a0\u3000\x1c\u2003"), max_size=3)
SLASHES = st.sampled_from("/\uff0f")


@given(st.text(max_size=60))
def test_any_text_is_either_taken_in_normal_form_or_refused(typed: str) -> None:
    try:
        text = clean(typed)
    except InvalidMessage:
        assert not typed.strip() or "\x00" in typed or not typed.isprintable()
    else:
        assert text == unicodedata.normalize("NFC", typed)
        assert clean(text) == text


@given(SPACES, SLASHES, st.text(max_size=20))
def test_nothing_typed_looks_like_a_command_to_the_dialogue_server(before: str, slash: str, after: str) -> None:
    sent = forwardable(before + slash + after)
    assert not sent.strip().startswith("/")
    assert not unicodedata.normalize("NFKC", sent).strip().startswith("/")
    assert sent.endswith(before + slash + after)


@given(st.text(min_size=1, max_size=60))
def test_what_is_forwarded_never_starts_a_command_and_is_otherwise_unchanged(text: str) -> None:
    sent = forwardable(text)
    assert not unicodedata.normalize("NFKC", sent.strip()).strip().startswith("/")
    assert sent in (text, "\u2060" + text)


@pytest.mark.parametrize("typed", ["a\ud800", "\udfff", "\x00", "x" * (MAX_CHARACTERS + 1), " ", "\x1c\x1d"])
def test_what_is_no_text_is_refused(typed: str) -> None:
    with pytest.raises(InvalidMessage):
        clean(typed)
