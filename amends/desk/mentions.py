"""Colleagues who are named in a note: @ and their name, or their first name where only one bears it."""

from collections import Counter
from collections.abc import Iterable

from amends.accounts.account import Account


def mentioned(text: str, people: Iterable[Account]) -> list[Account]:
    """Who of `people` is named, each once, as the text names them. The longest name that fits is meant."""
    by_name = _names(people)
    longest_first = sorted(by_name, key=len, reverse=True)
    found: dict[str, Account] = {}
    folded = text.casefold()
    for at, character in enumerate(folded):
        if character != "@" or (at and folded[at - 1].isalnum()):  # an e-mail address names nobody
            continue
        rest = folded[at + 1 :]
        name = next((each for each in longest_first if _begins(rest, each)), None)
        if name is not None:
            found.setdefault(by_name[name].id, by_name[name])
    return list(found.values())


def _begins(rest: str, name: str) -> bool:
    return rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum()


def _names(people: Iterable[Account]) -> dict[str, Account]:
    everybody = list(people)
    first = Counter(each.name.split()[0].casefold() for each in everybody if each.name.split())
    whole = Counter(each.name.casefold() for each in everybody)
    names = {each.name.split()[0].casefold(): each for each in everybody if each.name.split()}
    alone = {name: each for name, each in names.items() if first[name] == 1}
    return alone | {each.name.casefold(): each for each in everybody if whole[each.name.casefold()] == 1}
