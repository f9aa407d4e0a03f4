"""What a trace is told by from process to process: the `traceparent` of W3C's Trace Context, version 00.

Standard library only: both environments import this file.
"""

import re
from typing import Any, Optional

_SHAPE = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def checked(value: Any) -> Optional[str]:
    """The value where it is one; else None: a trace that is not told is no reason to refuse a message."""
    return value if isinstance(value, str) and _SHAPE.fullmatch(value) else None


def trace_of(traceparent: Optional[str]) -> Optional[str]:
    """The trace's own id, by which lines of logs are found."""
    found = _SHAPE.fullmatch(traceparent or "")
    return None if found is None else found[1]
