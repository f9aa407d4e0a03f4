"""What a stand-in does wrong when it is told to, as networks and providers do."""

from collections import deque
from collections.abc import Callable

from fastapi import Request, Response

Answer = Callable[[], Response]


class Faults:
    """Modes for the next calls that write: `lost_before` and `lost_after` answer with a proxy's page, before or after
    the call was carried out, `garbled` with half an answer and `limited` with a 429. Nothing waits for a clock."""

    def __init__(self) -> None:
        self.next: deque[str] = deque()
        self.sent = 0

    def around(self, carry_out: Answer) -> Response:
        """The answer to one call that writes."""
        self.sent += 1
        mode = self.next.popleft() if self.next else ""
        if mode == "limited":
            return Response('{"error": {"message": "too many"}}', 429, media_type="application/json")
        if mode == "forbidden":
            return Response('{"error": {"message": "no"}}', 401, media_type="application/json")
        if mode == "lost_before":
            return Response("<h1>Bad gateway</h1>", 502, media_type="text/html")
        answer = carry_out()
        if mode == "lost_after":
            return Response("<h1>Bad gateway</h1>", 502, media_type="text/html")
        if mode == "garbled":
            return Response("{", 200, media_type="application/json")
        return answer


def bearer(request: Request, key: str) -> bool:
    return request.headers.get("authorization") == f"Bearer {key}"
