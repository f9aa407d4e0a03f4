"""What slips and carelessness do to a message, and what they leave alone."""

import re
from random import Random

from simulate.mistakes import NEIGHBOURS, careless, slips, spaced

MESSAGE = "I paid twice for order IT-30012, my address is kari.holm4@example.com, yesterday at 15:04."


def test_slips_change_letters_and_leave_numbers_addresses_and_times():
    slipped = slips(MESSAGE, Random(1), rate=0.4)
    assert slipped != MESSAGE
    for kept in ("IT-30012,", "kari.holm4@example.com,", "15:04"):
        assert kept in slipped


def test_the_same_chance_makes_the_same_slips():
    assert slips(MESSAGE, Random(7)) == slips(MESSAGE, Random(7))
    assert len({slips(MESSAGE, Random(seed), rate=0.2) for seed in range(5)}) == 5


def test_no_slips_without_a_rate():
    assert slips(MESSAGE, Random(1), rate=0) == MESSAGE


def test_a_neighbour_is_next_to_the_key():
    assert set(NEIGHBOURS["g"]) == {"f", "h", "t", "y", "v", "b"}
    assert all(letter in NEIGHBOURS[near] for letter, around in NEIGHBOURS.items() for near in around)


def test_careless_is_lower_case_without_punctuation_and_keeps_what_a_message_needs():
    written = careless("Hello! Order IT-30012, please: kari.holm4@example.com. At 15:04?")
    assert written == "hello order it-30012 please kari.holm4@example.com at 15:04"


def test_spaced_numbers_keep_their_digits():
    written = {spaced("It is IT-30012.", Random(seed)) for seed in range(30)}
    assert len(written) > 2
    assert all(re.sub(r"\D", "", each) == "30012" for each in written)
