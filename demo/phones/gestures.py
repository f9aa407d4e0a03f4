"""What a phone can do on each channel beside writing, pressing and sending a picture."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from demo.providers.stand_in import Hook

_RECORDING = b"OggS"


@dataclass(frozen=True)
class Gestures:
    """`named` is the provider's name of the message that a delivery brought. The others are None where the channel has
    no such, or tells nobody of it."""

    named: Callable[[Hook], Any] | None = None
    edit: Callable[[Any, Any, Any, str], Hook] | None = None
    delete: Callable[[Any, Any, Any], Hook] | None = None
    voice: Callable[[Any, Any], Hook] | None = None
    block: Callable[[Any, Any], Any] | None = None


def _edit(stand_in: Any, address: Any, message: Any, text: str) -> Hook:
    changed: Hook = stand_in.edit(address, message, text)
    return changed


def _delete(stand_in: Any, address: Any, message: Any) -> Hook:
    gone: Hook = stand_in.delete(address, message)
    return gone


def _telegram_edit(stand_in: Any, chat: int, message: int, text: str) -> Hook:
    changed: Hook = stand_in.edit(chat, message, text=text)
    return changed


def _block(stand_in: Any, address: Any) -> None:
    stand_in.block(address)


def _telegram_voice(stand_in: Any, chat: int) -> Hook:
    sent: Hook = stand_in.play(chat, voice={"file_id": "voice", "file_unique_id": "voice", "duration": 3})
    return sent


def _whatsapp_name(hook: Hook) -> str:
    return str(hook.document["entry"][0]["changes"][0]["value"]["messages"][0]["id"])


def _whatsapp_voice(stand_in: Any, number: str) -> Hook:
    recording = {"id": "1", "mime_type": "audio/ogg; codecs=opus", "sha256": "none", "voice": True}
    sent: Hook = stand_in.play(number, "audio", recording)
    return sent


def _messenger_name(hook: Hook) -> str:
    return str(hook.document["entry"][0]["messaging"][0]["message"]["mid"])


def _messenger_voice(stand_in: Any, person: str) -> Hook:
    recording = {"type": "audio", "payload": {"url": f"{stand_in.url}/files/voice"}}
    sent: Hook = stand_in.play(person, attachments=[recording])
    return sent


def _slack_voice(stand_in: Any, chat: str) -> Hook:
    clip = stand_in.file(_RECORDING, "audio_message.m4a", "audio/mp4") | {"subtype": "slack_audio"}
    sent: Hook = stand_in.play(chat, subtype="file_share", files=[clip])
    return sent


def _matrix_voice(stand_in: Any, person: str) -> Hook:
    url = stand_in.upload(_RECORDING, "audio/ogg")
    sent: Hook = stand_in.play(person, "m.audio", "voice.ogg", url=url)
    return sent


def _sms_voice(stand_in: Any, number: str) -> Hook:
    sent: Hook = stand_in.media(number, (_RECORDING, "audio/ogg"))
    return sent


GESTURES = {
    "telegram": Gestures(
        lambda hook: hook.document["message"]["message_id"], _telegram_edit, None, _telegram_voice, _block
    ),
    "whatsapp": Gestures(_whatsapp_name, _edit, _delete, _whatsapp_voice),
    "messenger": Gestures(_messenger_name, _edit, None, _messenger_voice),
    "email": Gestures(),
    "slack": Gestures(lambda hook: hook.document["event"]["ts"], _edit, _delete, _slack_voice),
    "matrix": Gestures(lambda hook: hook.document["event_id"], _edit, _delete, _matrix_voice),
    "twilio_sms": Gestures(voice=_sms_voice, block=_block),
}
"""By the kind of channel."""
