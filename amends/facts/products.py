"""Products that a text names, in the customer's language and spelling: «nettverksovervåking», «bel tegoed», «vpn»."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from amends.claims.slips import Slips

_ALIKE = (
    "tracking tracker overvåking overvåkning overvaking sporing bewaking",
    "monitoring monitor overvåking overvåkning overvaking bewaking",
    "alerts alert varsler varsel varslinger varsling meldingen melding waarschuwingen alarmer alarm",
    "security sikkerhet sikkerhets tryggleik beveiliging beveiligings veiligheid veiligheids",
    "traffic trafikk verkeer verkeers",
    "network nettverk nettverks netwerk",
    "dashboard instrumentpanel dashbord",
    "reporting rapportering rapportage",
    "report rapport rapporten verslag",
    "quarterly kvartalsvis kvartals kwartaal",
    "consultation consult konsultasjon rådgiving rådgivning adviesgesprek advies consultatie",
    "remote fjern op-afstand afstand",
    "firewall brannmur brannvegg",
    "calling ringe bel",
    "credit kreditt saldo tegoed beltegoed ringesaldo",
    "minutes minutter minutt minuten minuut belminuten ringeminutter",
    "voice tale spraak samtale bel ringe",
    "europe europa europeiske europese",
    "worldwide verden verdensomspennende wereldwijd wereld internasjonale internationale",
    "access tilgang tilgjenge toegang",
    "quality kvalitet kvalitets kwaliteit kwaliteits",
    "team lag teams",
    "plan abonnement",
    "analytics analyse analyser analysen",
    "offices office kontor kontorer kantoor kantoren",
    "subscription abonnement",
    "invoice faktura factuur",
    "hosting webhotell",
    "backup sikkerhetskopi reservekopi",
    "licence license lisens licentie",
    "upgrade oppgradering oppgraderingen opwaardering",
    "support brukerstøtte ondersteuning",
    "domain domene domein",
    "storage lagring lagringsplass opslag",
    "course kurs cursus",
    "online nettbasert",
)
"""Words of what digital shops sell, and the same in the other languages."""
LEAST = 3
"""Shorter words tell nothing about a product."""
_TOO_COMMON = frozenset(
    {"the", "and", "for", "month", "months", "year", "years", "hour", "hours", "users", "plan", "pdf"}
)


def find_products(text: str, products: Iterable[str]) -> tuple[str, ...]:
    """Those of the products that `text` names best: by most words of their names. Empty where it names none."""
    said = _words(text)
    shares = {product: _share(product, said) for product in products}
    best = max(shares.values(), default=0.0)
    return tuple(product for product, share in shares.items() if share == best > 0)


def _share(product: str, said: frozenset[str]) -> float:
    """How much of the name is said. What follows a comma is how much of it was sold."""
    name = [
        word for word in _words(product.split(",", maxsplit=1)[0]) if word not in _TOO_COMMON and len(word) >= LEAST
    ]
    hits = sum(any(_same(word, other) for other in said) for word in name)
    return hits / len(name) if name else 0.0


def _same(word: str, said: str) -> bool:
    return any(said == each or (len(each) > LEAST + 2 and _built_alike(each, said)) for each in _alike_to(word))


def _built_alike(word: str, said: str) -> bool:
    """«overvåkingen» and «nettverksovervåking» for «overvåking»; one slip of the finger."""
    return (
        said.startswith(word[: max(len(word) - 1, LEAST + 2)]) or said.endswith(word) or _slips(word).mend(said) == word
    )


@cache
def _slips(word: str) -> Slips:
    return Slips([word])


@cache
def _alike_to(word: str) -> frozenset[str]:
    return frozenset({word}.union(*(line.split() for line in _ALIKE if word in line.split())))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))
