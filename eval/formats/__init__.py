"""A file, a folder or the name of a shipped set in, a `QuestionSet` out.

Each format is one file here; `FORMATS` lists them, the more particular before the more general.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from eval.cases import Case, Problem, QuestionSet
from eval.formats import beir, byline, facts, multihop_rag, ramdocs, realtimeqa, rgb, squad
from eval.formats.rows import content_of
from index.errors import BadQuestion, UsageError
from index.records import Article, Skipped

__all__ = ["FORMATS", "Format", "read_set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How one layout is recognised and read.

    `recognises` looks at the first JSON object of a file, `read` gives cases and problems, and
    `articles` the articles that come with the set, where they do.
    """

    recognises: Callable[[Mapping[str, object]], bool]
    read: Callable[[Path], Iterator[Case | Problem]]
    articles: Callable[[Path], Iterator[Article | Skipped]] | None = None


def never(_record: Mapping[str, object]) -> bool:
    """For a layout that is a folder: no file is of it."""
    return False


FORMATS: Mapping[str, Format] = {
    "squad": Format(recognises=squad.recognises, read=squad.read),
    "multihop-rag": Format(recognises=multihop_rag.recognises, read=multihop_rag.read),
    "realtimeqa": Format(recognises=realtimeqa.recognises, read=realtimeqa.read),
    "ramdocs": Format(recognises=ramdocs.recognises, read=ramdocs.read, articles=ramdocs.articles),
    "rgb": Format(recognises=rgb.recognises, read=rgb.read, articles=rgb.articles),
    "facts": Format(recognises=facts.recognises, read=facts.read),
    "beir": Format(recognises=never, read=beir.read, articles=beir.articles),
    "byline": Format(recognises=byline.recognises, read=byline.read),
}


def read_set(path: Path, *, format_name: str | None = None) -> QuestionSet:
    """Reads a set; what is malformed is listed in its `problems`, and the rest read.

    The format is seen from the content unless it is named. Raises BadQuestion when the file
    cannot be read or no format fits, and UsageError for a format that does not exist.
    """
    try:
        return read_as(path, format_name or detect(path))
    except OSError as error:
        raise BadQuestion(f"{path} cannot be read: {error.strerror or error}") from error


def read_as(path: Path, name: str) -> QuestionSet:
    """Reads a set in the format of this name. Raises UsageError, OSError."""
    if name not in FORMATS:
        raise UsageError(f"no format {name!r}: there are {', '.join(FORMATS)}")
    chosen = FORMATS[name]
    if path.is_dir() != (name == "beir"):
        raise UsageError(f"{path} cannot be read as {name}: only a BEIR set is a folder")
    found = list(chosen.read(path))
    cases = tuple(item for item in found if isinstance(item, Case))
    problems = [item for item in found if isinstance(item, Problem)]
    return QuestionSet(
        name=path.name,
        format=name,
        sha256=sha256(beir.files(path) if name == "beir" else (path,)),
        cases=cases,
        problems=(*problems, *repeated(cases)),
        articles=partial(chosen.articles, path) if chosen.articles else None,
    )


def detect(path: Path) -> str:
    """The format that the content shows. Raises BadQuestion when none fits."""
    if path.is_dir():
        if beir.recognises(path):
            return "beir"
        raise BadQuestion(
            f"{path} is no question set: a BEIR folder has corpus.jsonl and queries.jsonl"
        )
    record = first_object(path)
    for name, candidate in FORMATS.items():
        if candidate.recognises(record):
            return name
    raise BadQuestion(
        f"{path} is of no known format: name one with --format ({', '.join(FORMATS)})"
    )


def first_object(path: Path) -> Mapping[str, object]:
    """The first JSON object of a file: its first line, the whole of it, or any later line.

    Empty when there is none. Later lines count so that a set whose first line is damaged is
    still recognised, and the damage named.
    """
    content = content_of(path).removeprefix(b"\xef\xbb\xbf")
    lines = content.splitlines()
    return next(filter(None, map(as_object, (*lines[:1], content, *lines[1:]))), {})


def as_object(content: bytes) -> Mapping[str, object]:
    """A JSON object, or an empty one when it is anything else."""
    try:
        value = json.loads(content)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def sha256(paths: Iterable[Path]) -> str:
    """The digest of the contents of these files, one after the other, hexadecimal."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def repeated(cases: Iterable[Case]) -> Iterator[Problem]:
    """The ids that stand more than once: results could not be told apart."""
    places: dict[str, str] = {}
    for case in cases:
        if first := places.get(case.id):
            yield Problem(place=case.place, message=f"the id {case.id!r} stands at {first} already")
        places.setdefault(case.id, case.place)
