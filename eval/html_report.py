"""A result in, one self-contained HTML page out: no request leaves it.

Everything from questions, articles and answers goes through Jinja's escaping. Should something
slip through all the same, the page's own policy lets no script run but the one that it names.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval import wording
from eval.cases import Case, Evidence
from eval.compare import Comparison
from eval.outcomes import Retrieved, locate
from eval.plots import plots
from eval.results import CaseResult, Result
from eval.scores import all_measures
from qa.types import Citation

FOLDER = Path(__file__).parent
PASSAGES_SHOWN = 3

Marked = Sequence[tuple[str, bool]]
"""A text in pieces, each with whether it is marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """A piece of gold evidence, with the accepted answers marked, and where it was found."""

    article_id: str
    quote: Marked
    rank: int | None
    cited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """A citation, with the accepted answers marked."""

    citation: Citation
    quote: Marked
    exact: bool
    supports: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A retrieved passage, with the evidence in it marked."""

    hit: Retrieved
    text: Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One question as the page shows it. `state` is right, wrong or unjudged."""

    result: CaseResult
    state: str
    reply: str
    gold: str
    evidence: tuple[EvidenceView, ...]
    citations: tuple[CitationView, ...]
    passages: tuple[PassageView, ...]


def content_policy() -> str:
    """The content security policy of the page: its one script runs, and nothing is fetched."""
    digest = hashlib.sha256(page_script().encode()).digest()
    return (
        f"default-src 'none'; script-src 'sha256-{base64.b64encode(digest).decode()}'; "
        "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )


def page_script() -> str:
    """The script of the page, as it stands between its tags."""
    return (FOLDER / "report.js").read_text(encoding="utf-8")


def html_report(result: Result, comparison: Comparison | None = None) -> str:
    """The page of a result, and of how it compares."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("report.html").render(
        policy=content_policy(),
        script=Markup(page_script()),  # noqa: S704 - a file of this package
        result=result,
        manifest=asdict(result.manifest),
        comparison=comparison,
        measures=all_measures(result.manifest.k),
        plots=plots(result),
        views=[case_view(case) for case in result.cases],
        wording=wording,
    )


def case_view(result: CaseResult) -> CaseView:
    """What the page shows of a case."""
    case, outcome = result.case, result.outcome
    citations = outcome.answer.citations if outcome.answer else ()
    return CaseView(
        result=result,
        state={True: "right", False: "wrong", None: "unjudged"}[result.right],
        reply=wording.reply(outcome),
        gold=gold(case),
        evidence=tuple(
            evidence_view(number, piece, result) for number, piece in enumerate(case.evidence)
        ),
        citations=tuple(
            CitationView(
                citation=citation,
                quote=mark_answers(citation.quote, case.answers),
                exact=verdict.exact,
                supports=bool(verdict.evidence),
            )
            for citation, verdict in zip(citations, outcome.citations, strict=True)
        ),
        passages=tuple(passage_view(hit, case) for hit in outcome.retrieved[:PASSAGES_SHOWN]),
    )


def gold(case: Case) -> str:
    """What a right reply is, in a line."""
    if not case.answerable:
        told = f": {' / '.join(case.corrections)}" if case.corrections else ""
        return f"no answer in the articles{told}"
    if case.facts:
        return " + ".join(" / ".join(wordings) for wordings in case.facts)
    return " / ".join(case.accepted)


def evidence_view(number: int, piece: Evidence, result: CaseResult) -> EvidenceView:
    """What the page shows of a piece of evidence."""
    found = (hit.passage.rank for hit in result.outcome.retrieved if number in hit.evidence)
    return EvidenceView(
        article_id=piece.article_id,
        quote=mark_answers(piece.quote or "", result.case.answers),
        rank=next(found, None),
        cited=any(number in verdict.evidence for verdict in result.outcome.quoted),
    )


def passage_view(hit: Retrieved, case: Case) -> PassageView:
    """What the page shows of a retrieved passage."""
    quotes = [case.evidence[number].quote for number in hit.evidence]
    spans = [span for quote in quotes if quote for span in locate(hit.passage.text, quote)]
    return PassageView(hit=hit, text=marked(hit.passage.text, spans))


def mark_answers(text: str, answers: Iterable[str]) -> Marked:
    """A text with the accepted answers in it marked, whatever their case."""
    longest_first = sorted(answers, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(answer)}(?!\w)" for answer in longest_first)
    found = re.finditer(pattern, text, re.IGNORECASE) if pattern else ()
    return marked(text, [match.span() for match in found])


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Marked:
    """A text in pieces, those in a span marked; of overlapping spans the first counts."""
    pieces, reached = [], 0
    for start, end in sorted(spans):
        if start >= reached:
            pieces += [(text[reached:start], False), (text[start:end], True)]
            reached = end
    return [piece for piece in (*pieces, (text[reached:], False)) if piece[0]]
