"""`byline search` and `byline ask`: one question, files of questions, and what they refuse."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli_samples import ARTICLES, Byline, read_lines, write_lines

ANSWER = [
    "id",
    "question",
    "standalone",
    "status",
    "answer",
    "short_answers",
    "confidence",
    "claims",
    "citations",
    "nearest",
    "timings_ms",
    "note",
    "earlier",
    "understood",
    "written_by",
    "sentences",
    "written_note",
    "sent_elsewhere",
]
CLAIM = {"text", "short_answer", "scope", "speaker", "outlet", "when", "citations"}
CLAIM |= {"explained", "otherwise"}
CITATION = {
    "number",
    "article_id",
    "title",
    "publisher",
    "published",
    "url",
    "quote",
    "start",
    "end",
}
HIT = ["rank", "score", "article_id", "start", "end", "text", "also_in"]
TEXTS = {row["id"]: str(row["text"]) for row in ARTICLES}


def test_search_gives_ranked_passages_that_stand_in_their_articles(
    byline: Byline, store: Path
) -> None:
    found = json.loads(byline("search", "old bridge", "-k", "2", "--json", store=store).stdout)
    assert list(found) == ["id", "hits"]
    assert [list(hit) for hit in found["hits"]] == [HIT, HIT]
    assert [hit["rank"] for hit in found["hits"]] == [1, 2]
    assert found["hits"][0]["article_id"] == "bridge-herald"
    for hit in found["hits"]:
        assert TEXTS[hit["article_id"]][hit["start"] : hit["end"]] == hit["text"]


def test_search_for_readers_names_headline_and_origin(byline: Byline, store: Path) -> None:
    shown = byline("search", "old bridge", "-k", "1", store=store).stdout
    assert shown.startswith("1. Old bridge closes\n    Harbour Herald, 5 March 2024\n")


def test_ask_gives_an_answer_whose_quotes_stand_in_their_articles(
    byline: Byline, store: Path
) -> None:
    question = "Who was the first to demand a new ferry?"
    answer = json.loads(byline("ask", question, "--json", store=store).stdout)
    assert list(answer) == ANSWER
    assert answer["id"] is None
    assert answer["status"] == "rival_claims"
    assert set(answer["short_answers"]) == {"Tom Vance", "Lena Ruud"}
    assert 0 <= answer["confidence"] <= 1
    assert all(set(claim) >= CLAIM for claim in answer["claims"])
    for citation in answer["citations"]:
        assert set(citation) >= CITATION
        text = TEXTS[citation["article_id"]]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_ask_for_readers_keeps_rivals_apart_and_lists_the_sources(
    byline: Byline, store: Path
) -> None:
    shown = byline("ask", "Who was the first to demand a new ferry?", store=store).stdout
    claims, sources = shown.split("Sources\n")
    assert "Tom Vance - first mayor" in claims
    assert "Lena Ruud - first harbour master" in claims
    assert "[1]" in claims
    assert "[2]" in claims
    assert "[1] Ferry returns\n    Coast Post, 1 April 2024\n" in sources
    assert "“Tom Vance became the first mayor" in sources


def test_a_later_figure_is_shown_above_the_one_told_before(byline: Byline, tmp_path: Path) -> None:
    rows = [
        {
            "id": "1",
            "published": "2024-05-02",
            "text": "At least 14 people died in the Orlu flood.",
        },
        {
            "id": "2",
            "published": "2024-05-09",
            "text": "The toll of the Orlu flood rose to 37 dead.",
        },
    ]
    source = write_lines(tmp_path / "two.jsonl", rows)
    assert byline("add", source, store=tmp_path / "store").exit_code == 0
    question = "How many people died in the Orlu flood?"
    shown = byline("ask", question, store=tmp_path / "store").stdout
    now, before = shown.partition("Sources")[0].split("Told before:")
    assert "rose to 37 dead" in now
    assert "At least 14 people died" in before


def test_ask_says_when_nothing_answers_and_shows_what_was_nearest(
    byline: Byline, store: Path
) -> None:
    result = byline("ask", "How deep is the Mariana Trench?", store=store)
    assert result.exit_code == 0
    why = "No article has the words “deep”, “Mariana”, “Trench”."
    opening = f"Not found in these articles.\n\n{why}\n\nNearest passages\n[1] "
    assert result.stdout.startswith(opening)


def test_a_comparison_stands_under_the_names_of_the_publishers(
    byline: Byline, tmp_path: Path
) -> None:
    told = {
        "Harbour Herald": "The old bridge over the Wend closed on Monday after a crack was found.",
        "Coast Post": "The old bridge at Wendport closed because money for repairs ran out.",
    }
    rows = [{"id": name, "publisher": name, "text": text} for name, text in told.items()]
    source = write_lines(tmp_path / "two.jsonl", rows)
    assert byline("add", source, store=tmp_path / "store").exit_code == 0
    question = "Did the Harbour Herald and the Coast Post both report why the old bridge closed?"
    lines = byline("ask", question, store=tmp_path / "store").stdout.splitlines()
    for name, text in told.items():
        quotation = lines.index(name) + 1
        assert lines[quotation].startswith(f"“{text[:40]}")


def test_ask_holds_to_publishers_and_dates(byline: Byline, store: Path) -> None:
    for restriction in (["--publisher", "Harbour Herald"], ["--until", "2024-03-31"]):
        result = byline("ask", "Who demands a ferry?", *restriction, "--json", store=store)
        answer = json.loads(result.stdout)
        cited = [*answer["citations"], *answer["nearest"]]
        assert {citation["article_id"] for citation in cited} == {"bridge-herald"}


def test_an_unknown_publisher_is_told_with_the_nearest(byline: Byline, store: Path) -> None:
    asked = byline("ask", "Who demands a ferry?", "--publisher", "Harbor Herald", store=store)
    assert asked.exit_code == 2
    assert "no article here is of the publisher 'Harbor Herald'" in asked.stderr
    assert "Harbour Herald" in asked.stderr
    known = byline("ask", "Who demands a ferry?", "--publisher", "harbour herald", store=store)
    assert known.exit_code == 0


def test_a_question_may_be_typed_without_quotation_marks(byline: Byline, store: Path) -> None:
    words = "Why did the old bridge close?"
    for command in ("ask", "search"):
        quoted, bare = (
            json.loads(byline(command, *asked, "--json", store=store).stdout)
            for asked in ([words], words.split())
        )
        quoted.pop("timings_ms", None), bare.pop("timings_ms", None)
        assert quoted == bare


def test_ask_reads_relative_days_against_the_day_of_asking(byline: Byline, store: Path) -> None:
    question = "What happened last week?"
    then = json.loads(
        byline("ask", question, "--asked", "2024-03-12", "--json", store=store).stdout
    )
    assert (then["understood"]["since"], then["understood"]["until"]) == (
        "2024-03-04",
        "2024-03-10",
    )
    assert {citation["article_id"] for citation in then["citations"]} == {"bridge-herald"}
    now = json.loads(byline("ask", question, "--json", store=store).stdout)
    monday = date.today() - timedelta(days=7 + date.today().weekday())
    assert now["understood"]["since"] == monday.isoformat()


def test_ask_leaves_out_what_came_out_after_the_day_of_asking(byline: Byline, store: Path) -> None:
    question = "What is the latest on the ferry?"
    for day, ids in (("2024-03-12", set()), ("2024-04-02", {"ferry-post"})):
        result = byline("ask", question, "--asked", day, "--json", store=store)
        assert {c["article_id"] for c in json.loads(result.stdout)["citations"]} == ids


def test_a_line_has_its_own_day_of_asking_or_that_of_the_command(
    byline: Byline, store: Path, tmp_path: Path
) -> None:
    question = "What happened yesterday?"
    questions = write_lines(
        tmp_path / "questions.jsonl",
        [
            {"question": question},
            {"question": question, "asked": "2024-03-06"},
            {"question": question, "date": "2024-04-02"},
        ],
    )
    out = tmp_path / "answers.jsonl"
    result = byline(
        "ask", "--questions", questions, "--out", out, "--asked", "2023-06-02", store=store
    )
    assert result.exit_code == 0
    days = [answer["understood"]["since"] for answer in read_lines(out)]
    assert days == ["2023-06-01", "2024-03-05", "2024-04-01"]


def test_a_file_of_questions_gets_a_line_for_each(
    byline: Byline, store: Path, tmp_path: Path
) -> None:
    questions = write_lines(
        tmp_path / "questions.jsonl",
        [
            {"id": "q1", "question": "How many cars did the bridge carry?", "history": None},
            {
                "id": 2,
                "question": "What colour is the door?",
                "passage": "The door is blue. Rain fell.",
            },
            {
                "id": "q3",
                "question": "What closed on Monday?",
                "history": [{"question": "What is old?", "answer": "The bridge."}],
                "publishers": ["Harbour Herald"],
                "since": "2024-01-01",
                "until": "2024-12-31",
                "date": "2024-05-01",
            },
        ],
    )
    out = tmp_path / "answers.jsonl"
    result = byline("ask", "--questions", questions, "--out", out, store=store)
    assert result.exit_code == 0
    assert result.stdout == ""
    answers = read_lines(out)
    assert [list(answer) for answer in answers] == [ANSWER] * 3
    assert [answer["id"] for answer in answers] == ["q1", 2, "q3"]
    assert "4,000" in str(answers[0]["answer"])
    assert "The door is blue." in str(answers[1]["answer"])


def test_a_line_with_a_history_is_read_as_a_follow_up(
    byline: Byline, store: Path, tmp_path: Path
) -> None:
    history = [{"question": "When was the bridge closed?", "answer": "On Monday. [1]"}]
    row = {"question": "Why?", "history": history}
    questions = write_lines(tmp_path / "questions.jsonl", [row])
    out = tmp_path / "answers.jsonl"
    assert byline("ask", "--questions", questions, "--out", out, store=store).exit_code == 0
    [answer] = read_lines(out)
    assert answer["question"] == "Why?"
    assert answer["standalone"] == "Why was the bridge closed?"


def test_a_file_of_queries_gets_a_line_for_each(
    byline: Byline, store: Path, tmp_path: Path
) -> None:
    rows = [
        {"id": "q1", "question": "ferry"},
        {"id": "q2", "question": "ferry", "publishers": ["Harbour Herald"], "date": "2024-05-01"},
    ]
    queries = write_lines(tmp_path / "queries.jsonl", rows)
    out = tmp_path / "hits.jsonl"
    assert (
        byline("search", "--queries", queries, "--out", out, "-k", "1", store=store).exit_code == 0
    )
    first, second = read_lines(out)
    assert list(first) == ["id", "hits"]
    assert [hit["article_id"] for hit in first["hits"]] == ["ferry-post"]
    assert [hit["article_id"] for hit in second["hits"]] == ["bridge-herald"]


@pytest.mark.parametrize(("command", "option"), [("ask", "--questions"), ("search", "--queries")])
def test_bad_lines_are_named_and_the_others_done(
    byline: Byline, store: Path, tmp_path: Path, command: str, option: str
) -> None:
    rows = [json.dumps({"id": f"q{n}", "question": "What closed?"}) for n in range(1, 7)]
    rows[1] = '{"id": "q2", "question": '
    rows[2] = '{"id": "q3", "question": "  "}'
    rows[3] = '{"id": "q4", "question": "What?", "date": "yesterday"}'
    rows[4] = "[1]"
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\ufeff" + "\n".join(rows), encoding="utf-8")
    result = byline(command, option, source, "--out", out, store=store)
    assert result.exit_code == 2
    assert [row["id"] for row in read_lines(out)] == ["q1", "q6"]
    *named, last = result.stderr.splitlines()
    assert [line.split(": ")[0] for line in named] == [f"{source}:{n}" for n in (2, 3, 4, 5)]
    assert "4 of 6" in last


def test_questions_are_not_overwritten_by_their_answers(
    byline: Byline, store: Path, tmp_path: Path
) -> None:
    source = write_lines(tmp_path / "in.jsonl", [{"question": "What closed?"}])
    before = source.read_text()
    result = byline("ask", "--questions", source, "--out", source, store=store)
    assert result.exit_code == 2
    assert source.read_text() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", ""],
        ["ask", "what " * 1000],
        ["ask", "x", "--since", "2024-13-01"],
        ["ask", "x", "--asked", "yesterday"],
        ["ask", "x", "--questions", "in.jsonl", "--out", "out.jsonl"],
        ["ask", "--questions", "missing.jsonl"],
        ["ask", "--questions", "missing.jsonl", "--out", "out.jsonl"],
        ["search", "x", "-k", "0"],
        ["search", "--queries", ".", "--out", "out.jsonl"],
    ],
)
def test_wrong_use_ends_with_2_and_without_a_traceback(
    byline: Byline, store: Path, arguments: list[str]
) -> None:
    result = byline(*arguments, store=store)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip()
    assert isinstance(result.exception, SystemExit)
