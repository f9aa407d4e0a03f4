"""Pictures as customers send them, drawn with what stands on them known: receipts, payment pages, error dialogs."""

import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from babel.dates import get_month_names
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts/truetype/dejavu")
FACES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSerif.ttf", "DejaVuSansMono.ttf", "DejaVuSansCondensed.ttf")
STYLES = ("light", "dark", "phone", "blurred", "photo", "small")
_LOCALES = {"en": "en_GB", "nl": "nl_NL", "nb": "nb_NO"}
LABELS = {
    "en": ("Payment receipt", "Order number", "Date", "Payment reference", "Subtotal", "VAT 21%", "Total", "Thank you"),
    "nl": ("Betaalbewijs", "Bestelnummer", "Datum", "Betalingskenmerk", "Subtotaal", "BTW 21%", "Totaal", "Bedankt"),
    "nb": ("Kvittering", "Ordrenummer", "Dato", "Betalingsreferanse", "Delsum", "MVA 25%", "Totalt", "Takk"),
}
ERRORS = {
    "en": ("Activation failed", "The service could not be activated.", "Please try again later. Code E4012"),
    "nl": ("Activering mislukt", "De dienst kon niet worden geactiveerd.", "Probeer het later opnieuw. Code E4012"),
    "nb": ("Aktivering mislyktes", "Tjenesten kunne ikke aktiveres.", "Prøv igjen senere. Kode E4012"),
}
INK = {"dark": ("#121417", "#e8eaed", "#8ab4f8")}
LIGHT = ("#ffffff", "#202124", "#1a56b0")


@dataclass(frozen=True)
class Drawn:
    """A picture as JPEG, and the fields that stand on it."""

    name: str
    jpeg: bytes
    fields: dict[str, str]


def draw(seed: int) -> Drawn:
    """One of endlessly many: languages, styles, kinds, formats and values all follow from `seed`."""
    dice = random.Random(seed)  # noqa: S311 - for pictures
    language = ("en", "nl", "nb")[seed % 3]
    style = STYLES[seed // 3 % len(STYLES)]
    is_error = seed % 4 == 3
    order = f"NN-{dice.randrange(10000, 100000)}"
    day = date(2026, 1, 1) + timedelta(days=dice.randrange(320))
    if is_error:
        fields = {"order_number": order, "date": day.isoformat(), "error_text": " ".join(ERRORS[language])}
        rows = _error_rows(language, order, _day(day, language, dice))
    else:
        cents = dice.randrange(500, 200_000)
        currency = "NOK" if language == "nb" else "EUR"
        reference = f"pay_{dice.randrange(16**8):08x}"
        total = _money(cents, language, dice)
        fields = {
            "order_number": order,
            "date": day.isoformat(),
            "amount": f"{cents // 100}.{cents % 100:02}",
            "currency": currency,
            "payment_reference": reference,
        }
        net = _money(cents * 4 // 5, language, dice), _money(cents - cents * 4 // 5, language, dice)
        rows = _receipt_rows(language, order, _day(day, language, dice), reference, net, total)
    return Drawn(
        f"{seed:03}-{language}-{style}-{'error' if is_error else 'receipt'}", _picture(rows, style, dice), fields
    )


def picture(rows: list[tuple[str, str]], style: str = "light", seed: int = 0) -> bytes:
    """A JPEG of these rows: a label at the left and a value at the right."""
    return _picture(rows, style, random.Random(seed))  # noqa: S311 - for pictures


def _receipt_rows(
    language: str, order: str, day: str, reference: str, net: tuple[str, str], total: str
) -> list[tuple[str, str]]:
    title, order_label, date_label, reference_label, sub_label, vat_label, total_label, thanks = LABELS[language]
    return [
        (title, ""), ("NorrNet", ""), (order_label, order), (date_label, day), ("Norr Fiber 100", net[0]),
        (sub_label, net[0]), (vat_label, net[1]), (total_label, total), (reference_label, reference), (thanks, ""),
    ]  # fmt: skip


def _error_rows(language: str, order: str, day: str) -> list[tuple[str, str]]:
    _, order_label, date_label, *_ = LABELS[language]
    return [("NorrNet", ""), (f"{order_label}: {order}", ""), (f"{date_label}: {day}", ""), ("", ""),
            *((line, "") for line in ERRORS[language]), ("", ""), ("OK", "")]  # fmt: skip


def _day(day: date, language: str, dice: random.Random) -> str:
    month = get_month_names("wide", "format", _LOCALES[language])[day.month]
    spelled = f"{day.day}. {month} {day.year}" if language == "nb" else f"{day.day} {month} {day.year}"
    numeric = day.strftime({"en": "%d/%m/%Y", "nl": "%d-%m-%Y", "nb": "%d.%m.%Y"}[language])
    return dice.choice(
        (spelled, numeric, day.isoformat(), f"{spelled} {dice.randrange(24):02}:{dice.randrange(60):02}")
    )


def _money(cents: int, language: str, dice: random.Random) -> str:
    whole, rest = divmod(cents, 100)
    if language == "en":
        return dice.choice((f"€{whole:,}.{rest:02}", f"EUR {whole:,}.{rest:02}"))
    if language == "nl":
        grouped = f"{whole:,}".replace(",", ".")
        return dice.choice((f"€ {grouped},{rest:02}", f"EUR {grouped},{rest:02}"))
    grouped = f"{whole:,}".replace(",", " ")
    return dice.choice((f"kr {grouped},{rest:02}", f"{grouped},{rest:02} kr", f"NOK {grouped},{rest:02}"))


def _picture(rows: list[tuple[str, str]], style: str, dice: random.Random) -> bytes:
    width, height = {"phone": (1170, 2532), "small": (640, 480)}.get(style, (1920, 1080))
    ground, ink, accent = INK.get(style, LIGHT)
    image = Image.new("RGB", (width, height), ground)
    pen = ImageDraw.Draw(image)
    size = {"phone": 46, "small": 19}.get(style, 34)
    face = ImageFont.truetype(FONTS / dice.choice(FACES), size)
    left, right = (60, width - 60) if style in {"phone", "small"} else (width // 2 - 420, width // 2 + 420)
    top = height // 6 if style == "phone" else height // 12
    for number, (label, value) in enumerate(rows):
        pen.text((left, top), label, accent if number == 0 else ink, face)
        pen.text((right - pen.textlength(value, face), top), value, ink, face)
        top += round(size * 1.9)
    return _taken(image, style, dice)


def _taken(image: Image.Image, style: str, dice: random.Random) -> bytes:
    if style == "blurred":
        image = image.filter(ImageFilter.GaussianBlur(1.4))
    if style == "photo":
        image = image.rotate(dice.uniform(-2.5, 2.5), Image.Resampling.BICUBIC, fillcolor="#8a8178")
        image = Image.blend(image, Image.effect_noise(image.size, 60).convert("RGB"), 0.12)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=55 if style in {"blurred", "photo"} else 88)
    return out.getvalue()
