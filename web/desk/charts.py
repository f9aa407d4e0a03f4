"""Pictures of figures, drawn on the server as SVG: no script, readable without colour, their numbers as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from web.desk.shown import visible

WIDTH = 460
ROW = 24
LABEL = 170
VALUE = 62
BAR = 14
COLUMN_HEIGHT = 150
MOST_CHARACTERS = 26


@dataclass(frozen=True)
class Bar:
    """`parts` are numbers with the kind of each: fine, soon, late. `value` is what stands behind the bar."""

    label: str
    parts: tuple[tuple[float, str], ...]
    value: str

    @property
    def total(self) -> float:
        return sum(number for number, _ in self.parts)


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """Lying bars, one a row, each with its label and its number."""
    longest = max((row.total for row in rows), default=0) or 1
    room = WIDTH - LABEL - VALUE
    height = ROW * len(rows) + 4
    drawn = []
    for number, row in enumerate(rows):
        y = number * ROW + 4
        drawn.append(_text(0, y + 12, _short(row.label), "label", row.label))
        x = float(LABEL)
        for amount, kind in row.parts:
            width = amount / longest * room
            if amount:
                drawn.append(
                    f'<rect class="bar-{kind}" x="{x:.1f}" y="{y}" width="{max(width, 1):.1f}" height="{BAR}"/>'
                )
            x += width
        drawn.append(_text(x + 6, y + 12, row.value, "value"))
    return _svg(title, "; ".join(f"{row.label}: {row.value}" for row in rows), WIDTH, height, drawn)


def columns(title: str, days: Sequence[tuple[str, float]], unit: str) -> Markup:
    """Standing bars over time, with the highest number at the side."""
    highest = max((value for _, value in days), default=0) or 1
    step = (WIDTH - 40) / max(len(days), 1)
    base = COLUMN_HEIGHT
    drawn = [
        f'<line class="axis" x1="36" x2="{WIDTH}" y1="{base}" y2="{base}"/>',
        _text(0, 14, f"{highest:g}", "faint"),
    ]
    for number, (label, value) in enumerate(days):
        tall = value / highest * (base - 12)
        x = 38 + number * step
        drawn.append(
            f'<rect class="bar-fine" x="{x:.1f}" y="{base - tall:.1f}" width="{max(step - 2, 1):.1f}" '
            f'height="{tall:.1f}"><title>{escape(label)}: {value:g} {escape(unit)}</title></rect>'
        )
    if days:
        drawn += [_text(38, base + 16, days[0][0], "faint"), _text(WIDTH - 60, base + 16, days[-1][0], "faint")]
    return _svg(title, "; ".join(f"{label}: {value:g}" for label, value in days), WIDTH, base + 22, drawn)


def _svg(title: str, text: str, width: int, height: int, drawn: list[str]) -> Markup:
    return Markup(  # noqa: S704 - every text in it went through `escape`
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(visible(title))}. '
        f'{escape(visible(text))}">{"".join(drawn)}</svg>'
    )


def _text(x: float, y: float, text: str, kind: str, whole: str = "") -> str:
    tip = f"<title>{escape(visible(whole))}</title>" if whole and whole != text else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(visible(text))}{tip}</text>'


def _short(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
