"""What the page asks for beside words, presses and pictures: voice messages, blocking, changes, deletions, files."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Body, FastAPI, HTTPException
from fastapi import Path as Part
from fastapi.responses import Response

from demo.phones.phone import NoSuchGesture
from demo.phones.reached import Own, Played, phone_of, ready
from demo.phones.switchboard import Switchboard

SHOWN = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"%PDF-": "application/pdf"}
"""What a browser shows by itself, by how it begins."""

Place = Annotated[int, Part(ge=0)]
"""Of a line of the phone, from 0 on."""


def add_gestures(app: FastAPI, board: Switchboard, most: int) -> None:
    """Give `app` these routes. `most`: characters of a message."""

    @app.post("/phones/{kind}/{own}/voice", status_code=204)
    def voice(kind: str, own: Own, _played: Played) -> None:
        _done(ready(board, kind, own).voice)

    @app.post("/phones/{kind}/{own}/block", status_code=204)
    def block(kind: str, own: Own, _played: Played) -> None:
        _done(ready(board, kind, own).block)

    @app.post("/phones/{kind}/{own}/lines/{number}/edit", status_code=204)
    def edit(kind: str, own: Own, number: Place, _played: Played, text: Annotated[str, Body(embed=True)]) -> None:
        phone = ready(board, kind, own)
        if len(text) > most:
            raise HTTPException(422, f"a message has at most {most} characters here")
        if text.strip():
            _done(lambda: phone.edit(number, text.strip()))

    @app.post("/phones/{kind}/{own}/lines/{number}/delete", status_code=204)
    def delete(kind: str, own: Own, number: Place, _played: Played) -> None:
        phone = ready(board, kind, own)
        _done(lambda: phone.delete(number))

    @app.get("/phones/{kind}/{own}/lines/{number}/file")
    def file(kind: str, own: Own, number: Place) -> Response:
        """What the desk sent, as a picture where it is one."""
        try:
            raw = phone_of(board, kind, own).file(number)
        except KeyError as fault:
            raise HTTPException(404, "no such file on this phone") from fault
        found = (media_type for start, media_type in SHOWN.items() if raw.startswith(start))
        sniffed = {"X-Content-Type-Options": "nosniff"}
        return Response(raw, media_type=next(found, "application/octet-stream"), headers=sniffed)


def _done(gesture: Callable[[], None]) -> None:
    try:
        gesture()
    except NoSuchGesture as fault:
        raise HTTPException(404, "this channel cannot do that") from fault
