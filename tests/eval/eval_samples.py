"""Three small articles, questions about them, files of them written, and outcomes made up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from eval.outcomes import Outcome, Retrieved, Times
from index.records import Article
from qa.types import Answer, Citation, Claim, SearchResult

ARTICLES = (
    Article(
        id="bridge",
        title="Storm closes bridge",
        publisher="Harbour News",
        published=date(2021, 3, 4),
        text="The Harbour Bridge was closed on Thursday. Mayor Anna Lind said the storm had"
        " damaged two cables. Repairs will cost 40 million dollars, the city said.",
    ),
    Article(
        id="museum",
        title="Museum opens",
        publisher="City Post",
        published=date(2022, 5, 6),
        text="A museum of clocks opened in Velden on Friday. Its director, Tomas Berg, called it"
        " a dream. The building holds 300 clocks from nine countries.",
    ),
    Article(
        id="election",
        title="Council elected",
        publisher="City Post",
        published=date(2022, 9, 1),
        text="Maria Holm was the first woman elected to the council of Velden. Turnout was"
        " 61 percent. The Green List won seven seats.",
    ),
)

ROWS: tuple[dict[str, object], ...] = (
    {
        "id": "q1",
        "question": "Who said the storm had damaged two cables?",
        "answers": ["Anna Lind", "Mayor Anna Lind"],
        "evidence": [
            {
                "article_id": "bridge",
                "quote": "Mayor Anna Lind said the storm had damaged two cables.",
            }
        ],
        "kind": "who",
    },
    {
        "id": "q2",
        "question": "How many clocks does the museum in Velden hold?",
        "answers": ["300", "300 clocks"],
        "evidence": [{"article_id": "museum", "quote": "The building holds 300 clocks"}],
        "kind": "how_many",
        "date": "2022-05-07",
    },
    {
        "id": "q3",
        "question": "Who was the first woman elected to the council of Velden?",
        "answers": ["Maria Holm"],
        "claims": [{"short_answer": "Maria Holm", "scope": "first woman"}],
        "evidence": [{"article_id": "election", "quote": "Maria Holm was the first woman"}],
        "kind": "who",
    },
    {
        "id": "q4",
        "question": "Who designed the submarine of Lord Zweig?",
        "answers": [],
        "evidence": [],
        "answerable": False,
        "kind": "unanswerable",
    },
    {
        "id": "q5",
        "question": "And what was the turnout?",
        "history": [{"question": "Who was elected in Velden?", "answer": "Maria Holm"}],
        "standalone": "What was the turnout at the election in Velden?",
        "answers": ["61 percent"],
        "evidence": [{"article_id": "election", "quote": "Turnout was 61 percent."}],
        "kind": "follow_up",
    },
)


def write_lines(path: Path, rows: Iterable[Mapping[str, object] | str]) -> Path:
    """A file of rows, or of lines that are no JSON."""
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def claim(short_answer, *, scope=None, speaker=None, outlet=None, when=None):
    return Claim(
        text="A sentence.",
        short_answer=short_answer,
        scope=scope,
        speaker=speaker,
        outlet=outlet,
        when=when,
        citations=(1,),
    )


def outcome(*claims, verdicts=(), passages=(), confidence=0.8, status=None):
    """What an engine might have given: claims, citation verdicts, evidence in each passage."""
    return Outcome(
        case_id="c",
        answer=Answer(
            question="Who?",
            standalone="Who?",
            status=status or ("answered" if claims else "not_found"),
            text="",
            short_answers=tuple(one.short_answer for one in claims if one.short_answer),
            confidence=confidence,
            claims=claims,
            citations=(),
            nearest=(),
        ),
        citations=verdicts,
        retrieved=tuple(
            Retrieved(
                passage=SearchResult(
                    rank=rank, score=1 / rank, article_id=article, start=0, end=1, text="x"
                ),
                evidence=evidence,
                has_answer=bool(evidence),
            )
            for rank, (article, evidence) in enumerate(passages, start=1)
        ),
        error=None,
        times=Times(answer=1.0, search=1.0, stages={}),
    )


def cited(found, *quotes):
    """The same outcome whose answer quotes these words."""
    citations = tuple(
        Citation(
            number=number,
            article_id="a",
            version=1,
            title=None,
            publisher=None,
            published=None,
            url=None,
            quote=quote,
            start=0,
            end=len(quote),
        )
        for number, quote in enumerate(quotes, start=1)
    )
    return replace(found, answer=replace(found.answer, citations=citations))
