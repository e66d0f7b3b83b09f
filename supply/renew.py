"""The ranges of pyproject.toml in; the lock files of `locks/`, each file with its hashes, out.

What the locks have already stays at its version: to renew a package, delete its line first; to
renew them all, empty the files. `make lock` runs this, and only it needs `uv`.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from supply.locked import LOCKS, ROOT, RUN, TEST, TORCH, Locked, parse_lock

_OLDEST_PYTHON = "3.11"
_TORCH_AND_ITS_GPU_LIBRARIES = re.compile(r"torch|triton|(nvidia|cuda)-.+")
_HEADER = "# {about}\n# Written by `make lock`.\n"


def main() -> None:
    """Writes the locks anew."""
    known = "".join(path.read_text(encoding="utf-8") for path in (RUN, TEST, TORCH))
    everything = _resolve(known, extras=["dev"])
    needed = _resolve("".join(package.block for package in everything))
    lines = {_line(package) for package in needed}
    _write(
        TORCH,
        "The registry's PyTorch, and the libraries for NVIDIA's processors that it needs on Linux.",
        (package for package in needed if _is_of_torch(package)),
    )
    _write(
        RUN,
        "What `make run` installs beside PyTorch.",
        (package for package in needed if not _is_of_torch(package)),
    )
    _write(
        TEST,
        "What `make test` installs besides.",
        (package for package in everything if _line(package) not in lines),
    )


def _resolve(known: str, *, extras: Sequence[str] = ()) -> list[Locked]:
    """The packages that the project and these of its extras need, on any machine and Python.

    `known` are packages that stay at their versions where the ranges allow it. Only wheels count:
    what is built on the spot would bring in, unlocked, what it is built with.
    """
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build.txt"
        build.write_text("\n".join(_build_requirements()), encoding="utf-8")
        found = Path(folder) / "found.txt"
        found.write_text(known, encoding="utf-8")
        subprocess.run(  # noqa: S603 - nothing of it comes from outside
            [
                *("uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"),
                *("--no-header", "--only-binary", ":all:", "--python-version", _OLDEST_PYTHON),
                *(f"--extra={extra}" for extra in extras),
                *("--output-file", str(found), "pyproject.toml", str(build)),
            ],
            cwd=ROOT,
            check=True,
        )
        # The folder's name is another one each time.
        return parse_lock(found.read_text(encoding="utf-8").replace(f"-r {build}", "build"))


def _build_requirements() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(project["build-system"]["requires"])


def _is_of_torch(package: Locked) -> bool:
    return _TORCH_AND_ITS_GPU_LIBRARIES.fullmatch(package.name) is not None


def _line(package: Locked) -> tuple[str, str, str]:
    return package.name, package.version, package.marker


def _write(path: Path, about: str, packages: Iterable[Locked]) -> None:
    LOCKS.mkdir(exist_ok=True)
    blocks = "".join(package.block for package in packages)
    path.write_text(_HEADER.format(about=about) + blocks, encoding="utf-8")


if __name__ == "__main__":
    main()
