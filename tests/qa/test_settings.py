from pathlib import Path

import pytest
from pydantic import ValidationError

from index.errors import UsageError
from qa.settings import DEFAULT, Settings, find_settings, read_settings, settings_file


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An environment without settings of its own."""
    for key in Settings.model_fields:
        monkeypatch.delenv(f"BYLINE_{key.upper()}", raising=False)
    monkeypatch.delenv("BYLINE_SETTINGS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def write(text):
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(text, encoding="utf-8")
    return settings_file()


def test_without_a_word_the_defaults_hold(home):
    found = find_settings()
    assert found.settings == Settings()
    assert found.settings.store == home / "data" / "byline"
    assert (found.settings.embedder, found.settings.reranker) == ("bundled", "none")
    assert set(found.origins.values()) == {DEFAULT}
    assert found.file == home / "byline" / "settings.toml"


def test_the_option_goes_before_the_environment_and_this_before_the_file(monkeypatch):
    file = write('embedder = "a"\nreader = "a"\nreranker = "a"\n')
    monkeypatch.setenv("BYLINE_EMBEDDER", "b")
    monkeypatch.setenv("BYLINE_READER", "b")
    found = find_settings({"embedder": "c", "reader": None})
    assert (found.settings.embedder, found.settings.reader, found.settings.reranker) == tuple("cba")
    assert found.origins == {
        "store": "default",
        "embedder": "command line",
        "reader": "BYLINE_READER",
        "reranker": str(file),
        "fetch_models": "default",
        "llm": "default",
        "llm_model": "default",
        "llm_context": "default",
        "llm_key_file": "default",
    }


def test_a_variable_names_another_file(tmp_path, monkeypatch):
    write('reader = "a"\n')
    other = tmp_path / "other.toml"
    other.write_text('reader = "b"\nfetch_models = true\n')
    monkeypatch.setenv("BYLINE_SETTINGS", str(other))
    assert read_settings() == Settings(reader="b", fetch_models=True)


def test_settings_are_frozen_and_paths_may_start_at_home(monkeypatch):
    monkeypatch.setenv("HOME", "/home/reader")
    settings = read_settings({"store": "~/news"})
    assert settings.store == Path("/home/reader/news")
    with pytest.raises(ValidationError):
        settings.store = Path()


def test_an_empty_variable_says_nothing(monkeypatch):
    monkeypatch.setenv("BYLINE_STORE", "")
    assert find_settings().origins["store"] == "default"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('embeder = "a"', "no setting 'embeder': write 'embedder'"),
        ("colour = 3", "no setting 'colour': take it out"),
        ("reader = 3", "setting 'reader'"),
        ('reader = " "', "setting 'reader'"),
        ("fetch_models = 'perhaps'", "setting 'fetch_models'"),
        ("reader = unquoted", "not TOML"),
        ("[reader]\nname = 'a'", "setting 'reader'"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(text, said):
    file = write(text)
    with pytest.raises(UsageError) as raised:
        read_settings()
    assert said in str(raised.value)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_in_another_encoding_is_refused():
    write("")
    settings_file().write_bytes('reader = "é"'.encode("utf-16"))
    with pytest.raises(UsageError, match="not TOML"):
        read_settings()


def test_what_is_wrong_in_the_environment_is_named(monkeypatch):
    monkeypatch.setenv("BYLINE_FETCH_MODELS", "perhaps")
    with pytest.raises(UsageError, match="BYLINE_FETCH_MODELS: the setting 'fetch_models'"):
        read_settings()


@pytest.mark.parametrize("name", ["absent.toml", "."])
def test_a_file_that_is_named_must_be_there(name, tmp_path, monkeypatch):
    monkeypatch.setenv("BYLINE_SETTINGS", str(tmp_path / name))
    with pytest.raises(UsageError, match="no settings file"):
        read_settings()


def test_variables_of_others_that_begin_alike_are_left_alone(monkeypatch):
    monkeypatch.setenv("BYLINE_PORT", "tcp://10.0.0.1:80")
    assert read_settings() == Settings()
