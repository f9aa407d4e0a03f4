"""Settings whose values stand in files of their own: AMENDS_SMTP_PASSWORD_FILE names the file that holds
AMENDS_SMTP_PASSWORD, as the secrets of Docker, Kubernetes and systemd (LoadCredential) are handed over."""

import os
from collections.abc import Mapping
from pathlib import Path

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
        """The first that has a value wins: the environment, then the settings file. Neither gives a setting both by
        itself and by a file."""
        assert isinstance(dotenv_settings, DotEnvSettingsSource)
        named = dotenv_settings.env_file
        in_file = dotenv_values(str(named)) if named else {}
        names = variables(settings_cls)
        # What only names a file is no setting, and the model refuses what is none.
        dotenv_settings.env_vars = {
            name: text for name, text in dotenv_settings.env_vars.items() if name.upper() not in names
        }
        return (
            init_settings,
            env_settings,
            ValuesFromFiles(settings_cls, os.environ),
            dotenv_settings,
            ValuesFromFiles(settings_cls, in_file),
        )


class ValuesFromFiles(EnvSettingsSource):
    """What the files hold that `given` names: the environment, or the settings file."""

    def __init__(self, settings: type[BaseSettings], given: Mapping[str, str | None]) -> None:
        self._found = values(variables(settings), given)
        super().__init__(settings)

    def _load_env_vars(self) -> dict[str, str | None]:
        return {name.lower(): value for name, value in self._found.items()}


def variables(settings: type[BaseSettings]) -> set[str]:
    """The names that name a file: one for each setting."""
    prefix = str(settings.model_config.get("env_prefix", ""))
    return {prefix + name.upper() + SUFFIX for name in settings.model_fields}


def values(names: set[str], given: Mapping[str, str | None]) -> dict[str, str]:
    """What the files hold that `given` has under `names`, by the setting's variable; the last line's end is not part of
    it. SettingError for a file that cannot be read, and for a setting that is given both ways in one place."""
    named = {name.upper(): text for name, text in given.items()}
    found = {}
    for name in sorted(names & set(named)):
        setting = name.removesuffix(SUFFIX)
        if setting in named:
            raise SettingError(f"{setting} and {name} are both set. Keep the one that holds, and remove the other.")
        found[setting] = _content(name, Path(named[name] or ""))
    return found


def _content(name: str, path: Path) -> str:
    try:
        return path.read_text("utf-8").removesuffix("\n").removesuffix("\r")
    except OSError as fault:
        raise SettingError(f"{name} names {path}, which cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise SettingError(f"{name} names {path}, which is not UTF-8 text. Save it as UTF-8.") from fault
