"""`python -m devtools.runner start | train | validate`, from the project's folder. Called by make."""

import argparse
import errno
import sys
from pathlib import Path

from amends import settings
from amends.errors import AmendsError
from devtools.runner import model
from devtools.runner.environment import environment
from devtools.runner.needs import TRAINING
from devtools.runner.stop import Stopped, StopWish


def main() -> int:
    """0 after an orderly stop, 1 with one clear sentence otherwise."""
    parser = argparse.ArgumentParser(prog="devtools.runner", description="Train, validate, or run everything.")
    parser.add_argument("what", choices=["start", "train", "validate"])
    parser.add_argument("--verbose", action="store_true", help="every line of all logs on the terminal")
    arguments = parser.parse_args()
    stop = StopWish()
    stop.listen()
    try:
        _do(arguments.what, stop, verbose=arguments.verbose)
    except Stopped:
        return 130  # the shell's code for a stop by hand: make goes no further
    except AmendsError as fault:
        sys.stderr.write(f"\n{fault}\n")
        return 1
    except OSError as fault:
        if fault.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise
        where = fault.filename or "var/"
        sys.stderr.write(f"\n{fault.strerror}: {where}. Free some space or mend the rights there.\n")
        return 1
    return 0


def _do(what: str, stop: StopWish, *, verbose: bool) -> None:
    folder = Path.cwd()
    present = settings.load()
    if what == "start":
        from devtools.runner.start import start  # noqa: PLC0415 - brings the database; training needs none

        start(folder, present, _say, stop, verbose=verbose)
    elif what == "train":
        model.ensure(folder, environment(folder, present, TRAINING), _say, stop)
    else:
        model.validate(folder, environment(folder, present, TRAINING), stop)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
