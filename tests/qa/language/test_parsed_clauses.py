"""Who does what to whom: the clauses of a sentence as a parser sees them."""

import pytest

from qa.language.clauses import clauses
from qa.language.reading import parsed


def told(sentence):
    """Each clause as verb: subject > undergoer, its way of hanging on another, and its marks."""
    parse = parsed(sentence)
    words = {place: token.text for place, token in enumerate(parse.tokens)}
    found = {}
    for clause in clauses(parse):
        marks = [name for name in ("passive", "negated", "modal") if getattr(clause, name)]
        found[words[clause.verb]] = (
            clause.subject and words[clause.subject.head],
            clause.undergoer and words[clause.undergoer.head],
            clause.how,
            clause.tense,
            marks,
        )
    return found


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        ("Ann Lee sacked the director.", "sacked", ("Lee", "director", "main", "past", [])),
        (
            "The director was sacked by Ann Lee in May.",
            "sacked",
            ("Lee", "director", "main", "past", ["passive"]),
        ),
        (
            "Sue Marsh, who was fined 400 pounds in May, said she would appeal.",
            "fined",
            (None, "who", "relative", "past", ["passive"]),
        ),
        (
            "Sue Marsh, who was fined 400 pounds in May, said she would appeal.",
            "appeal",
            ("she", None, "complement", "present", ["modal"]),
        ),
        (
            "The firm denied that it had polluted the river.",
            "polluted",
            ("it", "river", "complement", "past", ["negated"]),
        ),
        (
            "If the toll goes, the buses will be cut.",
            "goes",
            ("toll", None, "conditional", "present", []),
        ),
        (
            "No one has been charged.",
            "charged",
            (None, "one", "main", "past", ["passive", "negated"]),
        ),
        ("The bridge will reopen on Monday.", "reopen", ("bridge", None, "main", "future", [])),
        (
            "The minister resigned and left the country.",
            "left",
            ("minister", "country", "main", "past", []),
        ),
    ],
)
def test_a_clause_has_its_roles_tense_and_polarity(sentence, verb, expected):
    assert told(sentence)[verb] == expected
