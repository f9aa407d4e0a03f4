"""What a further language lays over a sentence: its words, and nothing else of it."""

import pytest

from rasa_addons.overlays import variations

SHARED = {
    "utter_ask": [{"text": "Yes?", "buttons": [{"title": "Yes", "payload": '/choose{{"yes_no": "yes:{id}"}}'}]}],
    "utter_tell": [{"text": "So it is."}],
}


def test_the_words_are_its_own_and_what_a_button_does_is_not() -> None:
    laid = variations(SHARED, {"utter_ask": {"text": "Ja?", "buttons": ["Ja"]}, "utter_tell": "Så är det."}, "sv")
    only = [{"type": "slot", "name": "language", "value": "sv"}]
    assert laid == {
        "utter_ask": {
            "condition": only,
            "text": "Ja?",
            "buttons": [{"title": "Ja", "payload": '/choose{{"yes_no": "yes:{id}"}}'}],
        },
        "utter_tell": {"condition": only, "text": "Så är det."},
    }


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"utter_other": "Hej"}, "utter_other is no response"),
        ({"utter_ask": "Ja?"}, "utter_ask has 0 buttons instead of 1"),
        ({"utter_tell": {"text": "Ja", "buttons": ["Ja"]}}, "utter_tell has 1 buttons instead of 0"),
        ({"utter_tell": {"buttons": []}}, "utter_tell needs a text"),
        ({"utter_tell": 5}, "utter_tell needs a text"),
    ],
)
def test_what_lies_over_nothing_or_has_other_buttons_is_refused(told: dict[str, object], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        variations(SHARED, told, "sv")
