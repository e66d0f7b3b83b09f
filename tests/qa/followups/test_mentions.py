import pytest

from qa.followups.mentions import gender, mentions, names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Did Ada Quill meet Mr Berg?", [("Ada Quill", "person"), ("Mr Berg", "person")]),
        ("Where was driver Tomas Berg of Whitby?", [("Tomas Berg", "person")]),
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
        ("It was found on K2-18b.", [("K2-18b", "thing")]),
    ],
)
def test_a_name_is_told_with_what_it_may_stand_for(text, expected):
    found = [(one.name, one.kind) for one in names(text)]
    assert found[: len(expected)] == expected
    assert all(one.name in text for one in names(text))


def test_a_phrase_has_what_hangs_on_it_and_who_does_what():
    [people, dam, _] = mentions("The people fled when the dam above Velden burst.")
    assert (people.name, people.plural, people.verb) == ("The people", True, "flee")
    assert (dam.name, dam.determined) == ("the dam above Velden", True)


def test_a_name_before_a_noun_only_describes():
    [describing, whole] = mentions("Who won the first Velden marathon?")
    assert (describing.name, describing.describes) == ("Velden", True)
    assert (whole.name, whole.describes) == ("the first Velden marathon", False)


def test_dates_and_what_is_asked_for_are_no_mentions():
    assert not mentions("Which ship sank on 3 May 2019?")


@pytest.mark.parametrize(("name", "said"), [("Mr Berg", "he"), ("Dame Ada", "she"), ("Ada", "")])
def test_a_title_tells_the_gender(name, said):
    assert gender(name) == said
