"""The window on a merchant's own website, which is another origin than the chat server."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from amends.db.session import Database
from tests.postgres import sqlite_url
from tests.web.server import Web
from tests.web.stand_in import running
from tests.widget.browser import Visitor

PAGE = """<!doctype html><html lang="en"><title>A shop</title><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'self'; script-src {api}; connect-src {api}; img-src {api}">
<body><script src="{api}/widget/widget.js" data-merchant="norrnet" async></script></body></html>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def website(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=tmp_path))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(sqlite_url(tmp_path))
    yield database
    database.close()


@pytest.mark.parametrize("allowed", [True, False])
def test_it_works_where_the_merchant_allowed_it(
    website: ThreadingHTTPServer, database: Database, browser: Browser, tmp_path: Path, allowed: bool
) -> None:
    origin = f"http://127.0.0.1:{website.server_port}"
    with running() as rasa:
        web = Web(database, rasa, origins={"norrnet": (origin,)} if allowed else {}).start()
        (tmp_path / "page.html").write_text(PAGE.format(api=web.url))
        context = browser.new_context()
        try:
            visitor = Visitor(context.new_page(), f"{origin}/page.html")
            visitor.visit().launcher.click()
            if allowed:
                visitor.reads("utter_welcome")
                visitor.say("Where is my money?")
                visitor.reads("You said: Where is my money?")
                assert not [one for one in visitor.problems if not one.startswith(f"request: {web.url}")]
            else:
                expect(visitor.dialog.locator(".banner")).to_contain_text("cannot be reached")
        finally:
            context.close()
            web.stop()
