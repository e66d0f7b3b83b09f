"""What was said on the command line, in the environment and in a file in, frozen settings out.

The first of these that says something holds: an option of the command, an environment variable
(BYLINE_EMBEDDER for `embedder`), the settings file, the default. The file is TOML, a line a setting
(`embedder = "bundled"`): `settings.toml` in the user's configuration folder, or the one that
BYLINE_SETTINGS names. This is the only file that imports pydantic-settings.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_config_path, user_data_path
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.errors import UsageError
from index.places import Place, read_place

BUNDLED = "bundled"
BUNDLED_TORCH = "bundled-torch"
NO_MODEL = "none"
PREFIX = "BYLINE_"
FILE_VARIABLE = f"{PREFIX}SETTINGS"
COMMAND_LINE = "command line"
DEFAULT = "default"

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Settings(BaseModel):
    """What Byline runs with. A model is named by its folder, or as it is called on the hub."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    store: Annotated[Place, AfterValidator(read_place)] = Field(
        default_factory=lambda: user_data_path("byline", appauthor=False)
    )
    embedder: Name = BUNDLED
    """Finds passages by meaning: the bundled model, `bundled-torch` (the same, run by
    sentence-transformers), or any model of sentence-transformers."""
    reader: Name = BUNDLED
    """Marks answers: the bundled model, or any extractive question answering model of
    transformers."""
    reranker: Name = NO_MODEL
    """Puts the first passages in order: none, or any cross-encoder of sentence-transformers."""
    fetch_models: bool = False
    """Whether a model that is named and not on this disk is fetched from the hub."""
    llm: Name | None = None
    """The address of a language model's server (OpenAI-compatible), which then writes answers."""
    llm_model: Name | None = None
    """Which of its models; else the only one that it offers."""
    llm_context: Annotated[int, Field(ge=256)] | None = None
    """How many tokens it reads and writes at once, where the server says nothing, or more."""
    llm_key_file: Annotated[Path, AfterValidator(Path.expanduser)] | None = None
    """The file that holds the server's key, if not BYLINE_LLM_KEY does."""


class _Sources(Settings, BaseSettings):
    """The same fields, as pydantic-settings looks for them."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The settings; `origins` says of each where it came from, `file` where the file would lie."""

    settings: Settings
    origins: Mapping[str, str]
    file: Path

    def to_dict(self) -> dict[str, object]:
        """What `byline settings --json` prints."""
        values = self.settings.model_dump(mode="json")
        return {
            "file": str(self.file),
            "file_is_there": self.file.exists(),
            "settings": {
                key: {"value": value, "from": self.origins[key]} for key, value in values.items()
            },
        }


def read_settings(given: Mapping[str, object] | None = None) -> Settings:
    """What holds where this was given, as `find_settings` finds it. Raises UsageError."""
    return find_settings(given).settings


def find_settings(given: Mapping[str, object] | None = None) -> Found:
    """What holds, and where each setting came from. What is None in `given` was not given.

    Raises UsageError, which names the key and where it stands, where one is not known or has a
    value that it cannot have, and where the settings file cannot be read. Of the environment only
    the names of settings are looked at: others may begin alike (a cluster sets BYLINE_PORT for a
    service called byline).
    """
    file = settings_file()
    sources: list[tuple[Callable[[str], str], Mapping[str, Any]]] = [
        (lambda _: COMMAND_LINE, {k: v for k, v in (given or {}).items() if v is not None}),
        (lambda key: f"{PREFIX}{key.upper()}", EnvSettingsSource(_Sources)()),
        (lambda _: str(file), _in_file(file)),
    ]
    values: dict[str, object] = {}
    origins = dict.fromkeys(Settings.model_fields, DEFAULT)
    for origin, said in reversed(sources):
        values |= said
        origins |= {key: origin(key) for key in said}
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise UsageError(
            f"{origins[key]}: {_explained(key, first['type'], first['msg'])}"
        ) from None
    return Found(settings=settings, origins=origins, file=file)


def settings_file() -> Path:
    """Where the settings file lies, or would lie."""
    named = os.environ.get(FILE_VARIABLE)
    if named:
        return Path(named).expanduser()
    return user_config_path("byline", appauthor=False) / "settings.toml"


def _in_file(file: Path) -> Mapping[str, Any]:
    """What the settings file says; nothing where there is none that was not named."""
    remedy = f"mend it, or have {FILE_VARIABLE} name another"
    try:
        if not file.is_file() and os.environ.get(FILE_VARIABLE):
            raise UsageError(f"there is no settings file {file}: {remedy}")
        return TomlConfigSettingsSource(_Sources, toml_file=file)()
    except OSError as error:
        raise UsageError(
            f"the settings file {file} cannot be read ({error.strerror}): {remedy}"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the settings file {file} is not TOML ({error}): {remedy}") from error


def _explained(key: str, kind: str, message: str) -> str:
    """What is wrong with a setting, and what to do."""
    if kind != "extra_forbidden":
        return f"the setting {key!r} cannot be this ({message}): `byline settings` shows what holds"
    near = get_close_matches(key, Settings.model_fields, n=1)
    meant = f"write {near[0]!r}" if near else f"take it out, or write {_listed()}"
    return f"there is no setting {key!r}: {meant}"


def _listed() -> str:
    return "one of " + ", ".join(Settings.model_fields)
