import pytest

from qa.followups.entities import mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Did Ada Quill meet Mr Berg?", [("Ada Quill", "person"), ("Mr Berg", "person")]),
        ("Where was driver Tomas Berg of Whitby?", [("Tomas Berg", "person")]),
        ("Who is the Mayor of Velden?", [("the Mayor of Velden", "person")]),
        ("How did the Velden City Council vote?", [("the Velden City Council", "group")]),
        (
            "Did BBC Whitby ask the Conservatives?",
            [("BBC Whitby", "group"), ("the Conservatives", "group")],
        ),
        ("What happened in Whitby?", [("Whitby", "place")]),
        ("When was he flown to New Hampshire?", [("New Hampshire", "place")]),
        (
            "It was in May. Ada Quill met Gov. Berg.",
            [("Ada Quill", "person"), ("Gov. Berg", "person")],
        ),
        ("When did Hurricane Ida form?", [("Hurricane Ida", "thing")]),
        ("Which Russian politician fell ill?", [("Russian", "modifier")]),
        ("Who won the first Velden marathon?", [("Velden", "modifier")]),
        ("What did Quill’s ally say?", [("Quill", "unknown")]),
        ("Who was " + "Very Long " * 8 + "?", []),
    ],
)
def test_the_form_of_a_name_says_what_it_may_stand_for(text, expected):
    found = mentions(text)
    assert [(mention.name, mention.kind) for mention in found][: len(expected) or 9] == expected
    assert all(mention.name in text for mention in found)
