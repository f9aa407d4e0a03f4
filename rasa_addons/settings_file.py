"""The settings of a process that has no part of `amends`: from the environment, else from the one settings file.

Standard library only, for Rasa's environment. The file is found and read exactly as amends/settings.py does it (whose
library is python-dotenv); a test holds the two to the same values. Of the file nothing is kept but what was asked for:
it holds secrets that are not this process's business.
"""

import os
import re
from pathlib import Path
from typing import Dict, Iterator, Optional, Tuple

PREFIX = "AMENDS_"
FILE_VARIABLE = "AMENDS_SETTINGS_FILE"
DEFAULT_FILE = "amends.env"
SUFFIX = "_FILE"

_LEADING = re.compile(r"\s*")
_EXPORT = re.compile(r"(?:export[^\S\r\n]+)?")
_NAME = re.compile(r"'(?P<quoted>[^']+)'|(?!')(?P<plain>[^=#\s]+)")
_EQUALS = re.compile(r"[^\S\r\n]*(?:(?P<sign>=)(?P<space>[^\S\r\n]*))?")
_VALUE = re.compile(
    r"""'(?P<single>(?:\\.|[^'\\])*)'|"(?P<double>(?:\\.|[^"\\])*)"|(?!['"])(?P<plain>[^\r\n]*)""", re.DOTALL
)
_END = re.compile(r"(?:[^\S\r\n]*#[^\r\n]*)?[^\S\r\n]*(?:\r\n|\n|\r|$)")
_REST_OF_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_VARIABLE = re.compile(r"\$\{(?P<name>[^}:]*)(?::-(?P<default>[^}]*))?\}")
_ESCAPED = {"single": re.compile(r"\\[\\']"), "double": re.compile(r"\\[\\'\"abfnrtv]")}


class WrongFile(Exception):
    """The settings file is not there or cannot be read; the text says which and what to do."""


def given(name: str) -> Optional[str]:
    """The value of AMENDS_<name>, or what the file holds that AMENDS_<name>_FILE names; None where neither the
    environment nor the settings file has it. WrongFile, also where one of the two has both."""
    for source in (lambda: dict(os.environ), _in_file):
        found = _of({key.upper(): value for key, value in source().items()}, PREFIX + name)
        if found is not None:
            return found[0]
    return None


def _of(found: Dict[str, Optional[str]], wanted: str) -> Optional[Tuple[Optional[str]]]:
    """The value in a tuple, as it may be None; None where there is none."""
    named = found.get(wanted + SUFFIX)
    if named is None:
        return (found[wanted],) if wanted in found else None
    if wanted in found:
        raise WrongFile(f"{wanted} and {wanted}{SUFFIX} are both set. Keep the one that holds, and remove the other.")
    return (_text(Path(named), f"{wanted}{SUFFIX} names {named}, which").removesuffix("\n").removesuffix("\r"),)


def _in_file() -> Dict[str, Optional[str]]:
    """What the settings file has."""
    named = os.environ.get(FILE_VARIABLE)
    path = Path(named or DEFAULT_FILE)
    if not path.is_file():
        if named:
            raise WrongFile(f"{FILE_VARIABLE} names {path}, which is not a file. Correct the path or unset it.")
        return {}
    return read(_text(path, str(path)))


def _text(path: Path, called: str) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as fault:
        raise WrongFile(f"{called} cannot be read: {fault.strerror}. Let this user read it.") from fault
    except UnicodeDecodeError as fault:
        raise WrongFile(f"{called} is not UTF-8 text. Save it as UTF-8.") from fault


def read(text: str) -> Dict[str, Optional[str]]:
    """The values of a settings file by name; None for a name without `=`. A later line wins over an earlier one."""
    values: Dict[str, Optional[str]] = {}
    for name, value in _bindings(text.removeprefix("\ufeff")):
        values[name] = None if value is None else _filled(value, {**os.environ, **values})
    return values


def _bindings(text: str) -> Iterator[Tuple[str, Optional[str]]]:
    """Each name with its value, before variables are put in. A line that is none of it is passed over."""
    scan = _Scan(text)
    while scan.at < len(text):
        try:
            scan.take(_LEADING)
            name = _name(scan)
            value = _value(scan)
            scan.take(_END)
        except _Broken:
            scan.take(_REST_OF_LINE)
            continue
        if name is not None:
            yield name, value


class _Broken(Exception):
    """The text does not go on as it has to."""


class _Scan:
    """A text that is read from its beginning to its end; `at` is the place of the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, pattern: "re.Pattern[str]") -> "re.Match[str]":
        found = pattern.match(self.text, self.at)
        if found is None:
            raise _Broken
        self.at = found.end()
        return found


def _name(scan: _Scan) -> Optional[str]:
    """None before a comment and at the end."""
    scan.take(_EXPORT)
    if scan.text[scan.at : scan.at + 1] in ("", "#"):
        return None
    found = scan.take(_NAME)
    return found["quoted"] or found["plain"]


def _value(scan: _Scan) -> Optional[str]:
    equals = scan.take(_EQUALS)
    if equals["sign"] is None:
        return None
    if equals["space"] and scan.text[scan.at : scan.at + 1] == "#":
        return ""
    found = scan.take(_VALUE)
    for kind, escaped in _ESCAPED.items():
        if found[kind] is not None:
            return escaped.sub(lambda each: each[0].encode().decode("unicode-escape"), found[kind])
    return re.sub(r"\s+#.*", "", found["plain"]).rstrip()


def _filled(value: str, known: Dict[str, Optional[str]]) -> str:
    return _VARIABLE.sub(lambda found: known.get(found["name"], found["default"]) or "", value)
