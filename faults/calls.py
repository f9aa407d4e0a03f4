"""Which call of the system's is which, on its way to the order system or the action server."""

from collections.abc import Callable
from threading import Lock
from urllib.parse import unquote

from faults.proxy import Asked, json_of


class Calls:
    """Knows the calls about one order. A receipt is asked for by a key: which order's that is, is noted as the remedy
    passes. `confirmed` is set once the customer has said yes: an order that is read then is read by the worker."""

    def __init__(self, order: str) -> None:
        self.order = order
        self.confirmed = False
        self._keys: set[str] = set()
        self._lock = Lock()

    def is_call(self, call: str) -> Callable[[Asked], bool]:
        """Whether a request is that one of `matrix.CALLS`."""

        def fits(asked: Asked) -> bool:
            return call in self._names(asked)

        return fits

    def _names(self, asked: Asked) -> set[str]:
        path = unquote(asked.path.partition("?")[0])
        if path == f"/v1/orders/{self.order}":
            return {"recheck" if self.confirmed else "lookup"}
        if path == f"/v1/orders/{self.order}/remedies":
            with self._lock:
                self._keys.add(asked.headers.get("idempotency-key", ""))
            kind = str(json_of(asked).get("kind"))
            return {"remedy", "refund" if kind == "credit" else kind}
        with self._lock:
            is_ours = path.removeprefix("/v1/remedies/") in self._keys
        return {"receipt"} if is_ours else set()


def of_conversation(conversation: Callable[[], str]) -> Callable[[Asked], bool]:
    """Whether a request to the action server is about that conversation."""

    def fits(asked: Asked) -> bool:
        found = conversation()
        return bool(found) and asked.method == "POST" and found.encode() in asked.body

    return fits
