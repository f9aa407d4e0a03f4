"""Rasa reads its YAML with a release of ruamel.yaml that grows slower with every word: it adds the patterns that hold
for all scalars (Rasa's `${…}` is one) to the list of the scalar's first letter, again for each scalar. Of the domain's
twenty thousand each is then held to hundreds of copies of one pattern, which was two thirds of what a start of the
server took."""

from typing import Any, Dict

from ruamel.yaml.resolver import VersionedResolver

_add = VersionedResolver.add_version_implicit_resolver


class _Lent(Dict[Any, Any]):
    """Patterns by a scalar's first letter. Who asks for a list gets one of its own, and may add to that."""

    def get(self, key: Any, default: Any = None) -> Any:
        return list(super().get(key, default))


def install() -> None:
    """Put it into ruamel.yaml: what is read stays the same. Calling it again changes nothing."""
    VersionedResolver.add_version_implicit_resolver = add_version_implicit_resolver


def add_version_implicit_resolver(self: Any, version: Any, tag: Any, regexp: Any, first: Any) -> None:
    """As the method it replaces."""
    self._version_implicit_resolver.setdefault(version, _Lent())
    _add(self, version, tag, regexp, first)
