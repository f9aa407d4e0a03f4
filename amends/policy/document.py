"""A YAML file read by type: every value is asked for as what it must be, and every fault names its file and line.

Scalars are kept as text until a reader asks for a type, so that no `NO` turns into False and no 5.10 into 5.1.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Never

import yaml

from amends import yaml_file
from amends.errors import PolicyError
from amends.policy.faults import PolicyFaults

DEEPEST = 40
"""So many lists and mappings stand inside of each other at most; a policy needs ten."""
TOO_DEEP = "is nested too deeply"


class Texts(dict[str, str]):
    """A text by language; in one that it lacks it answers as in `first`."""

    def __init__(self, texts: Mapping[str, str], first: str) -> None:
        super().__init__(texts)
        self._first = first

    def __missing__(self, language: str) -> str:
        return self[self._first]


class Place:
    """One node of a file, with readers for the types a policy file knows. All raise PolicyError."""

    def __init__(self, file: Path, node: yaml.Node) -> None:
        self.file = file
        self.node = node

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def fault(self, message: str, way_out: str) -> PolicyError:
        return PolicyError(str(self.file), self.line, message, way_out)

    def fail(self, message: str, way_out: str) -> Never:
        raise self.fault(message, way_out)

    def entries(self) -> dict[str, "Place"]:
        """The entries by key as they stand, the last of each; none where this is no mapping. Refuses nothing."""
        nodes = self.node.value if isinstance(self.node, yaml.MappingNode) else ()
        return {key.value: Place(self.file, value) for key, value in nodes if isinstance(key.value, str)}

    def mapping(self, known: Iterable[str] | None = None, required: Iterable[str] = ()) -> dict[str, "Place"]:
        """The entries by key. Refuses each key given twice, each outside `known`, and each missing of `required`."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fail("a list of `key: value` is expected here", "Write `key: value` lines, indented under their name.")
        entries: dict[str, Place] = {}
        allowed = None if known is None else [*known, *required]
        faults = []
        for key_node, value_node in self.node.value:
            key = Place(self.file, key_node)
            name = key.text()
            if name in entries:
                faults.append(key.fault(f"`{name}` is given twice", "Keep one of the two."))
            if allowed is not None and name not in allowed:
                faults.append(key.fault(f"`{name}` is not known here", f"Use one of: {', '.join(sorted(allowed))}."))
            entries[name] = Place(self.file, value_node)
        missing = (name for name in required if name not in entries)
        faults += [self.fault(f"`{name}` is missing", f"Add a line `{name}: ...` here.") for name in missing]
        settle(faults)
        return entries

    def sequence(self) -> list["Place"]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.fail("a list is expected here", "Write `[a, b]`, or one `- item` a line.")
        return [Place(self.file, node) for node in self.node.value]

    def one_or_many(self) -> list["Place"]:
        return [self] if isinstance(self.node, yaml.ScalarNode) else self.sequence()

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            self.fail("a text is expected here", "Write the text after the colon, in quotes where it holds a colon.")
        return " ".join(self.node.value.split())

    def choice(self, allowed: Iterable[str], what: str) -> str:
        found = self.text()
        if found not in allowed:
            self.fail(f"`{found}` is not a known {what}", f"Use one of: {', '.join(allowed)}.")
        return found

    def some(self) -> list["Place"]:
        """`one_or_many`, and one at least: of none nothing could ever be met."""
        places = self.one_or_many()
        if not places:
            self.fail("the list is empty", "Write one at least.")
        return places

    def boolean(self) -> bool:
        return self.choice(("true", "false"), "answer") == "true"

    def integer(self) -> int:
        found = self.text()
        if not re.fullmatch(r"[0-9]{1,6}", found):
            self.fail(f"`{found}` is not a whole number", "Write digits only, for example 5.")
        return int(found)

    def decimal(self) -> Decimal:
        """Of no more digits than can be reckoned with, and none of them an exponent's."""
        found = self.text()
        if not re.fullmatch(r"[0-9]{1,12}(?:[.][0-9]{1,6})?", found):
            self.fail(f"`{found}` is not an amount", "Write it with a point, for example 500.00.")
        return Decimal(found)

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.fail(f"`{self.text()}` is not a date", "Write year-month-day, for example 2025-01-01.")

    def clock(self) -> time:
        """A time on the merchant's own clock: none with an offset, which nothing could be compared with."""
        if not re.fullmatch(r"[0-9]{2}:[0-9]{2}", self.text()):
            self.fail(f"`{self.text()}` is not a time of day", "Write it in quotes, for example '09:00'.")
        try:
            return time.fromisoformat(self.text())
        except ValueError:
            self.fail(f"`{self.text()}` is not a time of day", "Write one from '00:00' to '23:59'.")

    def span(self) -> timedelta:
        """A length of time: `24 hours` or `7 days`."""
        match = re.fullmatch(r"([0-9]{1,4}) (hours|days)", self.text())
        if match is None:
            self.fail(f"`{self.text()}` is not a length of time", "Write `24 hours` or `7 days`.")
        return timedelta(**{match[2]: int(match[1])})

    def months(self) -> int | None:
        """A length of time in calendar months, `12 months`; None for `never`."""
        match = re.fullmatch(r"([1-9][0-9]{0,2}) months?", self.text())
        if match is None and self.text() != "never":
            self.fail(f"`{self.text()}` is not a number of months", "Write `12 months`, or `never`.")
        return None if match is None else int(match[1])

    def by_language(self, languages: Iterable[str] | None, others: Iterable[str] = ()) -> Mapping[str, str]:
        """One text in each of `languages`, and in those of `others` that are given; the first stands for any other.
        None: nobody knows in which languages, and whatever texts there are will do."""
        if languages is None:
            return each({language: place.text for language, place in self.mapping().items()})
        wanted = list(languages)
        given = self.mapping([each for each in others if each not in wanted], required=wanted)
        return Texts({language: place.text() for language, place in given.items()}, wanted[0])


def each[Key](readers: Mapping[Key, Callable[[], Any]]) -> dict[Key, Any]:
    """What every reader gives. All are tried before any fault is told: whoever writes a file mends it once."""
    values: dict[Key, Any] = {}
    faults: list[PolicyError] = []
    for key, reader in readers.items():
        try:
            values[key] = reader()
        except PolicyError as fault:
            faults += fault.faults
    settle(faults)
    return values


def settle(faults: Sequence[PolicyError]) -> None:
    """Raise what was found: one fault as itself, several together, none not at all. The same one is told once."""
    different = list({str(fault): fault for fault in faults}.values())
    if len(different) == 1:
        raise different[0]
    if different:
        raise PolicyFaults(different)


def read(file: Path) -> Place:
    """The root of a file. PolicyError where it is missing, or is not UTF-8 or not YAML."""
    return parsed(file, text_of(file))


def text_of(file: Path) -> str:
    """Its text. PolicyError where it is missing, or is not UTF-8."""
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise PolicyError(str(file), 1, f"cannot be read: {error.strerror}", "Put the file there.") from error
    except UnicodeDecodeError as error:
        raise PolicyError(str(file), 1, "is not UTF-8 text", "Save it as UTF-8.") from error


def parsed(file: Path, text: str) -> Place:
    """The root of `text`, which stands in `file`. PolicyError where it is not YAML."""
    try:
        yaml_file.check_depth(text)
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml_file.TooDeep as error:
        raise too_deep(file, error) from error
    except yaml.MarkedYAMLError as error:
        line = 1 if error.problem_mark is None else error.problem_mark.line + 1
        raise PolicyError(str(file), line, f"is not YAML: {error.problem}", "Mend indentation or quotes.") from error
    except yaml.YAMLError as error:
        raise PolicyError(str(file), 1, "holds a character that YAML does not allow", "Remove it.") from error
    if root is None:
        raise PolicyError(str(file), 1, "is empty", "Write the file as docs/policy.md shows.")
    _check_depth(file, root)
    return Place(file, root)


def too_deep(file: Path, fault: yaml_file.TooDeep) -> PolicyError:
    """The same as an error of this file."""
    line = 1 if fault.problem_mark is None else fault.problem_mark.line + 1
    return PolicyError(str(file), line, TOO_DEEP, "Say it with fewer lists inside of each other.")


def _check_depth(file: Path, root: yaml.Node) -> None:
    """Every reader goes down by calling itself; a node that is its own part (`&a {not: *a}`) has no end."""
    reached: dict[int, int] = {}
    waiting: list[tuple[yaml.Node, int]] = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            raise Place(file, node).fault(TOO_DEEP, "Say it with fewer lists inside of each other, and no circle.")
        if isinstance(node, yaml.ScalarNode) or reached.get(id(node), -1) >= depth:
            continue
        reached[id(node)] = depth
        parts = node.value if isinstance(node, yaml.SequenceNode) else (part for pair in node.value for part in pair)
        waiting += [(part, depth + 1) for part in parts]
