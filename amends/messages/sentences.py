"""The sentences of domain/, found as Rasa finds them: the first variation whose conditions hold, else the default.

Read by whatever speaks without Rasa: the worker, the web process, e-mails. A response that is missing, or that
needs an argument it was not given, is a SentenceError: a customer never reads a blank or a brace.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from amends import yaml_file
from amends.errors import SentenceError
from amends.messages.say import Say
from rasa_addons import overlays

_BRACES = re.compile(r"\{\{|\}\}|\{([A-Za-z_]\w*)\}")


class Sentences:
    """All responses of `domain.yml` beside the folder and of the folder's files, with those that the folders of further
    languages lay over them. SentenceError where one is broken."""

    def __init__(self, domain_folder: Path) -> None:
        self._responses: dict[str, list[dict[str, Any]]] = {}
        for file in [domain_folder.parent / "domain.yml", *sorted(domain_folder.glob("*.yml"))]:
            if file.is_file():
                self._read(file)
        if not self._responses:
            raise SentenceError(f"{domain_folder} holds no responses. Name the folder of the domain files.")
        for file in sorted(domain_folder.glob(f"*/{overlays.SENTENCES}/*.yml")):
            self._lay_over(file)

    def has(self, response: str) -> bool:
        return response in self._responses

    def text(self, say: Say, language: str) -> str:
        """The words of a response in `language`, English where it has no other."""
        return _fill(self._variation(say, language).get("text", ""), say)

    def buttons(self, say: Say, language: str) -> list[tuple[str, str]]:
        """Titles and payloads: the response's own buttons, then the choices that came with it."""
        own = self._variation(say, language).get("buttons") or []
        return [(_fill(button["title"], say), _fill(button["payload"], say)) for button in own] + list(say.choices)

    def _variation(self, say: Say, language: str) -> dict[str, Any]:
        slots = {**say.args, "language": language}
        variations = self._responses.get(say.response)
        if variations is None:
            raise SentenceError(f"domain/ has no response {say.response}")
        fitting = [each for each in variations if each.get("condition") and _holds(each["condition"], slots)]
        usable = fitting or [each for each in variations if not each.get("condition")]
        if not usable:
            raise SentenceError(f"{say.response} has no variation for {language} and no default")
        return usable[0]

    def _read(self, file: Path) -> None:
        for name, variations in (_document(file).get("responses") or {}).items():
            if name in self._responses:
                raise SentenceError(f"{file} has {name} a second time. Keep one.")
            self._responses[name] = [each for each in variations or [] if "channel" not in each]

    def _lay_over(self, file: Path) -> None:
        language = file.parents[1].name
        try:
            laid = overlays.variations(self._responses, _document(file), language)
        except ValueError as fault:
            raise SentenceError(f"{file}: {fault}") from fault
        for name, variation in laid.items():
            if any(each.get("condition") == variation["condition"] for each in self._responses[name]):
                raise SentenceError(f"{file} has {name} a second time. Keep one.")
            self._responses[name].append(variation)


def _document(file: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = yaml_file.read(file) or {}
    except yaml.YAMLError as fault:
        raise SentenceError(f"{file} is not YAML: {fault}") from fault
    return found


def _holds(conditions: list[dict[str, Any]], slots: Mapping[str, Any]) -> bool:
    return all(slots.get(condition["name"]) == condition["value"] for condition in conditions)


def _fill(template: str, say: Say) -> str:
    """Put the arguments in. Doubled braces stand for single ones, as in Rasa; an argument is never read again."""
    doubled = "{{" in template

    def replacement(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0][0] if doubled else found[0]
        if say.args.get(name) is None:
            raise SentenceError(f"{say.response} needs the argument {name}")
        return str(say.args[name])

    return _BRACES.sub(replacement, template).strip()
