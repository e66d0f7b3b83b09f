"""A file of sentences with their evidence in, `Pair`s out: our JSONL, FEVER-Symmetric's, WiCE's.

Pairs of premise and hypothesis, as sets of inference have them, are read too.

Ours has the articles first, a line `{"article": {…}}` each, unless a store has them; then lines
`{"id", "sentence", "cited": [{"article_id", "start", "end"}], "verdict", "kind"?}`. What is cited
may be `{"article_id", "quote"}` as well, or `{"text", "published"?}`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from eval.cases import Problem
from eval.check import Lookup
from eval.formats import first_object
from eval.formats.rows import Exact, Malformed, Row, Text, read_rows
from eval.verification.treebank import untokenised
from index.errors import BadQuestion, UnknownArticle, UsageError
from index.records import Article, Span
from qa.verify import Cited

Gold = Literal["supported", "contradicted", "unsupported", "not supported"]
"""What a pair is; "not supported" is either of the two before, it is not told which."""
Layout = Literal["byline", "fever-symmetric", "inference", "wice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence, the sentences that it cites, and what it is."""

    id: str
    sentence: str
    cited: tuple[Cited, ...]
    verdict: Gold
    kind: str | None


@dataclass(frozen=True)
class ArticleRow:
    """An article of the set."""

    id: Text
    text: Exact
    title: str | None = None
    publisher: str | None = None
    published: datetime.date | None = None
    url: str | None = None


@dataclass(frozen=True)
class CitedRow:
    """A stretch of an article, by its offsets or its words, or words that come with the pair."""

    article_id: Text | None = None
    quote: Exact | None = None
    start: int | None = None
    end: int | None = None
    text: Exact | None = None
    published: datetime.date | None = None


@dataclass(frozen=True)
class PairRow:
    """A line of ours: an article, or a sentence with what it cites."""

    article: ArticleRow | None = None
    id: Text | None = None
    sentence: Text | None = None
    cited: tuple[CitedRow, ...] = ()
    verdict: Gold | None = None
    kind: Text | None = None


@dataclass(frozen=True)
class FeverRow:
    """A line of FEVER-Symmetric (Schuster et al. 2019); its two releases name fields otherwise."""

    claim: Text
    evidence: Exact | None = None
    evidence_sentence: Exact | None = None
    label: Text | None = None
    gold_label: Text | None = None
    id: int | str | None = None


@dataclass(frozen=True)
class InferenceRow:
    """A line of premise and hypothesis, as FEVER-Symmetric is passed on too; `split` is its kind.

    The premise may be written as in a treebank.
    """

    premise: Exact
    hypothesis: Text
    label: Literal["entailment", "contradiction", "neutral"]
    split: Text | None = None


@dataclass(frozen=True)
class WiceMeta:
    """Of a line of WiCE, its id."""

    id: Text | None = None


@dataclass(frozen=True)
class WiceRow:
    """A line of WiCE (Kamoi et al. 2023). What is supported in part is not supported."""

    claim: Text
    evidence: tuple[str, ...]
    label: Literal["supported", "partially_supported", "not_supported"]
    meta: WiceMeta = WiceMeta()


FEVER: Mapping[str, Gold] = {
    "SUPPORTS": "supported",
    "REFUTES": "contradicted",
    "NOT ENOUGH INFO": "unsupported",
}
INFERENCE: Mapping[str, Gold] = {
    "entailment": "supported",
    "contradiction": "contradicted",
    "neutral": "unsupported",
}


def layout_of(path: Path) -> Layout:
    """The layout that a file shows. Raises BadQuestion where it shows none or cannot be read."""
    try:
        first = first_object(path)
    except OSError as error:
        raise BadQuestion(f"{path} cannot be read: {error.strerror or error}") from error
    if "article" in first or "sentence" in first:
        return "byline"
    if "claim" in first:
        return "wice" if isinstance(first.get("evidence"), list) else "fever-symmetric"
    if "premise" in first:
        return "inference"
    raise BadQuestion(
        f"{path} is of no known layout: a line has a sentence and what it cites, a premise and a"
        " hypothesis, or is one of FEVER-Symmetric or WiCE"
    )


def read_pairs(path: Path, lookup: Lookup | None = None) -> tuple[list[Pair], list[Problem]]:
    """The pairs of a file, and what is malformed in it.

    `lookup` finds the articles that do not come with it. Raises what `layout_of` raises.
    """
    readers: Mapping[Layout, Callable[[], Iterator[Pair | Problem]]] = {
        "byline": lambda: _ours(path, lookup),
        "fever-symmetric": lambda: _rows(path, FeverRow, _of_fever),
        "inference": lambda: _rows(path, InferenceRow, _of_inference),
        "wice": lambda: _rows(path, WiceRow, _of_wice),
    }
    found = list(readers[layout_of(path)]())
    pairs = [one for one in found if isinstance(one, Pair)]
    if not pairs:
        raise UsageError(f"{path} holds no sentence with what it cites")
    return pairs, [one for one in found if isinstance(one, Problem)]


def _ours(path: Path, lookup: Lookup | None) -> Iterator[Pair | Problem]:
    own: dict[str, Article] = {}

    def find(article_id: str) -> Article:
        if article_id in own:
            return own[article_id]
        if lookup is None:
            raise UnknownArticle(article_id)
        return lookup(article_id)

    def made(row: PairRow, number: int) -> Pair | None:
        if row.article is not None:
            one = row.article
            own[one.id] = Article(
                id=one.id,
                text=one.text,
                title=one.title,
                publisher=one.publisher,
                published=one.published,
                url=one.url,
            )
            return None
        if row.sentence is None or row.verdict is None:
            raise Malformed('a line has "sentence" and "verdict", or it is an "article"')
        name = row.id or f"line {number}"
        cited = tuple(_cited(one, f"{name}/{n}", find) for n, one in enumerate(row.cited, start=1))
        return Pair(id=name, sentence=row.sentence, cited=cited, verdict=row.verdict, kind=row.kind)

    yield from _rows(path, PairRow, made)


def _cited(row: CitedRow, name: str, find: Lookup) -> Cited:
    if row.text is not None:
        article = Article(id=name, text=row.text, published=row.published)
        return Cited(article=article, span=Span(0, len(row.text)))
    if row.article_id is None:
        raise Malformed('what is cited has an "article_id" or a "text"')
    try:
        article = find(row.article_id)
    except UnknownArticle as error:
        raise Malformed(str(error)) from error
    start, end = row.start, row.end
    if row.quote is not None:
        start = article.text.find(row.quote)
        end = start + len(row.quote)
    if start is None or end is None or not 0 <= start < end <= len(article.text):
        raise Malformed(f"what is cited does not stand in {row.article_id}")
    return Cited(article=article, span=Span(start, end))


def _rows(
    path: Path, row_type: type[Row], make: Callable[[Row, int], Pair | None]
) -> Iterator[Pair | Problem]:
    found = read_rows(path, row_type, make)
    yield from (one for one in found if one is not None)


def _of_fever(row: FeverRow, number: int) -> Pair:
    label, words = row.label or row.gold_label or "", row.evidence or row.evidence_sentence
    if label not in FEVER or words is None:
        raise Malformed(f'"label" is one of {", ".join(FEVER)}, and there is "evidence"')
    return Pair(
        id=str(row.id if row.id is not None else number),
        sentence=untokenised(row.claim),
        cited=(_whole(f"fever-{number}", untokenised(words)),),
        verdict=FEVER[label],
        kind=label,
    )


def _of_inference(row: InferenceRow, number: int) -> Pair:
    return Pair(
        id=f"{row.split or 'line'} {number}",
        sentence=untokenised(row.hypothesis),
        cited=(_whole(f"premise-{number}", untokenised(row.premise)),),
        verdict=INFERENCE[row.label],
        kind=row.label,
    )


def _of_wice(row: WiceRow, number: int) -> Pair:
    words = "\n".join(row.evidence)
    return Pair(
        id=row.meta.id or str(number),
        sentence=row.claim,
        cited=(_whole(f"wice-{number}", words),),
        verdict="supported" if row.label == "supported" else "unsupported",
        kind=row.label,
    )


def _whole(name: str, words: str) -> Cited:
    return Cited(article=Article(id=name, text=words), span=Span(0, len(words)))
