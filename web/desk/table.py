"""Every page of the desk, the permission that it takes, and what serves it. What does not stand here does not exist."""

from web.desk import queue
from web.desk.live import Live
from web.desk.routing import Route
from web.hub import Hub


def table(hub: Hub) -> tuple[Route, ...]:
    """`hub` announces news of conversations."""
    live = Live(hub)
    return (
        Route("GET", "/desk", "see", queue.show),
        Route("GET", "/desk/rows", "see", queue.show_rows, counts=False),
        Route("GET", "/desk/live", "see", live.queue, counts=False),
    )
