"""The reports: nothing from a question or an article is read as markup, nothing is requested."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from rich.console import Console

from eval.cases import QuestionSet
from eval.compare import compare
from eval.html_report import html_report, mark_answers, marked
from eval.plots import count_axis, plots
from eval.report import terminal_report
from eval.results import RunSettings
from eval.run import plan_run, run

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>{{ 7 * 7 }} [red]\"'&"


@pytest.fixture(scope="module")
def hostile(result, engine):
    cases = tuple(
        replace(
            one.case, question=f"{one.case.question} {HOSTILE}", answers=(HOSTILE,), kind=HOSTILE
        )
        for one in result.cases
        if one.case.answerable
    )
    hostile_set = QuestionSet(name=HOSTILE, format="byline", sha256="0" * 64, cases=cases)
    return run(plan_run(hostile_set, engine.library, RunSettings()), engine)


@pytest.fixture(scope="module")
def comparison(hostile):
    return compare(hostile, hostile)


class Tags(HTMLParser):
    """Collects the tags, with their attributes, and the text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


def test_all_text_is_escaped(hostile, comparison):
    page = Tags(html_report(hostile, comparison))
    assert "img" not in {tag for tag, _ in page.tags}
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert HOSTILE in page.text
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


def test_the_page_is_self_contained(result):
    page = Tags(html_report(result))
    requests = {"src", "href", "action", "data", "poster", "srcset"}
    for tag, attributes in page.tags:
        for name in requests & attributes.keys():
            assert attributes[name].startswith("#"), (tag, attributes)
    policy = [attributes for tag, attributes in page.tags if "http-equiv" in attributes]
    assert policy[0]["content"].startswith("default-src 'none'")


def test_no_script_may_run_but_the_one_of_the_page(hostile):
    page = html_report(hostile)
    script = page.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    [policy] = [a["content"] for _, a in Tags(page).tags if "http-equiv" in a]
    assert re.search("script-src ([^;]*);", policy)[1] == f"'sha256-{digest}'"


def test_every_question_is_on_the_page_with_what_it_got(result):
    page = Tags(html_report(result))
    cases = [a for tag, a in page.tags if tag == "details" and a.get("class") == "case"]
    assert [one["id"] for one in cases] == [f"case-{r.case.id}" for r in result.cases]
    states = {True: "right", False: "wrong", None: "unjudged"}
    assert [one["data-state"] for one in cases] == [states[r.right] for r in result.cases]
    for one in result.cases:
        assert one.case.question in page.text
        for piece in one.case.evidence:
            assert piece.article_id in page.text
    for name in result.measures:
        assert name in page.text


def test_flips_link_to_their_questions(result):
    flipped = replace(
        result, cases=tuple(replace(one, right=not one.right) for one in result.cases)
    )
    page = Tags(html_report(result, compare(flipped, result)))
    links = {a["href"] for tag, a in page.tags if tag == "a"}
    assert links == {f"#case-{one.case.id}" for one in result.cases}


def test_the_terminal_shows_text_as_it_is(hostile, comparison):
    shown = io.StringIO()
    Console(file=shown, width=400).print(terminal_report(hostile, comparison))
    assert HOSTILE in shown.getvalue()
    assert "hits@10" in shown.getvalue()


def test_answers_are_marked_as_whole_words():
    pieces = mark_answers("Lind and lindens; Anna Lind.", ["Lind", "Anna Lind"])
    assert [text for text, is_marked in pieces if is_marked] == ["Lind", "Anna Lind"]
    assert "".join(text for text, _ in pieces) == "Lind and lindens; Anna Lind."
    assert mark_answers("nothing", []) == [("nothing", False)]


def test_overlapping_spans_are_marked_once():
    assert marked("abcdef", [(3, 5), (1, 4)]) == [("a", False), ("bcd", True), ("ef", False)]


def test_plots_are_drawn_for_what_there_is(result):
    titles = [plot.title for plot in plots(result)]
    assert titles == ["Risk and coverage", "Reliability", "First hit", "Latency"]
    bare = replace(result, risk_coverage=(), reliability=(), cases=())
    assert plots(bare) == []


@pytest.mark.parametrize("most", [0, 1, 5, 6, 10, 11, 99, 101, 4321])
def test_count_axes_have_round_numbers_up_to_the_most(most):
    axis = count_axis("questions", most)
    assert axis.high >= max(1, most)
    assert 2 <= len(axis.ticks) <= 6
    assert axis.ticks[-1][0] == axis.high
