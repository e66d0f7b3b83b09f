"""Sentences beyond what is read, found by the predicate that is asked for."""

import pytest

from qa.answering.asked import asked_for
from qa.answering.unread import fillers, unread
from qa.engine import given_passage
from qa.language.reading import parsed
from qa.understand import understand


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Who was charged?", "The owner, Ann Lee, was fined and charged.", ["Ann Lee"]),
        ("Which ships sank?", "The Mary sank after the Anna, which sank first.", 2),
        ("Who resigned?", "If Ann Lee resigns, we stay.", []),
        ("Who resigned?", "Nobody resigned.", []),
        ("Who resigned?", "Ann Lee could resign.", []),
        ("Who resigned?", "She resigned.", []),
        ("Whom did the court sack?", "The court sacked Paul Reed.", ["Paul Reed"]),
    ],
)
def test_what_fills_the_part_that_is_asked_for(question, sentence, expected):
    parse = parsed(sentence)
    found = [sentence[start:end] for start, end in fillers(asked_for(question), parse)]
    assert found == expected or len(found) == expected


def test_what_is_done_against_a_thing_is_not_done_for_it():
    text = "The Reds voted to keep the toll. The Greens voted against the toll."
    question = understand("Which parties voted against the toll?")
    [found] = unread(question, given_passage(text), [])
    assert found.text == "The Greens voted against the toll."


def test_later_figures_of_the_dead_are_found_where_nothing_was_read():
    text = "The toll in Hull rose to 12 dead. The ferry carried 40 cars. In Hull 3 were hurt."
    found = unread(understand("How many people died in Hull?"), given_passage(text), [])
    assert [one.short_answer for one in found] == ["12"]
