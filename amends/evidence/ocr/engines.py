"""The readers there are. Each takes a JPEG of our own making and gives the lines on it."""

import io
import subprocess
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageOps, ImageStat

from amends.errors import EvidenceUnavailable, SettingError
from amends.evidence.ocr.line import Line

Engine = Callable[[bytes], list[Line]]

LONGEST_SIDE = 1600
DARK = 110
"""Mean brightness of 255 below which a picture is light text on a dark ground."""
TESSERACT_S = 20
TESSERACT_WIDTH = 1600
LANGUAGES = "eng+nld+nor"


def engine(name: str) -> Engine:
    """The engine that the setting AMENDS_EVIDENCE_READER names. SettingError where it is not installed."""
    return {"rapidocr": _rapidocr, "tesseract": _tesseract}[name]()


def _rapidocr() -> Engine:
    try:
        import numpy  # noqa: PLC0415  # an engine that is not chosen need not be installed
        from rapidocr import RapidOCR  # noqa: PLC0415
    except ImportError as fault:
        raise SettingError(f"rapidocr is not installed ({fault.name}); run `make setup`.") from fault
    read: Any = RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": LONGEST_SIDE,
            "Global.use_cls": False,  # our pictures stand upright
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        }
    )

    def lines(jpeg: bytes) -> list[Line]:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            pixels = numpy.asarray(image.convert("RGB"))[:, :, ::-1]
        found = read(pixels)
        if found.boxes is None:
            return []
        return [
            _line(text, float(score), [(float(x), float(y)) for x, y in box])
            for text, score, box in zip(found.txts, found.scores, found.boxes, strict=True)
        ]

    return lines


def _tesseract() -> Engine:
    def lines(jpeg: bytes) -> list[Line]:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            grey = image.convert("L")
        if ImageStat.Stat(grey).mean[0] < DARK:
            grey = ImageOps.invert(grey)
        factor = max(1.0, TESSERACT_WIDTH / grey.width)
        grey = grey.resize((round(grey.width * factor), round(grey.height * factor)), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        grey.save(out, "PNG")
        return _from_table(_run_tesseract(out.getvalue()), factor)

    return lines


def _run_tesseract(png: bytes) -> str:
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGES, "--psm", "11", "tsv"]
    try:
        done = subprocess.run(command, input=png, capture_output=True, check=True, timeout=TESSERACT_S)  # noqa: S603
    except FileNotFoundError:
        raise SettingError("tesseract is not installed (Debian: tesseract-ocr with -nld and -nor).") from None
    except subprocess.CalledProcessError as fault:
        raise SettingError(f"tesseract does not run: {fault.stderr.decode(errors='replace').strip()[:200]}") from fault
    except subprocess.TimeoutExpired as fault:
        raise EvidenceUnavailable(f"tesseract took more than {TESSERACT_S} s") from fault
    return done.stdout.decode("utf-8", "replace")


def _from_table(table: str, factor: float) -> list[Line]:
    """tesseract's words, joined to its lines (block, paragraph and line number are the columns 2 to 4)."""
    by_line: dict[tuple[str, ...], list[Line]] = {}
    for entry in table.splitlines()[1:]:
        columns = entry.split("\t")
        if len(columns) < 12 or float(columns[10]) < 0 or not columns[11].strip():
            continue
        left, top, width, height = (int(each) / factor for each in columns[6:10])
        word = Line(columns[11].strip(), float(columns[10]) / 100, left, top, left + width, top + height)
        by_line.setdefault(tuple(columns[2:5]), []).append(word)
    return [_joined(words) for words in by_line.values()]


def _joined(words: list[Line]) -> Line:
    return Line(
        " ".join(word.text for word in words),
        min(word.confidence for word in words),
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


def _line(text: str, confidence: float, corners: list[tuple[float, float]]) -> Line:
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return Line(text, confidence, min(across), min(down), max(across), max(down))
