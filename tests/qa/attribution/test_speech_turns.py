"""Whose the words of a transcript, an interview or a signed quotation are."""

import pytest

from index.records import Span
from qa.attribution.voices import voices

TRANSCRIPT = """Hull Radio: the evening hour

JO MARSH, HOST: Good evening. With us are Lena Brandt, who leads the council, and Paul Osei.

LENA BRANDT, COUNCIL LEADER: Nobody wanted this. The roof is failing.

OSEI (on phone): The survey said that it will last.

BRANDT: It was done before the flood."""

INTERVIEW = """Sue Marsh has run the fire service for nine years.

Why did it take an hour?

Because the bridge was shut. I had to go round.

Will you resign?

No. They pay for two more engines."""


def speaker(text, words):
    start = text.index(words)
    return voices(text).of(Span(start, start + len(words)), None).speaker


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("Good evening.", "Jo Marsh"),
        ("The roof is failing.", "Lena Brandt"),
        ("OSEI (on phone): The survey said that it will last.", "Paul Osei"),
        ("BRANDT: It was done before the flood.", "Lena Brandt"),
    ],
)
def test_a_turn_is_whose_name_stands_before_it(words, whose):
    assert speaker(TRANSCRIPT, words) == whose


@pytest.mark.parametrize("form", ["[00:01:12] {}:", "00:01 {}:", "{} [00:01:12]:", "{} (00:01):"])
@pytest.mark.parametrize("names", [("LENA BRANDT", "PAUL OSEI"), ("Lena Brandt", "Paul Osei")])
def test_the_time_of_a_recording_is_no_part_of_a_name(form, names):
    first, second = (form.format(name) for name in names)
    text = f"{first} Nobody wanted this.\n{second} It will last.\n{first} Until the flood."
    assert speaker(text, "It will last.") == "Paul Osei"
    assert speaker(text, "Until the flood.") == "Lena Brandt"


def test_answers_below_questions_are_the_one_persons_who_is_introduced():
    assert speaker(INTERVIEW, "Because the bridge was shut.") == "Sue Marsh"
    assert speaker(INTERVIEW, "They pay for two more engines.") == "Sue Marsh"
    assert speaker(INTERVIEW, "Will you resign?") is None
    with_two = INTERVIEW.replace("nine years", "nine years after Tom Vance")
    assert speaker(with_two, "Because the bridge was shut.") is None


def test_an_answer_of_nobody_who_is_named_is_nobodys():
    text = "Questions on the ferry\n\nQ: When will it sail?\n\nA: In June.\n\nMs. Reed: I disagree."
    assert speaker(text, "A: In June.") is None
    assert speaker(text, "Ms. Reed: I disagree.") == "Reed"


@pytest.mark.parametrize("between", ["\n", " "])
def test_words_with_a_name_behind_a_dash_are_that_persons(between):
    text = f"The bridge opened.\nIt should not have been built.{between}— Tom Osei (@tosei) 18 June"
    assert speaker(text, "It should not have been built.") == "Tom Osei"
    assert speaker(text, "The bridge opened.") is None


def test_a_list_with_colons_is_no_transcript():
    text = "Results: all are in.\nTurnout: it was low."
    assert speaker(text, "Turnout: it was low.") is None
