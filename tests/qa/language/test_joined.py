"""Subjects that the parser took for a part of the clause before theirs."""

import pytest

from qa.language.clauses import clauses
from qa.language.reading import parsed


def told(sentence):
    parse = parsed(sentence)
    return [
        (parse.tokens[clause.verb].text, role and parse.tokens[role.head].text)
        for clause in clauses(parse)
        for role in [clause.undergoer if clause.passive else clause.subject]
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Tom Lee resigned as the mayor of Port Velden and Ann Reed was sworn in.",
            [("resigned", "Lee"), ("sworn", "Reed")],
        ),
        (
            "The Red Party (RP) gained 13 seats and Blue Democrats lost 10.",
            [("gained", "Party"), ("lost", "Democrats")],
        ),
        ("He met Tom and Ann and was sworn in.", [("met", "He"), ("sworn", "He")]),
        ("He met Lee and Marks, was fined and left.", [("met", "He"), ("fined", "He")]),
        ("He sold bread and milk then went home.", [("sold", "He"), ("went", "He")]),
    ],
)
def test_a_verb_has_the_subject_that_it_follows_at_once(sentence, expected):
    assert told(sentence)[: len(expected)] == expected
