"""How web writes its log: one JSON object per line on standard error, without what customers wrote."""

import logging
import sys

import structlog


def configure(level: str) -> None:
    """For the whole process. Tracebacks come without local variables: those hold messages and secrets."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
