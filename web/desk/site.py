"""All of the desk, ready to be served: the door, the files of its pages, and what the table grants."""

from dataclasses import replace

from starlette.routing import Route as HttpRoute

from web.desk import assets, not_found, passkeys, passwords, routing, sign_in, single_sign_on, table
from web.desk.deps import DeskDeps
from web.event_hub import Hub


def routes(desk: DeskDeps, hub: Hub) -> list[HttpRoute]:
    """Every address of the desk. `hub` announces what is said in conversations."""
    desk = replace(desk, notify=hub.notify)
    door = [*sign_in.routes(desk), *single_sign_on.routes(desk), *passkeys.routes(desk), *passwords.routes(desk)]
    known = [*assets.routes(), *door, *routing.build(table.table(hub), desk)]
    return [*known, *not_found.routes(known)]
