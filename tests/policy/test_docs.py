"""docs/policy.md is held to the code."""

import dataclasses

from amends.policy.policy import Settings
from amends.policy.rows_reader import ROW_KEYS
from amends.policy.vocabulary import PAGE, with_vocabulary


def test_the_vocabulary_page_is_what_the_code_says():
    page = PAGE.read_text("utf-8")
    assert with_vocabulary(page) == page, "stale: run python -m amends.policy.vocabulary"


def test_every_setting_and_every_key_of_a_row_is_documented():
    page = PAGE.read_text("utf-8")
    for field in dataclasses.fields(Settings):
        assert f"| `{field.name}` |" in page, field.name
    for key in ROW_KEYS:
        assert f"`{key}" in page or f"  {key}:" in page, key
