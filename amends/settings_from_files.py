"""Settings whose values stand in files of their own: AMENDS_SMTP_PASSWORD_FILE names the file that holds
AMENDS_SMTP_PASSWORD, as the secrets of Docker, Kubernetes and systemd (LoadCredential) are handed over."""

import os
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, PydanticBaseSettingsSource

from amends.errors import SettingError

SUFFIX = "_FILE"


class SettingsFromFiles(BaseSettings):
    """Settings that are read from the environment, from the files it names, and from the settings file."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The first that has a value wins; a setting is never given both by itself and by a file."""
        assert isinstance(dotenv_settings, DotEnvSettingsSource)
        files = ValuesFromFiles(settings_cls, _path(dotenv_settings.env_file))
        # What only names a file is no setting, and the model refuses what is none.
        dotenv_settings.env_vars = {
            name: text for name, text in dotenv_settings.env_vars.items() if name.upper() not in files.variables
        }
        return init_settings, env_settings, files, dotenv_settings


class ValuesFromFiles(EnvSettingsSource):
    """The values that files hold, read as if they stood in the environment."""

    def __init__(self, settings: type[BaseSettings], file: Path | None) -> None:
        prefix = str(settings.model_config.get("env_prefix", ""))
        self.variables = variables(settings, prefix)
        self._found = values(self.variables, file)
        super().__init__(settings)

    def _load_env_vars(self) -> dict[str, str | None]:
        return {name.lower(): value for name, value in self._found.items()}


def variables(settings: type[BaseSettings], prefix: str) -> set[str]:
    """The names that name a file: one for each setting."""
    return {prefix + name.upper() + SUFFIX for name in settings.model_fields}


def values(names: set[str], file: Path | None) -> dict[str, str]:
    """What the files hold that `names` name, by the setting's variable; the last line's end is not part of it.
    SettingError for a file that cannot be read, and for a setting that is given both ways."""
    named = {name.upper(): text for name, text in (dotenv_values(file) if file else {}).items()}
    named |= {name.upper(): text for name, text in os.environ.items()}
    found = {}
    for name in sorted(names & set(named)):
        setting = name.removesuffix(SUFFIX)
        if setting in named:
            raise SettingError(f"{setting} and {name} are both set. Keep the one that holds, and remove the other.")
        found[setting] = _content(name, Path(named[name] or ""))
    return found


def _path(env_file: Any) -> Path | None:
    return Path(env_file) if env_file else None


def _content(name: str, path: Path) -> str:
    try:
        return path.read_text("utf-8").removesuffix("\n").removesuffix("\r")
    except OSError as fault:
        raise SettingError(f"{name} names {path}, which cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise SettingError(f"{name} names {path}, which is not UTF-8 text. Save it as UTF-8.") from fault
