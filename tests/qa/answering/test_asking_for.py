"""What a question's answer has to be: its part in which predicate, and of what kind."""

import pytest

from qa.answering.asked import asked_for


@pytest.mark.parametrize(
    ("question", "verb", "part", "noun"),
    [
        ("Who sacked the director?", "sack", "subject", None),
        ("Who was sacked over the fire?", "sack", "undergoer", None),
        ("Which towns did the river flood?", "flood", "undergoer", "town"),
        ("How many bridges were destroyed in Easton?", "destroy", "undergoer", "bridge"),
        ("When did Ann Lee introduce the levy?", "introduce", "beside", None),
        ("Where was the cup final played?", "play", "beside", None),
        ("easton bridge cost", None, None, None),
    ],
)
def test_the_part_and_the_predicate_are_read_from_the_parse(question, verb, part, noun):
    asked = asked_for(question)
    assert (asked.verb, asked.part, asked.noun) == (verb, part, noun)


def test_what_an_answer_is_to_be_called_is_known():
    asked = asked_for("Who is the harbour minister?")
    assert asked.head == "minister"
    assert {"harbour", "minist"} <= asked.called


def test_the_names_are_among_the_words_it_is_about():
    asked = asked_for("When did Ann Lee visit Easton?")
    assert {"ann", "lee", "easton"} == asked.names
    assert asked.names <= asked.about
