"""The least of a web process: gives a channel what comes over HTTP, and answers what it says."""

from contextlib import contextmanager

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from amends import clock
from amends.channels.errors import NotGenuine
from amends.channels.received import Call
from amends.errors import InvalidDocument
from tests.serving import serving


class Door:
    """`received` is what came in, in order; `url` is where it stands."""

    def __init__(self, channel):
        self.channel, self.received, self.url = channel, [], ""

    async def answer(self, request):
        headers = {name.lower(): text for name, text in request.headers.items()}
        call = Call(request.method, str(request.url), headers, await request.body(), clock.now())
        try:
            arrived = self.channel.take(call)
        except NotGenuine:
            return Response(status_code=401)
        except InvalidDocument:
            return Response(status_code=422)
        self.received += arrived.received
        return Response(arrived.answer.body, arrived.answer.status, media_type=arrived.answer.media_type)


@contextmanager
def standing(channel):
    door = Door(channel)
    app = Starlette(routes=[Route("/hook", door.answer, methods=["GET", "POST"])])
    with serving(app) as url:
        door.url = f"{url}/hook"
        yield door
