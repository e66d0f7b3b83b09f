"""Whose words and which firsts a question asks for, and what cannot be an answer to it."""

import time

import pytest

from index.records import Article, Span
from qa.claims.asked import as_asked, asked_scope, asked_speaker
from qa.language.reading import parsed
from qa.types import Evidence
from qa.understand import understand

FIRSTS = (
    "Ann Lee was the first Red mayor to resign.",
    "Tom Vance was the first Blue mayor to resign.",
    "Eve Holm was the first mayor to resign.",
)


def evidence(text, sentence):
    start = text.index(sentence)
    return Evidence(
        article=Article(id="a", text=text), span=Span(start, start + len(sentence)), score=0.8
    )


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did Ann Lee say about the mine?", "Ann Lee"),
        ("What did Mr Vance call for?", "Vance"),
        ("What has Prime Minister Eve Holm said?", "Eve Holm"),
        ("What did Norhaven's mayor say?", None),
        ("What did the Red Cross say?", None),
        ("What was Ann Lee told?", None),
        ("Who did Ann Lee say was first?", None),
    ],
)
def test_a_person_whose_words_are_asked_for_is_known_by_name(question, speaker):
    assert asked_speaker(understand(question)) == speaker


def test_a_question_of_nothing_but_offices_is_read_at_once():
    parsed("The parser is loaded.")
    began = time.process_time()
    assert asked_speaker(understand(f"What did {'the Prime Minister ' * 100}say?")) is None
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("How old is Ann Lee?", True),
        ("Where was Ms Ann Harper born?", True),
        ("How old is Tom Vance?", False),
        ("Who leads the United Nations?", True),
        ("Who leads the African Union?", False),
        ("How old is Vance?", True),
        ("How old is the mayor, told Norhaven Post?", True),
    ],
)
def test_an_article_that_names_nobody_whom_the_question_names_is_no_answer(question, kept):
    found = [evidence("Ann Lee, 61, left the UN in May. She was the mayor.", "She was the mayor.")]
    understood = understand(question, publishers=("Norhaven Post",))
    assert as_asked(understood, found) == (found if kept else [])


def test_the_words_of_another_are_no_answer():
    text = (
        "Ann Lee said the mine was safe. She called it her life. Tom Vance said the mine was lost."
        " Ann Marks said it was old. Friends of Ann Lee said it was hers. The mine is old."
        " The claim of Lee was dismissed. Her friends said the mine was dear."
        " Ann Lee of the Guild said the mine was hers. Ann Lee's friends said it was not."
    )
    found = [evidence(text, f"{part}.") for part in text[:-1].split(". ")]
    question = understand("What did Ann Lee say about the mine?")
    kept = [one.text for one in as_asked(question, found)]
    assert kept == [found[place].text for place in (0, 1, 6, 8)]
    assert as_asked(understand("What was said about the mine?"), found) == found


def test_what_only_asks_tells_nothing():
    text = "Who pays for the mine? The firm pays for the mine."
    asks, tells = evidence(text, "Who pays for the mine?"), evidence(text, "The firm pays")
    question = understand("Who pays for the mine?")
    assert as_asked(question, [asks, tells]) == [tells]
    assert as_asked(understand("Who asked about the mine?"), [asks]) == [asks]


@pytest.mark.parametrize(
    ("question", "scope"),
    [
        ("Which Labour MP was the first to resign?", "Labour MP"),
        ("Who was the first Labour MP to resign?", "Labour MP"),
        ("Who first called for a vote?", ""),
        ("Which mayor resigned?", ""),
    ],
)
def test_what_a_first_is_asked_of(question, scope):
    assert asked_scope(understand(question)) == scope


def test_a_first_of_another_group_is_no_answer():
    found = [evidence(text, text) for text in FIRSTS]
    asked = as_asked(understand("Which Blue was the first to resign?"), found)
    assert [one.text for one in asked] == [FIRSTS[1], FIRSTS[2]]
    assert as_asked(understand("Who was the first to resign?"), found) == found
