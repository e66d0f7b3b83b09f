"""Skipped items counted by reason."""

from index.records import Skipped
from index.skipped import by_reason


def skipped(source, reason):
    return Skipped(source=source, reason=reason)


def test_what_differs_in_a_name_or_a_number_is_one_reason():
    broken = [skipped(f"a:{n}", f"broken JSON: no value (character {n})") for n in range(7)]
    twice = [skipped(f"b{n}", f"the id 'b{n}' stands twice") for n in range(2)]
    other = [skipped("c", "the text is empty")]
    found = by_reason([*other, *twice, *broken])
    assert [(reason.words, reason.count) for reason in found] == [
        ("broken JSON: no value (character 0)", 7),
        ("the id 'b0' stands twice", 2),
        ("the text is empty", 1),
    ]
    assert [reason.examples for reason in found] == [broken[:3], twice, other]


def test_nothing_skipped_has_no_reason():
    assert by_reason([]) == []
