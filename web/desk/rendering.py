"""Templates, and how times, money and names are written in them. Everything printed is escaped and made visible."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from amends import clock
from amends.channels.kinds import ChannelKind
from amends.desk.metrics.tiles import share, span
from amends.languages import name_of
from amends.money import Money
from web.desk.visible_text import finalize, visible

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with no referrer at all, browsers send the origin of a form as "null"
}
SOON = timedelta(hours=2)
_SHAPES = {
    "web": Markup('<path d="M3 4h10v6H8l-3 3v-3H3z"/>'),
    "email": Markup('<path d="M3 5h10v7H3zm0 0 5 4 5-4"/>'),
    "telegram": Markup('<path d="m3 8 10-5-3 10-3-3z"/>'),
    "twilio_sms": Markup('<path d="M5 2h6v12H5zM7 11.5h2"/>'),
    "twilio_whatsapp": Markup('<text x="8" y="11.5" text-anchor="middle">W</text>'),
    "matrix": Markup('<path d="M5 3H3v10h2M11 3h2v10h-2M6 11V7m0 1.5q2-2.5 2 0V11m0-2.5q2-2.5 2 0V11"/>'),
    "slack": Markup('<path d="M6 3v10M10 3v10M3 6h10M3 10h10"/>'),
}


def page(template: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """The template as a response that no cache keeps and that runs no script but ours."""
    return HTMLResponse(_templates().get_template(template).render(values), status, headers=HEADERS)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        address=address,
        bytes=in_bytes,
        channel=channel,
        channel_mark=channel_mark,
        instant=instant,
        language=language,
        day=day,
        span=span,
        money=money,
        due=due,
        words=words,
        fact=fact,
        reason=reason,
        reply_due=reply_due,
        lines=lines,
        share=share,
        state=state,
    )
    templates.globals.update(static=static_url, SOON=SOON)
    return templates


@cache
def static_url(name: str) -> str:
    """An address that changes with the file, so that browsers may keep it."""
    return f"/desk/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def instant(value: datetime | None, zone: ZoneInfo) -> Markup:
    """A day and a time in `zone`, with the exact instant behind it."""
    if value is None:
        return Markup("–")
    local = value.astimezone(zone)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        value.isoformat(), local.strftime("%A %-d %B %Y, %H:%M:%S %Z"), local.strftime("%-d %b %H:%M")
    )


def language(code: str) -> str:
    """The name of a language of ours, in English."""
    return name_of(code)


def day(value: datetime | None, zone: ZoneInfo) -> str:
    return "–" if value is None else value.astimezone(zone).strftime("%-d %b %Y")


def due(due_at: datetime | None, now: datetime) -> Markup:
    """How long until the promised instant, or since it passed, with a word beside the colour."""
    if due_at is None:
        return Markup('<span class="due none">no date</span>')
    left = due_at - now
    kind, said = ("late", "late") if left < timedelta(0) else ("soon", "left") if left <= SOON else ("fine", "left")
    # A page of the queue has a hundred of these, and Markup's % takes a third of the time of its `format`.
    return Markup('<span class="due %s" data-due="%s"><b>%s</b> %s</span>') % (
        kind,
        due_at.isoformat(),
        span(left),
        said,
    )


def reply_due(target: Any, now: datetime) -> Markup:
    """How long there is for the reply that a customer waits for; that its time stands still, where it does."""
    if target.is_paused(now):
        return Markup('<span class="due none">{}: paused</span>').format(target.waits)
    return Markup("%s: %s") % (target.waits, due(target.due_at, now))


def in_bytes(size: int) -> str:
    """The size of a file: 340 kB, 2.1 MB."""
    return f"{max(1, round(size / 1000))} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def money(value: Money | Mapping[str, str] | None) -> Markup:
    """As staff read it, in English; never broken over two lines."""
    if value is None:
        return Markup("–")
    amount = value if isinstance(value, Money) else Money.from_json(value)
    return Markup('<span class="nowrap">{}</span>').format(amount.text("en"))


def address(value: str) -> Markup:
    """An e-mail address, which is broken before its @ first where it must be."""
    return Markup("<wbr>@").join(escape(visible(part)) for part in value.split("@"))


def channel(kind: str) -> str:
    """A messaging channel's name, as staff read it."""
    return ChannelKind.label_of(kind)


def channel_mark(kind: str) -> Markup:
    """A small sign to tell channels apart at a glance; their names always stand beside it."""
    drawn = _SHAPES.get(kind) or Markup('<text x="8" y="11.5" text-anchor="middle">{}</text>').format(
        visible(kind[:1].upper())
    )
    return Markup(
        '<svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16" rx="4"/>{}</svg>'
    ).format(drawn)


def words(name: str | None) -> str:
    """A name of ours in words: partial_refund is "partial refund"."""
    return "–" if name is None else name.replace("_", " ")


def fact(value: Any) -> str:
    """A fact's value: JSON, without quotes around plain text."""
    match value:
        case None:
            return "not known"
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case {"amount": _, "currency": _} if len(value) == 2:
            return money(value)
        case list() if all(isinstance(each, str) for each in value):
            return ", ".join(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def state(value: Any, zone: ZoneInfo) -> str:
    """How something of an order stands: an amount, an instant, a word of ours, or nothing."""
    match value:
        case None:
            return "nothing"
        case Money():
            return money(value)
        case datetime():
            return instant(value, zone)
        case _:
            return words(str(value))


def reason(value: Any, zone: ZoneInfo) -> str:
    """A fact of a decision: names of ours in words, an instant in `zone`, what has members one after the other."""
    match value:
        case str():
            return _moment(value, zone) or words(value)
        case {"amount": _, "currency": _} if len(value) == 2:
            return Money.from_json(value).text("en")
        case dict():
            known = ((name, found) for name, found in value.items() if found is not None)
            return ", ".join(f"{words(name)} {reason(found, zone)}" for name, found in known)
        case []:
            return "none"
        case list():
            return ", ".join(reason(each, zone) for each in value)
        case _:
            return fact(value)


def _moment(text: str, zone: ZoneInfo) -> str | None:
    """Where `text` is an instant; None for any other text."""
    try:
        return f"{clock.parse(text).astimezone(zone):%-d %b %Y %H:%M}"
    except ValueError:
        return None


def lines(text: str) -> Markup:
    """Text of several lines, each as its own, whichever direction it runs in."""
    return Markup("<br>").join(escape(visible(line)) for line in text.splitlines())
