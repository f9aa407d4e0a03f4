"""Which phone a call of the page is for."""

from typing import Annotated

from fastapi import Header, HTTPException
from fastapi import Path as Part

from demo.phones.carriers import CARRIERS
from demo.phones.phone import Phone
from demo.phones.switchboard import Switchboard

Own = Annotated[str, Part(pattern=r"^[1-9][0-9]{7}$")]
Played = Annotated[str, Header(alias="X-Demo-Phone")]
"""Only a page of this very address can send it: another site's page, which the visitor has open, cannot play them."""


def phone_of(board: Switchboard, kind: str, own: str) -> Phone:
    if kind not in CARRIERS:
        raise HTTPException(404, "no such channel")
    return board.phone(kind, own)


def ready(board: Switchboard, kind: str, own: str) -> Phone:
    """The same where it is connected already."""
    phone = phone_of(board, kind, own)
    if kind not in board.connected:
        raise HTTPException(503, "the channel is not connected yet")
    return phone
