"""How well pages of PDF are read: `python -m index.benchmark_pdf ARTICLES`.

Pages are made of the paragraphs of ARTICLES (anything that `byline add` takes), drawn as layout
programs draw them (`benchmark_pdf_pages.py`), 30 files for each half: settings are chosen on the
first, the second is the one to report. What is read is held against what was printed:

- in order: of all neighbouring words of what a reader reads in one go, the share that stand
  side by side in the text, each as often as it is printed;
- sentences: of 1,000 drawn by chance from the text, the share in which no two words stand side by
  side that do so nowhere on the page;
- furniture: the share of files in whose text running heads or page numbers are left.

Beside Byline's text stand those of pypdf and of PDFium, as they give them, their lines joined.
At the end stand the time and the peak of memory of a file of 300 pages, and of one whose single
page holds as many tiny boxes as are read.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import mean

from index.benchmark_output import print_line
from index.benchmark_pdf_pages import PAPER, Made, make, many_pages, tiny_boxes
from index.loaders import load
from index.loaders.pdf_file import MOST_RUNS
from index.records import Article
from index.split import sentences

FILES = 30
DRAWN = 1_000
Read = Callable[[Path], list[str]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a table for each half, the files that were read worst, and what large ones take."""
    parser = argparse.ArgumentParser(prog="python -m index.benchmark_pdf", description=__doc__)
    parser.add_argument("articles", type=Path, nargs="?", help="what `byline add` takes")
    parser.add_argument("--worst", type=int, default=0, help="list so many files")
    parser.add_argument("--one", type=Path, help="only read this file, and tell its memory")
    given = parser.parse_args(arguments)
    if given.one:
        _print_one(given.one)
        return
    if given.articles is None:
        parser.error("name the articles")
    articles = [item for item in load(str(given.articles)) if isinstance(item, Article)]
    for half, offset in ("first", 0), ("second", 1):
        made = [_made(articles, seed=2 * number + offset) for number in range(FILES)]
        print_line(f"{half} half: {len(made)} files, {sum(each.pages for each in made)} pages")
        _print_table(made, worst=given.worst)
    _print_large(articles)


def _print_table(made: Sequence[Made], *, worst: int) -> None:
    print_line("           in order  sentences  furniture  seconds a page")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:02}.pdf" for number in range(len(made))]
        for path, each in zip(paths, made, strict=True):
            path.write_bytes(each.data)
        for name, read in READERS.items():
            began = time.perf_counter()
            texts = [read(path) for path in paths]
            seconds = (time.perf_counter() - began) / sum(each.pages for each in made)
            print_line(f"{name:10} {_row(made, texts)}  {seconds:14.3f}")
            if name == "Byline":
                _print_worst(made, texts, worst)


def _print_worst(made: Sequence[Made], texts: Sequence[Sequence[str]], worst: int) -> None:
    scores = [
        (in_order(each.sequences, text), each.manner)
        for each, text in zip(made, texts, strict=True)
    ]
    for score, manner in sorted(scores)[:worst]:
        print_line(f"  {score:.3f} {manner}")


def _print_large(articles: Sequence[Article]) -> None:
    """The time and the memory of what is large, each read by a process of its own."""
    paragraphs = [part for item in articles for part in item.text.split("\n\n") if part.strip()]
    files = {"300 pages": many_pages(paragraphs, pages=300), "tiny boxes": tiny_boxes(MOST_RUNS)}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder) / "large.pdf"
            path.write_bytes(data)
            began = time.perf_counter()
            done = subprocess.run(  # noqa: S603 - this very program
                [sys.executable, "-m", "index.benchmark_pdf", "--one", str(path)],
                capture_output=True,
                text=True,
                check=True,
            )
            seconds = time.perf_counter() - began
            print_line(f"{name:10} {len(data):,} bytes, {seconds:.1f} s, {done.stdout.strip()}")


def _print_one(path: Path) -> None:
    """What became of one file, and the peaks of this process and of the one that reads pages."""
    [*items] = load(str(path))
    letters = sum(len(item.text) for item in items if isinstance(item, Article))
    peaks = [
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print_line(f"{letters:,} characters, peaks of {peaks[0]} and {peaks[1]} MiB")


def in_order(sequences: Sequence[Sequence[str]], texts: Sequence[str]) -> float:
    """The share of neighbouring words of `sequences` that are neighbours in one of `texts`."""
    printed = _pairs([*map(_plain, sequence)] for sequence in sequences)
    read = _pairs(_plain(text).split() for text in texts)
    return (printed & read).total() / printed.total()


def is_printed(sentence: str, pairs: Counter[tuple[str, str]]) -> bool:
    """Whether all neighbouring words of a sentence are neighbours in print."""
    return all(pair in pairs for pair in pairwise(_plain(sentence).split()))


def _pairs(sequences: Iterable[Sequence[str]]) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for words in sequences:
        counted.update(pairwise(words))
    return counted


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _made(articles: Sequence[Article], *, seed: int) -> Made:
    chance = random.Random(seed)
    paragraphs = [
        " ".join(paragraph.split())
        for article in chance.sample(articles, k=min(12, len(articles)))
        for paragraph in article.text.split("\n\n")
        if len(paragraph.split()) > 15
    ]
    return make(paragraphs, seed=seed)


def _row(made: Sequence[Made], texts: Sequence[Sequence[str]]) -> str:
    ordered = mean(in_order(each.sequences, text) for each, text in zip(made, texts, strict=True))
    drawn = []
    for each, parts in zip(made, texts, strict=True):
        pairs = _pairs([*map(_plain, sequence)] for sequence in each.sequences)
        for text in parts:
            drawn += [is_printed(text[start:end], pairs) for start, end in sentences(text)]
    chosen = random.Random(0).sample(drawn, k=min(DRAWN, len(drawn)))
    left = mean(any(PAPER in text for text in parts) for parts in texts)
    return f"{ordered:8.4f}  {mean(chosen):9.4f}  {left:9.3f}"


def _byline(path: Path) -> list[str]:
    return [
        f"{item.title or ''}\n\n{item.text}"
        for item in load(str(path))
        if isinstance(item, Article)
    ]


def _pypdf(path: Path) -> list[str]:
    from pypdf import PdfReader

    return [" ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())]


def _pdfium(path: Path) -> list[str]:
    from pypdfium2 import PdfDocument

    pages = [page.get_textpage().get_text_range() for page in PdfDocument(path)]
    return [" ".join(" ".join(pages).split())]


READERS: dict[str, Read] = {"Byline": _byline, "pypdf": _pypdf, "PDFium": _pdfium}


if __name__ == "__main__":
    main()
