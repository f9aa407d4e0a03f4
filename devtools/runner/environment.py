"""What a process is handed as environment variables: the settings that it needs, and no others."""

import os
from pathlib import Path

from amends.settings import Settings
from amends.settings_secrets import CHANNEL_SECRET_FILE, made
from amends.settings_values import PREFIX
from devtools.runner.needs import Needs

SECRET_FILE = Path("var/secret")


def environment(folder: Path, settings: Settings, needs: Needs) -> dict[str, str]:
    """For one child. All see the same settings, wherever they came from."""
    ours = settings.as_environment()
    ours.setdefault(f"{PREFIX}INTERNAL_SECRET", made(folder / SECRET_FILE))
    if settings.demo:
        ours.setdefault(f"{PREFIX}CHANNEL_SECRET", made(folder / CHANNEL_SECRET_FILE))
    wanted = {PREFIX + name.upper() for name in needs.settings}
    handed = {name: value for name, value in ours.items() if name in wanted}
    # A proxy of the machine must not be asked for the neighbours on the loopback address.
    near = ",".join(filter(None, [os.environ.get("NO_PROXY"), "127.0.0.1", "localhost"]))
    own = {"PYTHONUNBUFFERED": "1", "NO_PROXY": near, "no_proxy": near}
    return {**needs.of_machine(os.environ), **handed, **own}
