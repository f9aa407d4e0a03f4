"""The desk's own files. Their addresses change with them, so browsers keep them for good."""

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route as HttpRoute

from web.desk.rendering import STATIC, page

TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
FILES = {file.name: file for file in STATIC.iterdir() if file.suffix in TYPES}


def routes() -> list[HttpRoute]:
    return [HttpRoute("/desk/static/{name}", show, methods=["GET"])]


async def show(request: Request) -> Response:
    """One file, for everybody: there is nothing in it."""
    file = FILES.get(request.path_params["name"])
    if file is None:
        return page("fault.html", {"title": "Not found", "text": "There is no such file."}, 404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(file, media_type=TYPES[file.suffix], headers=headers)
