"""Run by Rasa's Python: what Rasa's own generator makes of the domain's responses.

Reads [[response, language, arguments], ...] as JSON and writes [[text, [[title, payload], ...]], ...].
"""

import json
import sys
from pathlib import Path

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator

from rasa_addons.importer import whole_domain


def main(domain_file: Path, asked: Path, said: Path) -> None:
    domain = whole_domain(domain_file)
    generator = TemplatedNaturalLanguageGenerator(domain.responses)
    unset = {slot.name: None for slot in domain.slots}
    answers = []
    for response, language, arguments in json.loads(asked.read_text("utf-8")):
        message = generator.generate_from_slots(response, {**unset, "language": language}, "amends", **arguments)
        buttons = [(button["title"], button["payload"]) for button in message.get("buttons") or []]
        answers.append((message["text"], buttons))
    said.write_text(json.dumps(answers), "utf-8")


main(*(Path(argument) for argument in sys.argv[1:]))
