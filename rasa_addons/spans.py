"""Spans of OpenTelemetry, sent to a collector where one is named, and what tells the next process of the trace.

Both environments import this file, so it needs the standard library alone, until a collector is named. A span has ids
of ours and never what anybody wrote, nor the text of an error. Without a collector nothing is made, and what a process
was told is handed on.
"""

import contextlib
from contextvars import ContextVar
from typing import Any, Iterator, Optional, Union

from rasa_addons.log_lines import about
from rasa_addons.trace_context import checked, trace_of

_HEADER = "traceparent"
_told: "ContextVar[Optional[str]]" = ContextVar("traceparent", default=None)
_provider: Any = None
_tracer: Any = None


class NotInstalled(Exception):
    """A collector is named, and OpenTelemetry is not there."""


def configure(process: str, endpoint: Optional[str]) -> None:
    """Send this process's spans to `endpoint`, a collector that takes OTLP over HTTP; at its end those that are left.
    NotInstalled where that cannot be done."""
    global _provider, _tracer  # noqa: PLW0603 - one for each process
    if _provider is not None:
        _provider.shutdown()
    _provider = None if endpoint is None else _opened(process, endpoint)
    _tracer = None if _provider is None else _provider.get_tracer("amends")


def _opened(process: str, endpoint: str) -> Any:
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError as fault:
        raise NotInstalled("AMENDS_TRACING_ENDPOINT is set, and OpenTelemetry is not installed.") from fault
    provider = TracerProvider(resource=Resource.create({"service.name": f"amends-{process}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")))
    return provider


def current() -> Optional[str]:
    """What whoever goes on with this work is told; None outside of any trace."""
    return _told.get()


@contextlib.contextmanager
def span(name: str, parent: Optional[str] = None, **ids: Union[str, int, None]) -> Iterator[None]:
    """The work that is done meanwhile, as a part of what `parent` tells, or of what is at hand. `ids`: of the
    conversation, the turn, the job."""
    parent = checked(parent) or _told.get()
    if _tracer is None:
        with _telling(parent):
            yield
        return
    known = {f"amends.{key}": value for key, value in ids.items() if value is not None}
    with _tracer.start_as_current_span(
        name, context=_within(parent), attributes=known, record_exception=False, set_status_on_exception=False
    ) as made:
        try:
            with _telling(_told_by(made)):
                yield
        except BaseException as fault:  # a turn of Rasa's that fails is no Exception
            _failed(made, fault)
            raise


@contextlib.contextmanager
def _telling(traceparent: Optional[str]) -> Iterator[None]:
    before = _told.set(traceparent)
    try:
        with about(trace=trace_of(traceparent)):
            yield
    finally:
        _told.reset(before)


def _within(parent: Optional[str]) -> Any:
    from opentelemetry.context import Context  # noqa: PLC0415 - installed only where traces are wanted
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    told = {} if parent is None else {_HEADER: parent}
    return TraceContextTextMapPropagator().extract(told, context=Context())


def _told_by(made: Any) -> Optional[str]:
    ids = made.get_span_context()
    return checked(f"00-{ids.trace_id:032x}-{ids.span_id:016x}-{int(ids.trace_flags):02x}")


def _failed(made: Any, fault: BaseException) -> None:
    """The kind of the error alone: its text may hold what somebody wrote."""
    from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415

    made.set_status(Status(StatusCode.ERROR, type(fault).__name__))
