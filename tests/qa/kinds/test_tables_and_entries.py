"""Questions for a cell of a table, and for the hour of an entry of a live report."""

from dataclasses import replace
from datetime import date

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.loaders import load
from index.records import Article, Passage
from index.split import passages
from qa.build import build_engine
from qa.claims.compose import compose
from qa.kinds.entry import from_entries
from qa.kinds.tabled import from_tables
from qa.kinds.tallied import from_results
from qa.types import Candidate
from qa.understand import understand

PAGE = """<html lang="en"><head><title>Eastham by-election: Brandt wins</title></head><body>
<article>
<h1>Eastham by-election: Brandt wins</h1><p>Lena Brandt won the Eastham by-election early on Friday
with a majority of 2,114 votes over the sitting party, the returning officer said at the hall.</p>
<table><caption>Result</caption><tr><th>Candidate</th><th>Party</th><th>Votes</th><th>%</th></tr>
<tr><td>Lena Brandt</td><td>Green</td><td>12,310</td><td>41.2</td></tr>
<tr><td>Paul Osei</td><td>Labour</td><td>10,196</td><td>34.1</td></tr>
<tr><td>Sue Marsh</td><td>Conservative</td><td>4,002</td><td>13.4</td></tr></table>
<p>Turnout was 48.3 per cent, down from 61 per cent at the last election, the officer said.</p>
</article></body></html>"""


def candidates(*articles):
    return [
        Candidate(
            passage=Passage(
                id=number,
                article_id=article.id,
                start=spans[0].start,
                end=spans[-1].end,
                text=article.text[spans[0].start : spans[-1].end],
                sentences=spans,
            ),
            article=article,
            score=1.0,
        )
        for number, article in enumerate(articles)
        for spans in passages(article.text)
    ]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "a.html"
    path.write_text(PAGE)
    (article,) = load(str(path))
    return article


def told(question, *articles):
    return from_tables(understand(question), candidates(*articles))


RESULTS = Article(
    id="r",
    title="Eastham council election: Reds win",
    text="Friday\n\n\n● Red Party - 21 seats\n\n● Free Green Party - 9 seats\n\n"
    "● Tenants – 1 seat\n\nThe Red Party gained 4 seats. Chairs - 12 seats.",
    published=date(2024, 5, 3),
)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("How many seats did the Reds win in the 2024 Eastham council election?", "21 seats"),
        ("How many seats did the Greens get in Eastham?", "9 seats"),
        ("How many seats did the Greens lose in Eastham?", None),
        ("How many seats did the Party win in Eastham?", None),
        ("How many votes did the Reds win in Eastham?", None),
        ("How many seats did the Reds win in Norham?", None),
    ],
)
def test_a_line_of_results_gives_its_number(question, number):
    claims = from_results(understand(question), candidates(RESULTS))
    assert [claim.short_answer for claim in claims] == ([number] if number else [])


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("How many votes did Lena Brandt win?", "12,310"),
        ("How many votes did Paul Osei get in the Eastham by-election?", "10,196"),
        ("How many votes did the Conservative candidate receive?", "4,002"),
        ("Which party did Paul Osei stand for?", "Labour"),
        ("What share of the vote did Lena Brandt win?", "41.2"),
    ],
)
def test_a_cell_is_told_with_its_row_and_its_heads(page, question, cell):
    (claim,) = told(question, page)
    answer = compose(understand(question), [claim], 1.0)
    row, heads = answer.citations
    assert answer.claims[0].short_answer == cell
    assert heads.quote == "Candidate\tParty\tVotes\t%"
    assert cell in row.quote.split("\t")
    for citation in answer.citations:
        assert page.text[citation.start : citation.end] == citation.quote
    assert answer.claims[0].text == row.quote
    assert f"{cell} [" in answer.claims[0].explained


@pytest.mark.parametrize(
    "question",
    [
        "How many votes did Lena Brandt lose?",
        "How many votes did Tom Brandt win?",
        "How many votes did Lena Brandt win in Norwood?",
        "How many votes did Lena Brandt win in 2019?",
        "How many more votes did Lena Brandt win than Paul Osei?",
        "How many seats did Lena Brandt win?",
        "By how many votes did Lena Brandt win?",
        "How many candidates did Labour have?",
        "Who came second?",
    ],
)
def test_what_no_cell_tells_is_not_told_by_one(page, question):
    assert told(question, page) == []


def test_two_rows_of_one_name_tell_nothing(page):
    doubled = page.text.replace("Sue Marsh\t", "Lena Brandt\t")
    assert told("How many votes did Lena Brandt win?", replace(page, text=doubled)) == []


def test_lines_with_tabs_and_no_heads_are_no_table():
    text = "Harwick\t12\nSund\t13\n\nThe votes were counted on Friday."
    assert told("How many votes did Sund get?", Article(id="a", text=text)) == []


ENTRY = Article(
    id="live-2",
    text="16.05\n\nFerries stopped\n\nAll ferries between Harwick and Sund have been stopped.",
    title="Storm live: Ferries stopped",
    published=date(2024, 1, 2),
)
OTHER = Article(id="live-1", text="12.10\n\nFour dead\n\nFour people have died since this morning.")


def test_the_hour_of_an_entry_is_told_with_its_words():
    question = understand("When were the ferries stopped?")
    (claim,) = from_entries(question, candidates(ENTRY, OTHER))
    assert claim.short_answer == "16.05"
    assert claim.evidence[0].text == ENTRY.text


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("When were the trains stopped?", [ENTRY, OTHER]),
        ("Why were the ferries stopped?", [ENTRY, OTHER]),
        ("When were the ferries stopped?", [replace(ENTRY, text=ENTRY.text[7:])]),
        ("When were the ferries stopped?", [ENTRY, replace(ENTRY, id="live-3")]),
    ],
)
def test_no_hour_is_told_that_is_not_sure(question, articles):
    assert from_entries(understand(question), candidates(*articles)) == []


def test_a_table_goes_before_what_the_text_says_of_another_figure(tmp_path, page):
    library = Library.open(tmp_path / "store", embedder=HashingEmbedder())
    library.add([page, ENTRY])
    engine = build_engine(library)
    votes = engine.ask("How many votes did Lena Brandt win?")
    assert votes.short_answers == ("12,310",)  # not the majority of 2,114 votes
    assert engine.ask("When were the ferries stopped?").short_answers == ("16.05",)
    library.close()
