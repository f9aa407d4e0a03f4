"""Summing up a series of measured times."""

from collections.abc import Sequence
from math import ceil


def percentile(values: Sequence[float], percent: int) -> float:
    """By nearest rank: a value that was measured, no mixture of two."""
    return sorted(values)[max(0, ceil(len(values) * percent / 100) - 1)]


def milliseconds(seconds: Sequence[float]) -> str:
    """p50, p95 and the longest, in milliseconds."""
    p50, p95 = percentile(seconds, 50) * 1000, percentile(seconds, 95) * 1000
    return f"p50 {p50:7.1f}   p95 {p95:7.1f}   max {max(seconds) * 1000:7.1f}   n {len(seconds)}"
