"""The shipped question sets hold together, and so do the articles they are asked over."""

import hashlib
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from seeds import sample_paths

REPOSITORY = Path(__file__).parents[2]
SETS = REPOSITORY / "eval" / "sets"
SEEDS = REPOSITORY / "seeds"


def rows(path):
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


ARTICLES = {row["id"]: row for path in sample_paths() for row in rows(path)}
CASES = {name: rows(SETS / f"{name}.jsonl") for name in ("seed", "wikinews", "traps")}


@pytest.fixture(params=CASES)
def cases(request):
    return CASES[request.param]


def stands_in(words, text):
    return words.lower() in text.lower()


def quotes(case):
    return [piece["quote"] for piece in case["evidence"]]


def articles(case):
    return [ARTICLES[piece["article_id"]] for piece in case["evidence"]]


def test_every_quote_stands_word_for_word_in_its_article(cases):
    for case in cases:
        for quote, article in zip(quotes(case), articles(case), strict=True):
            assert quote in article["text"], case["id"]


def test_only_unanswerable_questions_have_neither_answer_nor_evidence(cases):
    for case in cases:
        answerable = case["kind"] != "unanswerable"
        assert case.get("answerable", True) == answerable, case["id"]
        assert bool(case["answers"]) == bool(case["evidence"]) == answerable, case["id"]
        assert answerable or "claims" not in case, case["id"]


def test_a_quote_that_is_enough_by_itself_holds_an_answer(cases):
    for case in cases:
        if case["kind"] not in {"several", "before_after"}:
            for quote in quotes(case):
                assert any(stands_in(answer, quote) for answer in case["answers"]), case["id"]


def test_claims_rest_on_the_evidence(cases):
    for case in cases:
        for claim in case.get("claims", []):
            short_answer = claim["short_answer"]
            assert short_answer in case["answers"], case["id"]
            assert any(stands_in(short_answer, quote) for quote in quotes(case)), case["id"]
            told = [claim.get(field) for field in ("scope", "speaker", "outlet")]
            texts = [article["text"] for article in articles(case)]
            for words in filter(None, [*told, *claim.get("names", [])]):
                assert any(stands_in(words, text) for text in texts), case["id"]


def test_a_dated_question_rests_on_stories_known_by_then(cases):
    for case in cases:
        if "date" in case:
            asked = date.fromisoformat(case["date"])
            for article in articles(case):
                assert date.fromisoformat(article["published"]) <= asked, case["id"]


def test_follow_ups_and_only_they_have_a_conversation_before_them(cases):
    for case in cases:
        assert ("history" in case) == (case["kind"] == "follow_up"), case["id"]
        assert ("standalone" in case) == (case["kind"] == "follow_up"), case["id"]
        for turn in case.get("history", []):
            assert turn["question"], case["id"]
            assert turn["answer"], case["id"]


def test_ids_and_questions_are_unique(cases):
    assert len({case["id"] for case in cases}) == len(cases)
    asked = {(case["question"], case.get("date"), str(case.get("history"))) for case in cases}
    assert len(asked) == len(cases)


def test_the_readme_counts_the_kinds():
    readme = (SETS / "README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `?(\w+)`? \|[^|]*\| (\d+) \| (\d+) \| (\d+) \|$", readme, re.MULTILINE)
    for column, cases in enumerate(CASES.values(), start=1):
        counted = Counter(case["kind"] for case in cases) + Counter(all=len(cases))
        assert {row[0]: int(row[column]) for row in table if row[column] != "0"} == counted


def test_every_article_is_asked_about():
    asked_about = {
        article["id"] for cases in CASES.values() for case in cases for article in articles(case)
    }
    assert asked_about == set(ARTICLES)


def test_the_first_sample_article_is_the_original():
    (article,) = rows(SEEDS / "seed.jsonl")
    assert set(article) == {"id", "text"}
    digest = hashlib.sha256(article["text"].encode()).hexdigest()
    assert digest in (SEEDS / "README.md").read_text(encoding="utf-8")


def test_every_story_can_be_credited():
    stories = rows(SEEDS / "wikinews.jsonl")
    assert len({story["id"] for story in stories}) == len(stories)
    for story in stories:
        assert list(story) == ["id", "title", "publisher", "authors", "published", "url", "text"]
        assert story["title"]
        assert story["publisher"] == "Wikinews"
        assert story["url"].startswith("https://en.wikinews.org/wiki/")
        assert date.fromisoformat(story["published"])
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert f"| {len(stories)} |" in readme
    assert "https://creativecommons.org/licenses/by/2.5/" in readme
