"""What a browser keeps of something that it began and has to end within minutes: sealed, so that it can only be given
back, and bound to what it is for."""

import json
from typing import Any, Literal

from cryptography.fernet import Fernet, InvalidToken
from starlette.requests import Request
from starlette.responses import Response

from web.desk.deps import DeskDeps


def keep(
    response: Response,
    desk: DeskDeps,
    cookie: str,
    values: dict[str, str],
    seconds: int,
    samesite: Literal["lax", "strict"] = "strict",
) -> None:
    """In a cookie of that name. Lax is for what another site leads back from: a strict one would stay away."""
    sealed = Fernet(desk.begun_key).encrypt(json.dumps({"for": cookie, **values}).encode()).decode()
    response.set_cookie(cookie, sealed, max_age=seconds, path="/", secure=True, httponly=True, samesite=samesite)


def kept(request: Request, desk: DeskDeps, cookie: str, seconds: int) -> dict[str, str] | None:
    """What was kept there, no longer ago than so many seconds; None for nothing of ours."""
    try:
        sealed = request.cookies.get(cookie, "").encode()
        values: Any = json.loads(Fernet(desk.begun_key).decrypt(sealed, ttl=seconds))
    except (InvalidToken, ValueError):
        return None
    return values if values["for"] == cookie else None


def forget(response: Response, cookie: str, samesite: Literal["lax", "strict"] = "strict") -> None:
    response.delete_cookie(cookie, path="/", secure=True, httponly=True, samesite=samesite)
