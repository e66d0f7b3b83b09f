"""The files that readers uploaded, told from every other file that the server could read."""

from __future__ import annotations

import json
from pathlib import Path


class Uploads:
    """The folder that uploads lie in, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hold(self, path: object) -> bool:
        """Whether this is the path of a regular file in the folder, not led out of it by a link."""
        if not isinstance(path, str):
            return False
        try:
            named = Path(path).resolve(strict=True)
            return named.is_file() and named.is_relative_to(self._folder.resolve())
        except (OSError, ValueError, RuntimeError):  # nothing there, no path, or links in a circle
            return False


def named_paths(body: bytes) -> list[object]:
    """What a JSON text gives as `path` in any of its objects, which is how Gradio names a file.

    Of a name that an object has twice, both values count. Raises ValueError where it is no JSON,
    or nested too deep to be read.
    """
    found: list[object] = []

    def collect(pairs: list[tuple[str, object]]) -> None:
        found.extend(value for name, value in pairs if name == "path")

    try:
        json.loads(body, object_pairs_hook=collect)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return found
