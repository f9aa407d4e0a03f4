"""Where in the desk somebody is or wants to go, as an address that leads nowhere else."""

from urllib.parse import unquote, urlsplit

from starlette.requests import Request

HOME = "/desk"


def own(wanted: str) -> str:
    """`wanted` where it is a page of the desk, written plainly; the desk's first page otherwise."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    path = unquote(parts.path)
    plain = wanted.isprintable() and path.isprintable() and "\\" not in unquote(wanted)
    inside = path == HOME or (path.startswith(f"{HOME}/") and not {"", ".", ".."} & set(path.split("/")[1:]))
    is_door = path.startswith(f"{HOME}/sign-")
    return wanted if not parts.scheme and not parts.netloc and plain and inside and not is_door else HOME


def page_of(request: Request) -> str:
    """The page that a request comes from: a part of it, a form on it, or itself."""
    if "hx-request" in request.headers:
        return _path(request.headers.get("hx-current-url", ""))
    if request.method == "POST":
        return _path(request.headers.get("referer", ""))
    return own(_with_query(request.url.path, request.url.query))


def _path(address: str) -> str:
    """Without the site: the browser names it, and only this one is ever meant."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return HOME
    return own(_with_query(parts.path, parts.query))


def _with_query(path: str, query: str) -> str:
    return path + (f"?{query}" if query else "")
