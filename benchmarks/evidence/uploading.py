"""How long a customer waits until a photo is accepted: `python -m benchmarks.evidence.uploading [photos]`.

A real web process's application over HTTP on loopback, SQLite, the sandbox, pictures kept in a folder.
"""

import io
import random
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from amends.db import migrate
from amends.db.session import Database
from amends.evidence.intake import Intake
from amends.evidence.sandbox.pool import Sandbox
from amends.evidence.scanner import NoScanner
from amends.evidence.store import FolderStore
from tests.web.server import Customer, Web
from tests.web.stand_in import running
from web.deps import Files


def photo() -> bytes:
    """12 million pixels with the noise of a telephone's camera: about 5 MB."""
    noise = Image.effect_noise((4032 // 2, 3024 // 2), 40).resize((4032, 3024), Image.Resampling.BICUBIC)
    picture = Image.merge("RGB", (noise, noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT), noise))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    raw = photo()
    with tempfile.TemporaryDirectory() as folder, running() as rasa, Sandbox() as sandbox:
        url = f"sqlite:///{folder}/amends.db"
        migrate.upgrade(url)
        intake = Intake(sandbox, NoScanner(), FolderStore(Path(folder) / "evidence"))
        web = Web(Database(url), rasa, files=Files(intake, link_key=b"key", per_hour=10_000)).start()
        customer = Customer(web.url)
        seconds = []
        for number in range(count + 2):
            started = time.monotonic()
            answer = customer.http.post(
                f"{customer.path}/files", data={"client_id": f"f{number}"}, files={"file": ("photo.jpg", raw)}
            )
            seconds.append(time.monotonic() - started)
            assert answer.status_code == 201, answer.text
            time.sleep(random.random() / 10)  # noqa: S311 - customers do not keep step
        web.stop()
    seconds = sorted(seconds[2:])
    p50, p95 = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
    print(f"{len(raw) / 1e6:.1f} MB, {count} photos: p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")  # noqa: T201


if __name__ == "__main__":
    main()
