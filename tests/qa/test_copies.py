"""A text that several published: shown once, by whom the question asks for, the others named."""

import time
from datetime import date

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine
from qa.copies import tells_otherwise
from qa.serialize import answer_to_dict, search_result_to_dict
from qa.types import Question

FIRE = (
    "A fire destroyed the old rope works in Wendport on Monday night, and nobody was hurt. "
    "Forty firefighters fought the flames until the morning, and two roads were closed. "
    "Chief Mara Lind said that the fire had begun in a store of dry hemp on the first floor. "
    "The rope works had stood empty since the company moved to a new hall in the harbour."
)
ADDED = "The mayor, Tom Vance, promised 300,000 crowns for a museum of rope making on the site."


@pytest.fixture
def library(tmp_path):
    opened = Library.open(tmp_path, embedder=HashingEmbedder())
    opened.add(
        Article(id=name, title=title, text=text, publisher=publisher, published=published)
        for name, title, text, publisher, published in (
            ("courier", "Rope works burn", f"{FIRE} {ADDED}", "Courier", date(2024, 5, 3)),
            ("agency", "Fire in Wendport", FIRE, "North Agency", date(2024, 5, 2)),
            ("echo", "Blaze at the rope works", FIRE, "Evening Echo", date(2024, 5, 4)),
            ("other", "Ferry", "A ferry left Wendport with dry hemp.", "Courier", date(2024, 5, 1)),
        )
    )
    yield opened
    opened.close()


@pytest.fixture
def engine(library):
    return build_engine(library)


def articles(engine, text, **asked):
    found = engine.search(Question(text=text, **asked))
    return list(dict.fromkeys(result.article_id for result in found))


ASKED = "Where did the fire in the rope works begin?"


def test_a_story_is_shown_once_by_the_earliest_and_the_others_are_named(engine):
    first = engine.search(ASKED)[0]
    assert first.article_id == "agency"
    shown = search_result_to_dict(first)
    assert shown["also_in"] == [
        {"article_id": "courier", "publisher": "Courier"},
        {"article_id": "echo", "publisher": "Evening Echo"},
    ]
    assert "echo" not in articles(engine, ASKED)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"publishers": ("Evening Echo",)}, "echo"),
        ({"since": date(2024, 5, 3)}, "courier"),
        ({"since": date(2024, 5, 4)}, "echo"),
        ({"asked": date(2024, 5, 2)}, "agency"),
    ],
)
def test_a_filter_finds_the_copy_that_it_lets_through(engine, asked, expected):
    assert articles(engine, ASKED, **asked)[0] == expected


def test_a_publisher_that_is_named_is_quoted_from_its_own_copy(engine):
    assert articles(engine, f"According to the Evening Echo, {ASKED}")[0] == "echo"
    both = articles(engine, f"Do the Evening Echo and the Courier agree? {ASKED}")
    assert set(both[:2]) == {"echo", "courier"}
    assert "agency" not in both


def test_the_copy_of_a_day_that_is_named_is_shown(engine):
    assert articles(engine, f"On 4 May 2024, {ASKED}")[0] == "echo"


def test_what_only_one_copy_has_is_not_lost(tmp_path):
    """A paragraph that one paper added is a passage of its own beside the copy that lacks it."""
    library = Library.open(tmp_path, embedder=HashingEmbedder())
    more = " ".join(
        f"{ADDED} Stone {number} of the quay will be laid in May." for number in "abcdef"
    )
    library.add(
        [
            Article(id="agency", text=FIRE, publisher="Agency", published=date(2024, 5, 2)),
            Article(id="courier", text=f"{FIRE} {more}", publisher="C", published=date(2024, 5, 3)),
            Article(id="echo", text=f"{FIRE} {FIRE[:40]}", publisher="E"),
        ]
    )
    found = build_engine(library).search("What did the mayor promise for a museum?")
    assert found[0].article_id == "courier"
    assert "museum" in found[0].text
    assert found[0].also_in == ()
    library.close()


def test_citations_name_the_copies_that_print_the_words(engine):
    answer = answer_to_dict(engine.ask("Where had the fire in the rope works begun?"))
    cited = [*answer["citations"], *answer["nearest"]]
    assert cited
    [source] = [citation for citation in cited if citation["article_id"] == "agency"][:1]
    assert [copy["publisher"] for copy in source["also_in"]] == ["Courier", "Evening Echo"]


def test_a_copy_with_another_figure_is_a_rival_and_confirms_nothing(library):
    sixty = FIRE.replace("Forty firefighters", "Sixty firefighters")
    library.add(
        Article(id=name, text=sixty, publisher=name, published=date(2024, 5, day))
        for name, day in (("later", 6), ("latest", 7))
    )
    assert library.article("later").story == library.article("agency").story
    answer = build_engine(library).ask("How many firefighters fought the flames in Wendport?")
    assert answer.status == "rival_claims"
    assert {claim.short_answer for claim in answer.claims} == {"Forty", "Sixty"}
    also_in = {
        citation.article_id: {other.article_id for other in citation.also_in}
        for citation in answer.citations
    }
    assert also_in == {"agency": {"courier", "echo"}, "later": {"latest"}}


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("Forty firefighters", "Fifty firefighters"),
        ("Monday night", "Tuesday night"),
        ("Mara Lind", "Anna Berg"),
        ("Wendport", "Norhaven"),
        ("two roads", "3 roads"),
    ],
)
def test_another_fact_in_the_place_of_one_is_seen(told, instead):
    assert tells_otherwise(f"{FIRE} {ADDED}", FIRE.replace(told, instead))
    assert tells_otherwise(f"{ADDED} {FIRE.replace(told, instead)}", FIRE)


def test_a_very_long_copy_is_looked_through_in_no_time():
    text = " ".join(f"{FIRE} Then {number} more came to Norhaven." for number in range(250))
    began = time.process_time()
    assert not tells_otherwise(text, FIRE)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("Forty firefighters", "Some 40 firefighters"),
        ("Chief Mara Lind", "Lind"),
        ("old rope works", "disused rope works"),
        ("A fire destroyed", "Wendport (Echo) - A fire destroyed"),
        ("and two roads were closed", "and traffic was diverted"),
        ("on Monday night", "on Monday night, its owner Ida Holm said,"),
    ],
)
def test_other_words_for_a_fact_and_what_is_left_out_or_added_are_no_other_fact(told, instead):
    assert not tells_otherwise(f"{FIRE} {ADDED}", FIRE.replace(told, instead))
    assert not tells_otherwise(FIRE.replace(told, instead), FIRE)
