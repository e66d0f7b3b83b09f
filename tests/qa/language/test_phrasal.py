"""A verb and the word behind it that makes another verb of it."""

import pytest

from qa.language.reading import parsed
from qa.language.roles import phrasal


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        ("Ann Lee called for an inquiry.", "called", "call_for"),
        ("Ann Lee called the plan a mess.", "called", "call"),
        ("Ann Lee dropped out of the race.", "dropped", "drop_out"),
        ("Ann Lee stepped down on Friday.", "stepped", "step_down"),
        ("Ann Lee brought in the tax.", "brought", "bring_in"),
        ("Ann Lee voted in the referendum.", "voted", "vote"),
        ("Ann Lee was born in Hull on 3 June 1929.", "born", "bear"),
        ("Ann Lee spoke on Friday.", "spoke", "speak"),
    ],
)
def test_what_is_behind_a_verb_may_make_another_of_it(sentence, verb, expected):
    parse = parsed(sentence)
    assert phrasal(parse, parse.at(sentence.index(verb))) == expected
