"""The name of a shipped set, or a path, in; a `QuestionSet` out.

Shipped sets are asked over the sample articles, which come with Byline as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from eval.cases import QuestionSet
from eval.formats import read_set
from index.errors import BadQuestion
from index.loaders import load
from index.records import Article, Skipped
from seeds import sample_paths

FOLDER = Path(__file__).parent / "sets"


def shipped_names() -> list[str]:
    """The names of the shipped sets, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def find_set(source: str, *, format_name: str | None = None) -> QuestionSet:
    """The shipped set of this name, with the sample articles; else what stands at this path.

    A file that bears the name of a shipped set is meant by "./seed". Raises BadQuestion when
    there is neither, and what `read_set` raises.
    """
    if source in shipped_names():
        shipped = read_set(FOLDER / f"{source}.jsonl")
        return replace(shipped, name=source, articles=sample_articles)
    if not Path(source).exists():
        raise BadQuestion(
            f"no question set {source!r}: name a file, a BEIR folder,"
            f" or a set that comes with Byline ({', '.join(shipped_names())})"
        )
    return read_set(Path(source), format_name=format_name)


def sample_articles() -> Iterator[Article | Skipped]:
    """The sample articles as the loaders read them."""
    for path in sample_paths():
        yield from load(str(path))
