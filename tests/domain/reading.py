"""The domain's responses as they stand in its files, and the arguments that their texts name."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from amends import yaml_file
from amends.languages import CODES, FIRST
from rasa_addons import overlays

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = CODES
FURTHER = [code for code in LANGUAGES if code not in FIRST]
SHARED = ROOT / "domain.yml"
FILES = (SHARED, *sorted((ROOT / "domain").glob("*.yml")))

_ARGUMENT = re.compile(r"(?<!\{)\{([A-Za-z_]\w*)\}")
Variation = dict[str, Any]


@cache
def domain_of(file: Path) -> dict[str, Any]:
    return yaml_file.read(file) or {}


@cache
def responses() -> dict[str, list[Variation]]:
    """Every response of every file, with what further languages lay over it; each has a topic of its own, so no name
    comes twice."""
    named = [item for file in FILES for item in (domain_of(file).get("responses") or {}).items()]
    assert len(named) == len(dict(named)), "a response stands in two files"
    found = {name: list(variations) for name, variations in named}
    for language in FURTHER:
        for name, variation in laid_over(language).items():
            found[name].append(variation)
    return found


def laid_over(language: str) -> dict[str, Variation]:
    """The sentences of a further language, by response."""
    shared = {name: each for file in FILES for name, each in (domain_of(file).get("responses") or {}).items()}
    files = sorted((ROOT / "domain" / language / overlays.SENTENCES).glob("*.yml"))
    laid = [item for file in files for item in overlays.variations(shared, domain_of(file), language).items()]
    assert len(laid) == len(dict(laid)), f"{language} has a sentence in two files"
    return dict(laid)


def language_of(variation: Variation) -> str:
    """What the condition asks for; English has none."""
    match variation.get("condition"):
        case None:
            return "en"
        case [{"type": "slot", "name": "language", "value": language}]:
            return str(language)
        case other:
            raise AssertionError(f"a condition that is not one language: {other}")


def arguments(variation: Variation) -> frozenset[str]:
    """The names in braces, of the text and of the buttons."""
    texts = [
        variation["text"],
        *(part for button in buttons(variation) for part in (button["title"], button["payload"])),
    ]
    return frozenset(name for text in texts for name in _ARGUMENT.findall(text))


def buttons(variation: Variation) -> list[dict[str, str]]:
    return variation.get("buttons") or []
