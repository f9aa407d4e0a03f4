"""The desk's own files. Their addresses change with them, so browsers keep them for good."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as HttpRoute
from starlette.staticfiles import StaticFiles

from web.desk.rendering import STATIC, page

FILES = StaticFiles(directory=STATIC)


def routes() -> list[HttpRoute]:
    return [HttpRoute("/desk/static/{name}", show, methods=["GET"])]


async def show(request: Request) -> Response:
    """One file, for everybody: there is nothing in it."""
    try:
        response = await FILES.get_response(request.path_params["name"], request.scope)
    except HTTPException:
        return page("fault.html", {"title": "Not found", "text": "There is no such file."}, 404)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
