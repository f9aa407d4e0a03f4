"""Whether this process does its work: the database answers, and each of its loops turns."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from amends.errors import DatabaseUnavailable
from rasa_addons.loops import report
from web import logs
from web.auth import deps_of

router = APIRouter()


@router.get("/live", include_in_schema=False)
def live(request: Request) -> JSONResponse:
    """503 where only a new process helps. A database that does not answer is no reason to begin anew."""
    alive = all(loop.is_alive for loop in request.app.state.loops)
    return JSONResponse({"status": "ok" if alive else "failing"}, 200 if alive else 503)


@router.get("/health", include_in_schema=False)
def health(request: Request) -> JSONResponse:
    """200 when all is well, 503 with what is not. The bot's own health is not asked: messages are kept without it.
    Lines that the log could not take are told here, and make nobody unwell."""
    deps, loops = deps_of(request), request.app.state.loops
    try:
        deps.database.check()
        database = True
    except DatabaseUnavailable:
        database = False
    well = database and all(loop.is_well for loop in loops)
    told = {"database": database, "loops": report(loops), "log_lines_lost": logs.lost(), **request.app.state.seen}
    return JSONResponse({"status": "ok" if well else "failing", **told}, 200 if well else 503)
