"""The folder of a whole model in, a copy that lacks something out."""

import shutil


def half_downloaded(model, folder, *, kept):
    """A copy of whose weights so many bytes came; without the file for None."""
    copy = shutil.copytree(model, folder / "copy")
    weights = copy / "model.safetensors"
    content = weights.read_bytes()
    weights.unlink()
    if kept is not None:
        weights.write_bytes(content[:kept])
    return copy


def without_tokenizer(model, folder):
    """A copy without the files of the tokenizer."""
    copy = shutil.copytree(model, folder / "copy")
    for file in copy.glob("*token*"):
        file.unlink()
    return copy
