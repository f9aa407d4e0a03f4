"""Pictures of figures, drawn on the server as SVG: no script, readable without colour, their numbers as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from web.desk.visible_text import visible

WIDTH = 400
ROW, ABOVE_ROW = 24, 42
LABEL = 158
BAR = 14
LETTER = 6.6
"""How wide a letter is at most, on average, in the size that desk.css gives them."""
COLUMN_HEIGHT = 120
MOST_BESIDE, MOST_ABOVE = 24, 58


@dataclass(frozen=True)
class Bar:
    """`parts` are numbers with the kind of each: fine, soon, late. `value` is what stands behind the bar."""

    label: str
    parts: tuple[tuple[float, str], ...]
    value: str

    @property
    def total(self) -> float:
        return sum(number for number, _ in self.parts)


@dataclass(frozen=True)
class Column:
    """`value` is None where there is none, which is not zero. `said` is the value in words."""

    label: str
    value: float | None
    said: str


def bars(title: str, rows: Sequence[Bar], *, above: bool = False) -> Markup:
    """Horizontal bars, one per row, each with its label and its number. Long labels stand `above` their bars."""
    longest = max((row.total for row in rows), default=0) or 1
    left, tall, down, most = (0, ABOVE_ROW, 18, MOST_ABOVE) if above else (LABEL, ROW, 0, MOST_BESIDE)
    room = WIDTH - left - 8 - LETTER * max((len(row.value) for row in rows), default=0)
    height = tall * len(rows) + 4
    drawn = []
    for number, row in enumerate(rows):
        y = number * tall + 4
        drawn.append(_text(0, y + 12, _short(row.label, most), "label", row.label))
        x, y = float(left), y + down
        for amount, kind in row.parts:
            width = amount / longest * room
            if amount:
                drawn.append(
                    f'<rect class="bar-{kind}" x="{x:.1f}" y="{y}" width="{max(width, 1):.1f}" height="{BAR}"/>'
                )
            x += width
        drawn.append(_text(x + 6, y + 12, row.value, "value"))
    return _svg(title, "; ".join(f"{row.label}: {row.value}" for row in rows), WIDTH, height, drawn)


def columns(title: str, over_time: Sequence[Column]) -> Markup:
    """Columns over time; the highest says its value, the first and the last when they begin."""
    highest = max(over_time, key=lambda each: -1 if each.value is None else each.value, default=Column("", None, ""))
    step = WIDTH / max(len(over_time), 1)
    base, top = COLUMN_HEIGHT, 20
    drawn = [f'<line class="axis" x1="0" x2="{WIDTH}" y1="{base}" y2="{base}"/>']
    for number, each in enumerate(over_time):
        if each.value is None:
            continue
        tall = max(each.value / (highest.value or 1) * (base - top), 1)
        drawn.append(
            f'<rect class="bar-fine" x="{number * step + 1:.1f}" y="{base - tall:.1f}" width="{max(step - 2, 1):.1f}" '
            f'height="{tall:.1f}"><title>{escape(visible(f"{each.label}: {each.said}"))}</title></rect>'
        )
    if highest.value is not None:
        at = over_time.index(highest) * step
        drawn.append(_text(at, top - 6, highest.said, "faint" if at < WIDTH / 2 else "faint end"))
    if over_time:
        drawn += [
            _text(0, base + 16, over_time[0].label, "faint"),
            _text(WIDTH, base + 16, over_time[-1].label, "faint end"),
        ]
    return _svg(title, "; ".join(f"{each.label}: {each.said}" for each in over_time), WIDTH, base + 22, drawn)


def _svg(title: str, text: str, width: int, height: int, drawn: list[str]) -> Markup:
    return Markup(  # noqa: S704 - every text in it went through `escape`
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(visible(title))}. '
        f'{escape(visible(text))}">{"".join(drawn)}</svg>'
    )


def _text(x: float, y: float, text: str, kind: str, whole: str = "") -> str:
    tip = f"<title>{escape(visible(whole))}</title>" if whole and whole != text else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(visible(text))}{tip}</text>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
