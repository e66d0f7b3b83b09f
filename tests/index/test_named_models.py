"""Where a named model is found: on the disk, or fetched from a hub where the user says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hub import Hub, serve_hub

from index.errors import ModelUnavailable
from index.named_models import digest_of_model, lasting_name, model_folder

ROOT = Path(__file__).parents[2]
FIND = """
import sys
from index.bundled import bundled_tokenizer
from index.errors import ModelUnavailable
from index.named_models import model_folder
bundled_tokenizer()
try:
    print(model_folder(sys.argv[1], organisation="someone", fetch=sys.argv[2] == "fetch"))
except ModelUnavailable as error:
    print("refused:", error)
"""


@pytest.fixture
def hub(tmp_path):
    hub = Hub()
    folder = tmp_path / "published"
    for name, content in {
        "config.json": "{}",
        "model.safetensors": "weights" * 100_000,
        "pytorch_model.bin": "the same again",
        "onnx/model.onnx": "and once more",
        "1_Pooling/config.json": "{}",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    hub.models["someone/model"] = folder
    server = serve_hub(hub)
    yield hub
    server.shutdown()
    server.server_close()


@pytest.fixture
def find(hub, tmp_path):
    """Looks for a model in a process of its own, with the loopback hub for the hub."""

    def run(name, *, fetch, **variables):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("HF_")}
        environment |= {"HF_ENDPOINT": hub.address, "HF_HOME": str(tmp_path / "home"), **variables}
        done = subprocess.run(
            [sys.executable, "-c", FIND, name, "fetch" if fetch else "look"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


def test_a_folder_is_taken_as_it_is(tmp_path, monkeypatch):
    (tmp_path / "model").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("model", "./model", "~/model", str(tmp_path / "model")):
        assert model_folder(name, organisation=None, fetch=False) == tmp_path / "model"
        assert lasting_name(name) == str(tmp_path / "model")
    assert lasting_name("someone/model") == "someone/model"


@pytest.mark.parametrize("name", ["./absent", "/no/such/folder", "a/b/c", "two words", "../x"])
def test_what_is_neither_a_folder_nor_a_name_is_refused(name):
    with pytest.raises(ModelUnavailable, match="there is no model"):
        model_folder(name, organisation=None, fetch=True)


def test_a_file_is_no_model(tmp_path):
    (tmp_path / "model").write_text("x")
    with pytest.raises(ModelUnavailable, match="there is no model"):
        model_folder(str(tmp_path / "model"), organisation=None, fetch=True)


def test_nothing_is_fetched_unless_asked_for(find, hub):
    said = find("someone/model", fetch=False)
    assert "someone/model is not on this disk" in said
    assert "--fetch-models" in said
    assert hub.asked == []


def test_what_was_fetched_once_is_found_without_asking(find, hub):
    folder = Path(find("someone/model", fetch=True))
    kept = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert kept == {"config.json", "model.safetensors", "1_Pooling/config.json"}
    hub.asked.clear()
    assert find("model", fetch=False) == find("someone/model", fetch=True) == str(folder)
    assert hub.asked == []


def test_a_download_that_breaks_off_is_told_and_goes_on_later(find, hub):
    hub.cut["model.safetensors"] = 1000
    assert "cannot be fetched" in find("someone/model", fetch=True)
    assert "only a part of" in find("someone/model", fetch=False)
    hub.cut.clear()
    folder = Path(find("someone/model", fetch=True))
    assert (folder / "model.safetensors").read_text() == "weights" * 100_000
    assert find("someone/model", fetch=False) == str(folder)


def test_what_the_hub_does_not_have_is_told_in_a_line(find):
    said = find("someone/else", fetch=True)
    assert said.startswith("refused: the model someone/else cannot be fetched")
    assert "\n" not in said


def test_a_user_who_forbids_the_hub_is_obeyed(find, hub):
    said = find("someone/model", fetch=True, HF_HUB_OFFLINE="1")
    assert "cannot be fetched" in said
    assert "HF_HUB_OFFLINE" in said
    assert hub.asked == []


def test_the_digest_is_of_content_and_paths(hub):
    folder = hub.models["someone/model"]
    before = digest_of_model(folder)
    (folder / "onnx" / "model.onnx").write_text("other")
    (folder / "pytorch_model.bin").write_text("other")
    (folder / "README.md").write_text("other")
    assert digest_of_model(folder) == before
    (folder / "1_Pooling" / "config.json").rename(folder / "1_Pooling" / "configuration.json")
    assert digest_of_model(folder) != before
