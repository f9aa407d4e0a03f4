"""The web process: the chat API, and beside it the tasks that feed the bot and announce news."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from web import (
    assets,
    attachments,
    channels,
    confirm,
    conversations,
    documentation,
    events,
    files,
    health,
    help_centre,
    helpdesks,
    history,
    problems,
    shops,
    start_page,
    window,
    withdrawal,
)
from web.admission import Admission
from web.deps import WebDeps
from web.desk import attachments as desk_attachments
from web.desk import site
from web.desk_api import description
from web.dispatcher import Dispatcher
from web.event_hub import Hub
from web.middleware import BodyLimit, SecurityHeaders
from web.openapi import describe
from web.proxies import Proxies


def create_app(deps: WebDeps) -> FastAPI:
    """The application. Its dispatcher runs between start-up and shutdown."""
    hub = Hub(deps.database, deps.pace.poll_s)
    dispatcher = Dispatcher(deps, hub)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        running = (hub.follow(), dispatcher.run(), dispatcher.tell_delays())
        tasks = [asyncio.create_task(each) for each in running]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await deps.dialogue.close()

    app = FastAPI(
        title="Amends chat API",
        version="1",
        description="Conversations with the self-service assistant. Errors are problem details (RFC 9457).",
        openapi_url="/v1/openapi.json",
        docs_url=None,  # FastAPI's pages load their scripts from somebody else's server
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.deps = deps
    app.state.hub = hub
    app.state.admission = Admission(deps.crowd)
    app.state.dispatcher = dispatcher
    app.state.loops = (dispatcher.loop, dispatcher.delays, hub.loop)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    pages = (shops, start_page, help_centre, documentation, withdrawal, confirm)
    for module in (conversations, window, history, events, files, attachments, *pages, health, helpdesks, channels):
        # As they are: `include_router` would make each of them anew at the first request, and look twice at every one.
        app.router.routes.extend(module.router.routes)
    app.mount("/widget", assets.files())
    if deps.desk is not None:
        for router in (*description.ROUTERS, description.router):
            app.include_router(router, include_in_schema=False)  # with a description of its own
        app.router.routes.extend(site.routes(deps.desk, hub))
    problems.install(app)
    app.add_middleware(
        BodyLimit,
        limit=deps.limits.body_bytes,
        counts_itself=re.compile(f"{files.UPLOAD.pattern}|{desk_attachments.UPLOAD.pattern}"),
        larger=((channels.PATH, channels.BODY_BYTES),),
    )
    app.add_middleware(
        CORSMiddleware,
        allow_origins=sorted({origin for origins in deps.origins.values() for origin in origins}),
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        expose_headers=["Retry-After"],
    )
    app.add_middleware(SecurityHeaders)
    app.state.seen = dict[str, bool]()
    app.add_middleware(Proxies, seen=app.state.seen, trusted=deps.trusted_proxy)
    return app
