"""How a merchant's chat window looks: policies/<merchant>/widget.yml, read when web starts."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from amends.policy.document import Place, each, read

FILE = "widget.yml"
POSITIONS = ("start", "end")
LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
BLACK, WHITE = "#000000", "#ffffff"
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Branding:
    """`colour` is of the launcher and the header, `colour_dark` the same on dark pages; as #rrggbb.

    `position` is the corner in reading direction. `greeting` is a line at the top of the window, by language.
    """

    colour: str = "#1f3a5f"
    colour_dark: str = "#8fb8e8"
    position: str = "end"
    logo: Path | None = None
    greeting: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def load(folder: Path, merchant: str, languages: Iterable[str] | None) -> Branding:
    """The merchant's own look, or the plain one where `folder` has no such file. PolicyError where it is broken.
    `languages`: None where merchant.yml does not say them."""
    file = folder / merchant / FILE
    if not file.is_file():
        return Branding()
    readers: dict[str, Callable[[Place], Any]] = {
        "colour": _colour,
        "colour_dark": _colour,
        "position": partial(Place.choice, allowed=POSITIONS, what="corner"),
        "greeting": partial(Place.by_language, languages=languages),
    }
    entries = read(file).mapping(known=("logo",), required=readers)
    return Branding(**each({name: partial({**readers, "logo": _logo}[name], place) for name, place in entries.items()}))


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on `colour`: one of them always has a contrast of 4.5 or more."""
    return max((BLACK, WHITE), key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(place: Place) -> str:
    colour = place.text().lower()
    if not _COLOUR.fullmatch(colour):
        place.fail(f"`{colour}` is not a colour", 'Write it in quotes as "#1f3a5f".')
    return colour


def _logo(place: Place) -> Path:
    name = place.text()
    logo = place.file.parent / name
    if Path(name).name != name or logo.suffix not in LOGO_TYPES or not logo.is_file():
        place.fail(f"there is no picture `{name}` here", "Put an SVG, PNG or WebP file beside this one and name it.")
    return logo
