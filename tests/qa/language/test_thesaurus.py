"""How near two words are in meaning, by the extract of WordNet that ships."""

import pytest

from qa.language.thesaurus import BROADER, OPPOSITE, SAME, SYNONYM, is_a, nearness


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("sack", "sack", SAME),
        ("sack", "dismiss", SYNONYM),
        ("call_for", "demand", SYNONYM),
        ("resign", "resignation", SYNONYM),
        ("kill", "die", BROADER),
        ("win", "lose", OPPOSITE),
        ("found", "close", 0),
        ("acquit", "sentence", 0),
        ("qwertz", "sack", 0),
    ],
)
def test_verbs_are_near_by_their_senses(one, other, expected):
    assert nearness(one, other) == nearness(other, one) == expected


@pytest.mark.parametrize(
    ("noun", "kind", "expected"),
    [
        ("engineer", "person", True),
        ("schoolteacher", "teacher", True),
        ("house", "building", True),
        ("house", "person", False),
        ("qwertz", "person", False),
    ],
)
def test_a_thing_is_of_its_kind(noun, kind, expected):
    assert is_a(noun, kind) is expected
