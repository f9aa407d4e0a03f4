"""Credentials at rest: encrypted and authenticated (Fernet) under a key that is derived from a secret setting."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import BaseModel, SecretStr

from amends.errors import SettingError
from amends.settings import Settings
from amends.settings_secrets import CHANNEL_SECRET_FILE, made

_PURPOSE = b"amends: credentials of messaging channels"


FOREIGN = (
    "The credentials of a channel were sealed with another AMENDS_CHANNEL_SECRET. Set that one as "
    "AMENDS_FORMER_CHANNEL_SECRET, or add the channel again."
)


class Seal:
    """Seals with one secret, and opens with it or with one that held before. What was sealed for one channel does not
    open for another."""

    def __init__(self, secret: str, *former: str) -> None:
        self._fernet = MultiFernet([_fernet(each) for each in (secret, *former)])

    def close(self, channel_id: str, credentials: BaseModel) -> str:
        """The credentials as they are kept."""
        content = {"channel": channel_id, "credentials": _in_clear(credentials)}
        return self._fernet.encrypt(json.dumps(content).encode()).decode()

    def renewed(self, sealed: str) -> str:
        """The same, sealed with the secret that holds now. SettingError where none of ours sealed it."""
        try:
            return self._fernet.rotate(sealed.encode()).decode()
        except InvalidToken as fault:
            raise SettingError(FOREIGN) from fault

    def open[M: BaseModel](self, channel_id: str, sealed: str, model: type[M]) -> M:
        """SettingError where another secret, or another channel, was meant. Nothing of what is sealed is repeated."""
        try:
            content = json.loads(self._fernet.decrypt(sealed.encode()))
        except InvalidToken as fault:
            raise SettingError(FOREIGN) from fault
        if content["channel"] != channel_id:
            raise SettingError(f"The credentials of {channel_id} are another channel's. Add the channel again.")
        return model.model_validate(content["credentials"])


def seal_of(chosen: Settings) -> Seal | None:
    """The installation's; None where no secret is set, so that there can be no channels. With the demo, the secret of
    CHANNEL_SECRET_FILE, made where there is none."""
    if chosen.channel_secret is not None:
        former = chosen.former_channel_secret
        return Seal(chosen.channel_secret.get_secret_value(), *([] if former is None else [former.get_secret_value()]))
    return Seal(made(CHANNEL_SECRET_FILE)) if chosen.demo else None


def _fernet(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def _in_clear(model: BaseModel) -> dict[str, Any]:
    """As JSON values, secrets too: for what is encrypted at once."""
    return {name: _plain(value) for name, value in model}


def _plain(value: Any) -> Any:
    match value:
        case SecretStr():
            return value.get_secret_value()
        case BaseModel():
            return _in_clear(value)
        case _:
            return value
