"""The trained model of the present data: found by fingerprint, trained when the fingerprint is new."""

import fcntl
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from amends.errors import CannotRun
from amends.settings_values import PREFIX
from devtools.runner.child import Child, end
from devtools.runner.stop import Stopped, StopWish
from devtools.runner.table import RASA_PYTHON
from rasa_addons.digest import digest_file
from rasa_addons.fingerprint import fingerprint

MODELS = Path("models")


def path(folder: Path, policies: Path | None = None) -> Path:
    """Where the model of the present data is or will be, relative to `folder`. `policies`: where the merchants' are."""
    return MODELS / f"{fingerprint(folder, policies)}.tar.gz"


def ensure(folder: Path, environment: Mapping[str, str], say: Callable[[str], None], stop: StopWish) -> Path:
    """Train unless it is there with its digest, without which Rasa refuses it; two callers at once train once. A model
    is in place whole or not at all."""
    (folder / MODELS).mkdir(exist_ok=True)
    with _lock(folder / "var" / "train.lock"):
        named = environment.get(f"{PREFIX}POLICIES_FOLDER")
        model = path(folder, Path(named) if named else None)
        if (folder / model).is_file() and digest_file(folder / model).is_file():
            return model
        say("The data are new; training the model takes from half a minute to three ...")
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder / MODELS) as new:
            out = Path(new) / model.name
            _run(folder, "train", ("-m", "rasa_addons.launcher", "train", "--out", str(out)), environment, stop)
            if not out.is_file():
                raise CannotRun("Training wrote no model. See var/log/train.log.")
            # The model last: whoever finds it finds its companions (its digest) too.
            for file in sorted(Path(new).iterdir(), key=lambda found: found == out):
                shutil.move(file, folder / MODELS / file.name)
        say(f"trained {model} in {time.monotonic() - started:.0f} s")
        return model


def validate(folder: Path, environment: Mapping[str, str], stop: StopWish) -> None:
    """Rasa's own check of the bot's files. CannotRun with what it found."""
    _run(folder, "validate", ("-m", "rasa_addons.launcher", "validate"), environment, stop)


def _run(folder: Path, name: str, arguments: tuple[str, ...], environment: Mapping[str, str], stop: StopWish) -> None:
    """Run a command of the Rasa environment to its end. CannotRun when it fails."""
    log = folder / "var" / "log" / f"{name}.log"
    child = Child(name, (str(RASA_PYTHON), *arguments), environment, folder, log)
    while child.code is None and not stop.asked:
        stop.sleep(0.05)
    if stop.asked:
        end([child])
        raise Stopped
    if child.code != 0:
        raise CannotRun("\n".join([*child.tail(20), f"{name} {child.ending()}. Its log is var/log/{name}.log."]))


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
