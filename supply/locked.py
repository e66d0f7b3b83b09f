"""A lock file in; the packages it names, with their exact versions and hashes, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ROOT / "locks"

RUN = LOCKS / "run.txt"
TEST = LOCKS / "test.txt"
TORCH = LOCKS / "torch.txt"
TORCH_CPU = LOCKS / "torch-cpu.txt"

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_REQUIRED_BY = re.compile(r"^    #(?: via)? +([\w.-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One package of a lock.

    `name` is in its canonical form. `marker` says on which machines it is installed, empty where
    on all. `hashes` are the SHA-256 of the files that may be installed, in hexadecimal.
    `required_by` are the canonical names of those for whose sake it is there. `block` is its text.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    required_by: tuple[str, ...]
    block: str


def read_lock(path: Path) -> list[Locked]:
    """The packages of a lock file, in its order."""
    return parse_lock(path.read_text(encoding="utf-8"))


def parse_lock(text: str) -> list[Locked]:
    """The packages of the text of a lock. Raises ValueError where a version is not exact."""
    return [_locked(block) for block in _blocks(text)]


def _blocks(text: str) -> Iterator[str]:
    """The lines of each package: the first begins at the margin, its hashes and comments do not."""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        if lines and not line.startswith(" "):
            yield "".join(lines)
            lines = []
        if lines or (line.strip() and not line.startswith("#")):
            lines.append(line)
    if lines:
        yield "".join(lines)


def _locked(block: str) -> Locked:
    requirement = Requirement(block.partition("\n")[0].rstrip("\\").partition(" --hash")[0].strip())
    exact = re.fullmatch(r"==([^*,]+)", str(requirement.specifier))
    if exact is None:
        raise ValueError(f"a lock names exact versions, and this is none: {requirement}")
    return Locked(
        name=canonicalize_name(requirement.name),
        version=exact[1],
        marker=str(requirement.marker or ""),
        hashes=tuple(_HASH.findall(block)),
        required_by=tuple(map(canonicalize_name, _REQUIRED_BY.findall(block))),
        block=block,
    )
