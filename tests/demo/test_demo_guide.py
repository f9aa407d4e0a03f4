"""docs/demo-orders.md is what its generator writes."""

from pathlib import Path

from demo.orders.guide import guide

PAGE = Path(__file__).parents[2] / "docs" / "demo-orders.md"


def test_the_guide_is_fresh() -> None:
    """Stale? `python -m demo.orders.guide > docs/demo-orders.md`"""
    assert PAGE.read_text("utf-8") == guide()
