"""What a picture says: every step, nothing where nothing is known, and no markup of a label's."""

import xml.etree.ElementTree as ET

import pytest

from web.desk.charts import WIDTH, Bar, Column, bars, columns


def shapes(picture, tag):
    return [each for each in ET.fromstring(str(picture)).iter() if each.tag == tag]


@pytest.mark.parametrize("above", [False, True])
def test_no_bar_or_number_stands_outside_the_picture(above):
    rows = [Bar("x" * 90, ((1234.0, "fine"), (8, "late")), "1242, 8 of them late"), Bar("none", ((0, "fine"),), "0")]
    picture = bars("Long", rows, above=above)
    for each in shapes(picture, "rect"):
        assert float(each.get("x")) + float(each.get("width")) < WIDTH
    ends = [float(each.get("x")) + 5.5 * len(each.text) for each in shapes(picture, "text")]
    assert max(ends) <= WIDTH + 1
    assert [each.text for each in shapes(picture, "text") if each.get("class") == "value"] == [r.value for r in rows]


def test_a_day_without_an_answer_has_no_column_and_a_quick_one_has_a_flat_one():
    picture = columns("Over time", [Column("1", None, "none"), Column("2", 0, "0 min"), Column("3", 90, "1 h 30 min")])
    assert [each.find("title").text for each in shapes(picture, "rect")] == ["2: 0 min", "3: 1 h 30 min"]
    assert [each.text for each in shapes(picture, "text")] == ["1 h 30 min", "1", "3"]
    assert "1: none" in ET.fromstring(str(picture)).get("aria-label")


def test_where_everything_was_answered_at_once_the_picture_says_so():
    picture = columns("Over time", [Column("1", None, "none"), Column("2", 0, "0 min")])
    assert [each.text for each in shapes(picture, "text")] == ["0 min", "1", "2"]


def test_a_label_is_text_and_what_cannot_be_seen_in_it_is_shown():
    picture = str(bars('"><script>', [Bar("<b>\u202e&", ((1, "fine"),), "1")]))
    assert "<script" not in picture
    assert "<b>" not in picture
    assert "[U+202E]" in picture
