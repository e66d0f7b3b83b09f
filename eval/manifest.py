"""A run about to begin in, all that its numbers will depend on out."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eval.cases import Case, QuestionSet
from eval.results import Manifest, RunSettings
from index.library import Library

ROOT = Path(__file__).parent.parent
ANSWERING = ("index", "qa")
"""The packages that answers depend on; changes elsewhere leave them as they are."""
LIBRARIES = ("torch", "sentence-transformers", "faiss-cpu", "numpy")


def make_manifest(
    question_set: QuestionSet,
    cases: Sequence[Case],
    library: Library,
    settings: RunSettings,
    models: Mapping[str, str],
) -> Manifest:
    """The manifest of a run over `cases`, which were drawn from the set.

    `models` are those that are named besides the library's, by kind.
    """
    status = library.status()
    return Manifest(
        set_name=question_set.name,
        set_format=question_set.format,
        set_sha256=question_set.sha256,
        cases=len(cases),
        cases_sha256=digest(case.id for case in cases),
        k=settings.k,
        limit=settings.limit,
        seed=settings.seed,
        version=installed("byline"),
        commit=commit(),
        program_sha256=digest(f"{name} {sha256}" for name, sha256 in program_files().items()),
        models={"embedding": status.model or status.embedder}
        | model_files()
        | dict(models)
        | ({"writer": settings.writer} if settings.writer else {}),
        store_articles=status.articles,
        store_passages=status.passages,
        store_sha256=digest(
            f"{article.id}\n{article.version}\n{article.text}" for article in library.articles()
        ),
        workers=settings.workers,
        machine={
            "system": platform.platform(),
            "processors": str(os.cpu_count()),
            "python": platform.python_version(),
        }
        | {name: installed(name) for name in LIBRARIES},
    )


def run_digest(manifest: Manifest) -> str:
    """Tells a run from all whose answers may differ.

    How many workers ask, where, and what was committed since is no matter: the digest of the
    program's files says whether what answers has changed.
    """
    return digest([repr(replace(manifest, workers=0, machine={}, commit=None))])


def program_files() -> dict[str, str]:
    """The source files that answers depend on, with their digests, by path."""
    return {name: sha256 for name, sha256 in answering_files() if name.endswith(".py")}


def model_files() -> dict[str, str]:
    """The weights that lie beside the source, with their digests, by path."""
    return {name: sha256 for name, sha256 in answering_files() if "/weights/" in name}


def answering_files() -> Iterator[tuple[str, str]]:
    """Every file of the packages that answers depend on, and its digest, in order of path."""
    for path in sorted(path for package in ANSWERING for path in (ROOT / package).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            with path.open("rb") as file:
                yield (
                    path.relative_to(ROOT).as_posix(),
                    hashlib.file_digest(file, "sha256").hexdigest(),
                )


def commit(checkout: Path = ROOT) -> str | None:
    """The commit of a checkout, this one's where none is named; "+changes" where there are any.

    None when it is no checkout, or there is no git.
    """
    git = shutil.which("git")
    if git is None or not (checkout / ".git").exists():
        return None

    def ask(*arguments: str) -> str:
        return subprocess.run(  # noqa: S603 - fixed arguments, git found above
            [git, "-C", str(checkout), *arguments], capture_output=True, text=True, check=True
        ).stdout.strip()

    try:
        changes = ask("status", "--porcelain", "--untracked-files=no")
        return ask("rev-parse", "HEAD") + ("+changes" if changes else "")
    except subprocess.CalledProcessError:
        return None


def installed(distribution: str) -> str:
    """The installed version of a distribution, "unknown" when it runs uninstalled."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"


def digest(lines: Iterable[str]) -> str:
    """The SHA-256 of some lines, hexadecimal."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()
