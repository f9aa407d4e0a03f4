"""What says who wrote a sentence, and what Rasa would read as more than words, does not come out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.desk.unrecognised.masking import masked
from tests.desk_core.scene import MERCHANTS

NUMBERS = [each.merchant.order_numbers for each in MERCHANTS.values()]


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("it is Ola.Berg+x@mail.example.org, thanks", "it is name@example.com, thanks"),
        ("mail ola @ example.org!", "mail name@example.com!"),
        ("Ola＠example.org", "name@example.com"),
        ("cancel NN-44321 now", "cancel NN-10023 now"),
        ("cancel nn 44321 and it#20999", "cancel NN-10023 and IT-10023"),
        ("my case AM-7K3Q9DX or am 7k3q9dx?", "my case AM-0000000 or AM-0000000?"),
        ("what I am waiting for", "what I am waiting for"),
        ("call +47 912 34 567", "call +00 000 00 000"),
        ("card 4111-1111-1111-1111", "card 0000-0000-0000-0000"),
        ("see https://shop.example.org/o/9?t=abc now", "see https://example.com now"),
        ("twice 49 kr", "twice 49 kr"),
        ("two\nlines\u2028and\x85more\tspace", "two lines and more space"),
        ("the [vpn](service_name)", "the (vpn)(service_name)"),
        ('[down]{"entity": "x"}', '(down)("entity": "x")'),
        ("\\u000a- intent: affirm ${HOME}", "/u000a- intent: affirm $(HOME)"),
        ("refund \u202etnemyap\u202c", "refund tnemyap"),
        ("takk 👨‍👩‍👧 for hjelpen", "takk 👨‍👩‍👧 for hjelpen"),
        ("\u200b\n", ""),
    ],
)  # fmt: skip
def test_sentences_as_they_are_printed(said, printed):
    assert masked(said, NUMBERS) == printed


@given(st.text())
def test_nothing_but_one_line_of_words_comes_out(text):
    printed = masked(text, NUMBERS)
    assert len(printed.splitlines()) <= 1
    assert not set(printed) & set("[]{}\\\0")
    assert printed == printed.strip()


@given(st.text(), st.emails(), st.text())
def test_no_address_comes_out(before, address, after):
    assert address not in masked(f"{before} {address} {after}", NUMBERS).replace("name@example.com", "")


@given(st.text(), st.integers(10_000, 99_999).filter(lambda n: n != 10023), st.text())
def test_no_order_number_comes_out(before, number, after):
    assert f"{number}" not in masked(f"{before} NN-{number} {after}", NUMBERS)
