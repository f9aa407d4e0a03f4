"""The Rasa server: our Sanic application around Rasa's agent, with one channel and a health check."""

import logging
from pathlib import Path
from typing import Any, Optional, Sequence, Tuple

from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from rasa_addons import action_server, fastpath, heap, turn
from rasa_addons.forgetting import keep_forgetting
from rasa_addons.inbox import AmendsInput
from rasa_addons.tracker_store import AmendsTrackerStore

ENDPOINTS = "endpoints.yml"
MAX_REQUEST_BYTES = 65_536

logger = logging.getLogger(__name__)


def serve(model: Path, at: Tuple[str, int], actions_url: Optional[str], secrets: Sequence[str]) -> None:
    """Serve `model` at the address and port `at` until SIGTERM or SIGINT. `secrets`: the internal one, which signs
    our calls of the action server, then those that prove web's calls too. None: the address that endpoints.yml has."""
    fastpath.install()
    turn.install()
    # Rasa wraps every store in one that hides its failures behind an empty tracker in memory.
    Agent._create_tracker_store = staticmethod(_only_ours)
    app = application(AmendsInput(*secrets))

    @app.listener("before_server_start")
    async def load(app: Sanic, _loop: Any) -> None:
        store = AmendsTrackerStore()
        app.ctx.agent = load_agent(model, store, action_endpoint(actions_url, secrets[0]))
        app.add_task(keep_forgetting(store), name="forgetting")
        heap.settle()
        logger.info("Serving %s.", model)

    @app.listener("after_server_stop")
    async def end(_app: Sanic, _loop: Any) -> None:
        await action_server.close()

    host, port = at
    app.run(host=host, port=port, workers=1, access_log=False, motd=False)


def application(channel: AmendsInput) -> Sanic:
    """The routes: the channel's and /health. Everything else is 404."""
    app = Sanic("amends_rasa", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
    app.config.REQUEST_TIMEOUT = 10
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.blueprint(channel.blueprint(_unused), url_prefix=f"/webhooks/{channel.name()}")

    @app.get("/health")
    async def health(request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            return response.json({"status": "no model"}, status=503)
        return response.json({"status": "ok"})

    return app


def load_agent(model: Path, store: AmendsTrackerStore, actions: EndpointConfig) -> Agent:
    """The agent with its model. Raises what Rasa raises where the model cannot be loaded; checks what Rasa replaces."""
    agent = Agent.load(str(model), tracker_store=store, lock_store=InMemoryLockStore(), action_endpoint=actions)
    if agent.tracker_store is not store or type(agent.lock_store) is not InMemoryLockStore:
        raise RuntimeError("Rasa put another tracker store or lock store in place of ours.")
    agent.processor.on_circuit_break = turn.circuit_broken
    return agent


def action_endpoint(url: Optional[str], secret: str) -> EndpointConfig:
    """Where the actions are; from endpoints.yml unless `url` (their base) says otherwise. `secret` signs calls."""
    if url is not None:
        endpoint = EndpointConfig(url.rstrip("/") + "/webhook")
    else:
        endpoint = AvailableEndpoints.read_endpoints(ENDPOINTS).action
    endpoint.kwargs[action_server.SECRET] = secret
    return endpoint


def _only_ours(store: Optional[AmendsTrackerStore], domain: Any) -> AmendsTrackerStore:
    if type(store) is not AmendsTrackerStore:
        raise RuntimeError(f"The tracker store must be ours, not {type(store).__name__}.")
    store.domain = domain
    return store


async def _unused(_message: Any) -> None:
    raise NotImplementedError("the channel asks the agent itself")
