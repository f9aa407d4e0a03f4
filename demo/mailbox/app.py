"""The mailbox's page: what customers got, newest first."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from demo.mailbox.store import MailStore

PAGES = Path(__file__).parent / "pages"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(store: MailStore) -> FastAPI:
    """The page and, for tests, the same as JSON."""
    app = FastAPI(title="Demo mailbox", docs_url=None, redoc_url=None, openapi_url=None)
    templates = Environment(loader=FileSystemLoader(PAGES), autoescape=select_autoescape())

    @app.get("/")
    def index() -> HTMLResponse:
        return HTMLResponse(templates.get_template("list.html").render(messages=store.all()), headers=HEADERS)

    @app.get("/messages")
    def messages(to: str | None = None) -> list[dict[str, Any]]:
        """Newest first; with `to`, only those for this address."""
        return [asdict(message) for message in store.all() if to is None or to in message.recipients]

    @app.get("/messages/{name}")
    def show(name: str) -> HTMLResponse:
        message = store.get(name)
        if message is None:
            raise HTTPException(404, "no such message")
        return HTMLResponse(templates.get_template("message.html").render(message=message), headers=HEADERS)

    @app.get("/mailbox.css")
    def style() -> FileResponse:
        return FileResponse(PAGES / "mailbox.css", media_type="text/css")

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    return app
