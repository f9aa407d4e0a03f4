"""One HTTP exchange that ends in time, and that knows whether anything was sent.

requests limits each read, so a server that drips one byte a second could hold a call for hours: here a timer
shuts the socket when the call's time is over. Each exchange has a connection of its own: a kept-alive one that
the server has just closed would leave it open whether a payment was taken. Looking a host name up is the system
resolver's affair and is not cut short.
"""

import http.client
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from amends.errors import BackendInvalid, BackendUnavailable, BackendUncertain

MAX_BODY = 1024 * 1024
"""Bytes of an answer, decoded. An order has a few thousand."""


@dataclass(frozen=True)
class Answer:
    """What came back, whole: `media_type` in lower case without parameters, `retry_after` in seconds."""

    status: int
    media_type: str
    body: bytes
    retry_after: float = 0.0


def exchange(
    method: str,
    url: str,
    *,
    headers: dict[str, str],
    seconds: float,
    body: bytes | None = None,
    limit: int = MAX_BODY,
    may_reach: Callable[[str], bool] = lambda _address: True,
) -> Answer:
    """Send one request and read its answer within `seconds`, never following a redirect. `may_reach`: whether anything
    is sent to the network address that the host's name led to.

    BackendUnavailable: nothing was sent. BackendUncertain: something was, and no whole answer came back.
    BackendInvalid: the answer is longer than `limit` bytes.
    """
    watch = _here.watch = _Watch(may_reach)
    timer = threading.Timer(seconds, watch.cut)
    timer.daemon = True
    timer.start()
    try:
        with _session() as session:
            response = session.request(
                method, url, data=body, headers=headers, timeout=seconds, stream=True, allow_redirects=False
            )
            whole = _body(response, limit)
        if watch.expired:  # the shut socket looks like the end of a body without a length
            raise TimeoutError(f"no whole answer within {seconds:g} s")
        return Answer(response.status_code, _media_type(response), whole, _retry_after(response))
    except (OSError, HTTPError, http.client.HTTPException) as fault:
        lost = BackendUncertain if watch.sent else BackendUnavailable
        raise lost(f"{method} {url}: {'out of time' if watch.expired else _cause(fault)}") from fault
    finally:
        timer.cancel()
        watch.release()


class _Watch:
    """Follows one exchange: whether a byte was handed to the network, and a hold on its socket to shut it."""

    def __init__(self, may_reach: Callable[[str], bool]) -> None:
        self.may_reach = may_reach
        self.sent = False
        self.expired = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    def hold(self, connected: socket.socket) -> None:
        # A duplicate stays valid when TLS wraps the socket and takes the original's descriptor over.
        with self._lock:
            self._socket = connected.dup()
        if self.expired:
            self.cut()

    def begin_sending(self) -> None:
        """Nothing goes out once the time is over: TLS takes a socket that was shut before its handshake for one that
        needs none, and what is then written would look sent."""
        with self._lock:
            if self.expired and not self.sent:
                raise TimeoutError("out of time before anything was sent")
            self.sent = True

    def cut(self) -> None:
        with self._lock:
            self.expired = True
            if self._socket is not None:
                try:
                    self._socket.shutdown(socket.SHUT_RDWR)
                except OSError:
                    return  # the other side was first

    def release(self) -> None:
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None


class _Here(threading.local):
    watch: _Watch


_here = _Here()


class _Watched(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        connected = super()._new_conn()
        if not _here.watch.may_reach(str(connected.getpeername()[0])):
            connected.close()
            raise OSError("this address is not to be reached")
        _here.watch.hold(connected)
        return connected

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        _here.watch.begin_sending()
        super().send(data)


class _WatchedTLS(_Watched, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Watched


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedTLS


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TLSPool}


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # a .netrc of the machine would replace the merchant's token
    session.mount("http://", _Adapter())
    session.mount("https://", _Adapter())
    return session


def _body(response: requests.Response, limit: int) -> bytes:
    whole = bytearray()
    for chunk in response.iter_content(64 * 1024):
        whole += chunk
        if len(whole) > limit:
            raise BackendInvalid(f"the answer is longer than {limit} bytes")
    return bytes(whole)


def _media_type(response: requests.Response) -> str:
    return response.headers.get("Content-Type", "").split(";")[0].strip().lower()


def _retry_after(response: requests.Response) -> float:
    """Whole seconds; the header's other form, a date, counts as not said."""
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isascii() and said.isdigit() else 0.0


def _cause(fault: BaseException) -> str:
    return type(fault).__name__
