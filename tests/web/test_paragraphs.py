"""Lists of a text of ours become lists of a page."""

import pytest

from web.paragraphs import Block, blocks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "I would:\n• pay\n• end it\nShall I?",
            [(False, ("I would:",)), (True, ("pay", "end it")), (False, ("Shall I?",))],
        ),
        ("• one", [(True, ("one",))]),
        ("Two\nlines • and no list", [(False, ("Two", "lines • and no list"))]),
        ("", []),
    ],
)  # fmt: skip
def test_bullets_make_a_list_and_the_rest_stays_as_it_is(text: str, shown: list[tuple[bool, tuple[str, ...]]]) -> None:
    assert blocks(text) == [Block(is_list, lines) for is_list, lines in shown]
