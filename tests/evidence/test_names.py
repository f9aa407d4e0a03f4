"""Names of files are shown, so they must not deceive."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.evidence.names import MAX_CHARACTERS, clean_name


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fotos\\bon.jpg", "bon.jpg"),
        ("bon\u202egpj.exe", "bongpj.exe"),
        ("a\r\nb.png", "a b.png"),
        (".htaccess", "htaccess"),
        ("e\u0301.jpg", "é.jpg"),
        ("x" * 300 + ".jpeg", "x" * 95 + ".jpeg"),
        ("   ", "picture"),
        (None, "picture"),
        ("Kvittering (2).pdf", "Kvittering (2).pdf"),
    ],
)
def test_a_name_is_shown_plainly(given_name, shown):
    assert clean_name(given_name, "picture") == shown


@given(st.text(max_size=300))
def test_no_name_has_a_path_or_anything_invisible(name):
    shown = clean_name(name, "document")
    assert 1 <= len(shown) <= MAX_CHARACTERS
    assert not set(shown) & set("/\\\n\r\t")
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs"}]
