"""Reads what an offer may be chosen from: `full_refund` and `wait`, which other rows decide, and options of its own."""

import re
from collections.abc import Callable, Mapping

from amends.policy.decision import Outcome, Remedy
from amends.policy.document import Place
from amends.policy.policy import Row

OPTION_KEYS = ("where_all", "where_nothing", "amount", "limit", "cancels", "valid_for", "extend_by", "exchange_for")
"""What an option may say of its remedy: as a row may, but for what is only a row's."""
DECIDED_BY_ROWS = (Remedy.FULL_REFUND, Outcome.WAIT)
_NAME = re.compile(r"[a-z][a-z0-9_]{1,29}")
_LONGEST_LABEL = 40


def read_options(
    row: str, place: Place, languages: tuple[str, ...], granted: Callable[[str, Place, Mapping[str, Place]], Row]
) -> tuple[tuple[str, ...], dict[str, Row]]:
    """The names of the options in their order, and what each of the merchant's own grants. `granted` makes a row of
    what an option says of its remedy."""
    names: list[str] = []
    choices: dict[str, Row] = {}
    for each in place.one_or_many():
        if each.is_mapping:
            entries = each.mapping(OPTION_KEYS, required=("id", "label", "remedy"))
            name = entries["id"].text()
            if not _NAME.fullmatch(name) or name in DECIDED_BY_ROWS:
                entries["id"].fail(f"`{name}` is not a name for an option", "Use small letters, digits and _.")
            _check_label(entries["label"], languages)
            choices[name] = granted(f"{row}, option {name}", each, entries)
        else:
            name = each.choice(DECIDED_BY_ROWS, "option")
        if name in names:
            each.fail(f"row {row} offers {name} twice", "Give each option a name of its own.")
        names.append(name)
    return tuple(names), choices


def _check_label(place: Place, languages: tuple[str, ...]) -> None:
    """What a button can hold, and what tells one option from another in the chat's language."""
    for text in place.by_language(languages).values():
        if len(text) > _LONGEST_LABEL:
            place.fail(f"the label has {len(text)} characters", f"Write {_LONGEST_LABEL} at most: it is a button.")
