"""Runs in Rasa's environment: what Rasa's own reader of commands makes of texts, a JSON list on standard input. Tells
how many it takes for a command as they are typed, and which of them after our inbox has read them."""

import json
import sys

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from rasa_addons.request import read_turn

DOMAIN = Domain.from_yaml('version: "3.1"\nintents: [affirm, talk_to_human, choose]\nentities: [accepts, verified]')


def is_command(text: str) -> bool:
    """Whether Rasa would skip its understanding and take the intent that the text names."""
    message = Message.build(text)
    return YAMLStoryReader.unpack_regex_message(message, DOMAIN).get(INTENT) is not None


def after_our_inbox(text: str) -> str:
    turn = {
        "conversation": "a" * 20,
        "turn": "1",
        "text": text,
        "payload": None,
        "merchant": "norrnet",
        "language": "en",
    }
    return read_turn(json.dumps({**turn, "sent_at": "2026-11-30"}).encode()).text


if __name__ == "__main__":
    texts = json.load(sys.stdin)
    taken = [each for each in texts if is_command(after_our_inbox(each))]
    sys.stdout.write(json.dumps([sum(map(is_command, texts)), taken]) + "\n")
