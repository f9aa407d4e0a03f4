"""Whether this process does its work: the database answers, and turns are being looked after."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import text

from amends.errors import DatabaseUnavailable
from web.auth import deps_of

router = APIRouter()
STALLED_AFTER = timedelta(seconds=20)


@router.get("/health", include_in_schema=False)
def health(request: Request) -> JSONResponse:
    """200 when all is well, 503 with what is not. The bot's own health is not asked: messages are kept without it."""
    deps = deps_of(request)
    try:
        with deps.database.read() as session:
            session.execute(text("SELECT 1"))
        database = True
    except DatabaseUnavailable:
        database = False
    dispatcher = deps.clock() - request.app.state.dispatcher.turned_at < STALLED_AFTER
    well = database and dispatcher
    return JSONResponse(
        {"status": "ok" if well else "failing", "database": database, "dispatcher": dispatcher}, 200 if well else 503
    )
