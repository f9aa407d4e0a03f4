"""What a merchant's products are called in its customers' languages (`product_names` of merchant.yml)."""

from collections.abc import Mapping
from functools import partial

from amends.policy.document import Place, each

ProductNames = Mapping[str, Mapping[str, str]]
"""By the product's sku, or by the order system's name of it, its name in each language that is given."""


def read_product_names(place: Place, languages: tuple[str, ...]) -> ProductNames:
    """PolicyError for a product without any name, or with one in none of `languages`."""
    return each({key: partial(_names, names, languages) for key, names in place.mapping().items()})


def _names(place: Place, languages: tuple[str, ...]) -> Mapping[str, str]:
    given = place.mapping(languages)
    if not given:
        place.fail("there is no name here", f"Write one in a language at least: {', '.join(languages)}.")
    return each({language: name.text for language, name in given.items()})
