"""The conversation in a terminal: typed by a person, or piped in line by line."""

import threading
import time
from collections.abc import Iterable

from amends.errors import ChatUnavailable
from amends.terminal.client import ChatClient
from amends.terminal.screen import Screen

QUIT = "/quit"
POLL_S = 25
PAUSE_S = 1.0


def converse(client: ChatClient, screen: Screen, lines: Iterable[str]) -> None:
    """Send each line as it is typed, while replies are shown as they come. Ends at /quit or the end of the lines."""
    listener = threading.Thread(target=_listen, args=(client, screen), daemon=True)
    listener.start()
    for line in _until_quit(lines):
        client.send(screen.content(line))


def recite(client: ChatClient, screen: Screen, lines: Iterable[str], patience_s: float) -> None:
    """Send each line after the reply to the one before. ChatUnavailable when a reply takes longer than `patience_s`."""
    _show_all(client, screen, patience_s)
    for line in _until_quit(lines):
        client.send(screen.content(line))
        _show_all(client, screen, patience_s)


def _show_all(client: ChatClient, screen: Screen, patience_s: float) -> None:
    deadline = time.monotonic() + patience_s
    wait_s = 0
    while True:
        page = client.events(screen.seen, wait_s)
        for event in page.events:
            screen.show(event)
        if not page.waiting and not page.more:
            return
        if time.monotonic() > deadline:
            raise ChatUnavailable(f"No answer within {patience_s:g} s. The message is kept; --resume shows its answer.")
        wait_s = 1


def _listen(client: ChatClient, screen: Screen) -> None:
    told = False
    while True:
        try:
            for event in client.events(screen.seen, POLL_S).events:
                screen.show(event)
            told = False
        except ChatUnavailable as fault:
            if not told:
                screen.note(str(fault))
            told = True
            time.sleep(PAUSE_S)


def _until_quit(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        text = line.strip()
        if text == QUIT:
            return
        if text:
            yield text
