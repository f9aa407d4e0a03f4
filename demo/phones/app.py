"""The page with the phone, and what it asks: what arrived, and what the visitor does."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import Body, FastAPI, HTTPException, Query, Request
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.concurrency import run_in_threadpool

from demo.phones.carriers import CARRIERS
from demo.phones.gesture_routes import add_gestures
from demo.phones.gestures import GESTURES
from demo.phones.reached import Own, Played, phone_of, ready
from demo.phones.stories import NoOrder, Stories
from demo.phones.switchboard import Switchboard

PAGES = Path(__file__).parent / "pages"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
MOST_CHARACTERS, MOST_BYTES, MOST_SUBJECT = 4000, 6_000_000, 200
LANGUAGES = {"en": "English", "nl": "Nederlands", "nb": "Norsk", "sv": "Svenska", "de": "Deutsch"}
ASSETS = {"phones.css": "text/css", "phones.js": "text/javascript"}


@dataclass(frozen=True)
class Around:
    """What the page leads to: `merchant` is the name of whom the visitor writes to, the others are addresses."""

    merchant: str
    home: str
    mailbox: str


def create_app(board: Switchboard, stories: Stories, around: Around) -> FastAPI:
    """The page, and what it asks."""
    app = FastAPI(title="Demo phones", docs_url=None, redoc_url=None, openapi_url=None)
    templates = Environment(loader=FileSystemLoader(PAGES), autoescape=select_autoescape())

    @app.get("/")
    def index() -> HTMLResponse:
        told = {each: LANGUAGES[each] for each in stories.languages}
        page = templates.get_template("phones.html").render(
            **asdict(around), carriers=CARRIERS, gestures=GESTURES, stories=told
        )
        return HTMLResponse(page, headers=HEADERS)

    @app.get("/phones/{kind}/{own}")
    def shown(kind: str, own: Own) -> dict[str, Any]:
        """Whether the channel is connected, and all lines of the phone."""
        return {
            "ready": kind in board.connected,
            "lines": [asdict(line) for line in phone_of(board, kind, own).shown()],
        }

    @app.post("/phones/{kind}/{own}/say", status_code=204)
    def say(
        kind: str,
        own: Own,
        _played: Played,
        text: Annotated[str, Body(max_length=MOST_CHARACTERS)],
        subject: Annotated[str, Body(max_length=MOST_SUBJECT)] = "",
    ) -> None:
        if text.strip():
            ready(board, kind, own).say(text.strip(), **_mail(kind, subject))

    @app.post("/phones/{kind}/{own}/press", status_code=204)
    def press(kind: str, own: Own, _played: Played, token: Annotated[str, Body(embed=True)]) -> None:
        try:
            ready(board, kind, own).press(token)
        except KeyError as fault:
            raise HTTPException(404, "no such choice on this phone") from fault

    @app.post("/phones/{kind}/{own}/photo", status_code=204)
    async def photo(
        request: Request,
        kind: str,
        own: Own,
        _played: Played,
        caption: Annotated[str, Query(max_length=500)] = "",
        subject: Annotated[str, Query(max_length=MOST_SUBJECT)] = "",
    ) -> None:
        raw = bytearray()
        async for part in request.stream():
            raw += part
            if len(raw) > MOST_BYTES:
                raise HTTPException(413, "a picture has at most 6 MB here")
        if not raw:
            raise HTTPException(422, "there is no picture in it")
        phone = ready(board, kind, own)
        await run_in_threadpool(phone.photo, bytes(raw), caption.strip(), **_mail(kind, subject))

    @app.post("/stories/{language}", status_code=201)
    def begin(language: str, _played: Played) -> dict[str, str]:
        """The first message of a customer, with an order made for them."""
        try:
            return stories.begin(language)
        except NoOrder as fault:
            raise HTTPException(502, str(fault)) from fault
        except KeyError as fault:
            raise HTTPException(404, "no such story") from fault

    add_gestures(app, board, MOST_CHARACTERS)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/{name}")
    def asset(name: str) -> FileResponse:
        if name not in ASSETS:
            raise HTTPException(404, "no such page")
        return FileResponse(PAGES / name, media_type=ASSETS[name], headers=HEADERS)

    return app


def _mail(kind: str, subject: str) -> dict[str, str]:
    """What a mail has beside its text; nothing on other channels, and where it answers an earlier one."""
    line = " ".join(subject.split())
    return {"subject": line} if line and CARRIERS[kind].is_mail else {}
