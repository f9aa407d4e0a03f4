"""Reads clauses, of a merchant's text or of a statute."""

from collections.abc import Callable, Mapping
from functools import partial

from amends.languages import CODES
from amends.policy.document import Place, each
from amends.policy.policy import Clause


def read_clauses(place: Place, languages: tuple[str, ...]) -> Mapping[str, Clause]:
    """Clauses by id, in the file's order; each in `languages`, and in others of ours where the file has them."""
    listed = place.sequence()
    clauses: dict[str, Clause] = {}
    for entry, clause in zip(listed, each(_clause_readers(listed, languages)).values(), strict=True):
        if clause.id in clauses:
            entry.fail(f"clause {clause.id} is there twice", "Give each clause an id of its own.")
        clauses[clause.id] = clause
    return clauses


def _clause_readers(listed: list[Place], languages: tuple[str, ...]) -> dict[int, Callable[[], Clause]]:
    return {number: partial(_clause, entry, languages) for number, entry in enumerate(listed)}


def _clause(entry: Place, languages: tuple[str, ...]) -> Clause:
    entries = entry.mapping(("information",), required=("id", "heading", "text"))
    information = "information" in entries and entries["information"].boolean()
    heading, text = (entries[part].by_language(languages, CODES) for part in ("heading", "text"))
    return Clause(entries["id"].text(), heading, text, information)
