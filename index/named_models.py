"""A model's name or folder in, the folder with its files out, and what tells it from any other.

A name is looked for among what was fetched from the hub before; only where the user says so is
the hub asked. This is the only file that imports huggingface_hub.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten
from typing import Any

from index.errors import ModelUnavailable

HUB_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")
OTHER_FORMATS = (
    *("*.onnx", "*.onnx_data", "*.h5", "*.ot", "*.msgpack", "*.tflite", "*.gguf", "*.mlmodel"),
    *("onnx/*", "openvino/*", "coreml/*"),
)
"""The same weights once more, for other programs."""
PICKLED = "*.bin"
"""Not needed where there are weights as safetensors too."""
OTHER_FOLDERS = {"onnx", "openvino", "coreml"}
CONTENT = {".json", ".txt", ".model", ".safetensors", ".bin"}
SENTENCE = "The rail link is delayed until spring."
LONGEST_REASON = 200
"""Characters, of what a library says is wrong."""


def model_folder(name: str, *, organisation: str | None, fetch: bool) -> Path:
    """The folder of a model that is named by it, or as it is called on the hub.

    A name without an organisation is `organisation`'s. The hub is asked only where the model is
    not on this disk as a whole, and is to be fetched. Raises ModelUnavailable.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder.resolve()
    if folder.exists() or HUB_NAME.fullmatch(name) is None:
        raise ModelUnavailable(
            f"there is no model {name}: name a folder that holds one, or a model of the hub as "
            "organisation/name"
        )
    full = name if "/" in name or organisation is None else f"{organisation}/{name}"
    try:
        return _on_disk(full)
    except ModelUnavailable:
        if not fetch:
            raise
        return _fetched(full)


def lasting_name(name: str) -> str:
    """The name of a model by which it is found from any other folder too."""
    folder = Path(name).expanduser()
    return str(folder.resolve()) if folder.is_dir() else name


def _on_disk(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import IncompleteSnapshotError, LocalEntryNotFoundError

    try:
        found = snapshot_download(
            name, local_files_only=True, ignore_patterns=[*OTHER_FORMATS, PICKLED]
        )
    except IncompleteSnapshotError as error:
        raise ModelUnavailable(
            f"only a part of the model {name} is on this disk: --fetch-models fetches the rest"
        ) from error
    except LocalEntryNotFoundError as error:
        raise ModelUnavailable(
            f"the model {name} is not on this disk: name its folder, or have it fetched with "
            "--fetch-models"
        ) from error
    return Path(found)


def _fetched(name: str) -> Path:
    from huggingface_hub import HfApi, snapshot_download

    try:
        files = [file.rfilename for file in HfApi().model_info(name).siblings or ()]
        pickled = [PICKLED] if any(file.endswith(".safetensors") for file in files) else []
        return Path(snapshot_download(name, ignore_patterns=[*OTHER_FORMATS, *pickled]))
    except Exception as error:  # of three libraries, beside what a socket raises
        raise ModelUnavailable(
            f"the model {name} cannot be fetched ({in_a_line(error)}): see to the network and to "
            "the name; what was fetched so far is kept"
        ) from error


def digest_of_model(folder: Path) -> str:
    """The SHA-256 of all that a model is made of: weights, settings and tokenizer, by their paths.

    The same model elsewhere has the same digest. Raises ModelUnavailable.
    """
    digest = hashlib.sha256()
    try:
        for file in _content(folder):
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            with file.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
    except OSError as error:
        raise ModelUnavailable(
            f"the model at {folder} cannot be read ({error.strerror}: {error.filename}): it may be "
            "half downloaded; fetch it anew"
        ) from error
    return digest.hexdigest()


def _content(folder: Path) -> list[Path]:
    found = sorted(
        file
        for file in folder.rglob("*")
        if file.suffix in CONTENT
        and not OTHER_FOLDERS & {*file.relative_to(folder).parts}
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
    safe = {file.parent for file in found if file.suffix == ".safetensors"}
    return [file for file in found if file.suffix != ".bin" or file.parent not in safe]


def described(folder: Path, file: str) -> Mapping[str, Any]:
    """What a JSON file of a model says; nothing where it is not there. Raises ModelUnavailable."""
    try:
        found = json.loads((folder / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"{folder / file} cannot be read ({in_a_line(error)}): the model may be half "
            "downloaded; fetch it anew"
        ) from error
    return found if isinstance(found, dict) else {}


@contextmanager
def loading(name: str, *, option: str) -> Iterator[None]:
    """Whatever a library raises on loading a model becomes ModelUnavailable, in a line."""
    try:
        yield
    except ModelUnavailable:
        raise
    except Exception as error:  # no list is complete: each format has errors of its own
        raise ModelUnavailable(
            f"the model {name} cannot be loaded ({in_a_line(error)}): it may be half downloaded or "
            f"damaged; fetch it anew, or name another with {option}"
        ) from error


def require_words(tokenizer: Any, name: str, *, option: str) -> None:  # noqa: ANN401 - of a library
    """Raises ModelUnavailable where the tokenizer of a model knows no word.

    transformers (5.23) makes such a one where the files of the tokenizer are missing, and does not
    say so: every text would be the same to the model.
    """
    try:
        ids = tokenizer(SENTENCE, add_special_tokens=False)["input_ids"]
    except (TypeError, KeyError):
        return  # of a kind that is not the tokenizer of a network
    if set(ids) <= {tokenizer.unk_token_id}:
        raise ModelUnavailable(
            f"the tokenizer of {name} knows no words: the model may be half downloaded; fetch it "
            f"anew, or name another with {option}"
        )


def in_a_line(error: Exception) -> str:
    """What an error says, without line breaks and not at length."""
    return shorten(str(error) or type(error).__name__, LONGEST_REASON, placeholder=" …")
