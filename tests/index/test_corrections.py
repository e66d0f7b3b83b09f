"""Notes of correction as papers write them, and sentences that are none."""

import pytest

from index.corrections import correction_label, find_correction

STORY = "The bridge over the Wend closed on Monday.\n\nIt will open again in May."


@pytest.mark.parametrize(
    "note",
    [
        "This article was amended on 5 March 2024. The bridge is 120 metres long, not 210.",
        "Correction: The bridge closed on Monday, not on Tuesday.",
        "CORRECTION (March 6): an earlier headline named the wrong river.",
        "Correction, March 6: the river is the Wend.",
        "Corrections and clarifications: the river is the Wend.",
        "Clarification – the ferry has room for 80 cars.",
        "Editor's note: This story has been corrected to give the right name of the river.",
        "This story has been retracted.",
        "Retraction: we can no longer stand by this report.",
        "We have withdrawn this article because its figures could not be confirmed.",
        "An earlier version of this article misstated the length of the bridge.",
        "A previous version of this story incorrectly said that the bridge had fallen.",
        "• This article's headline was amended on 6 March 2024 to name the river.",
        "This report has since been withdrawn at the request of the agency.",
    ],
)
@pytest.mark.parametrize("place", ["top", "bottom"])
def test_a_note_is_found_at_either_end(note, place):
    text = f"{note}\n\n{STORY}" if place == "top" else f"{STORY}\n\n{note}"
    assert find_correction(text) == note.removeprefix("• ")


@pytest.mark.parametrize(
    "line",
    [
        "The paper printed a correction on Tuesday.",
        "The minister said that the article was wrong and should be corrected.",
        "Her article in the Lancet was retracted in 2010.",
        "The Department of Correction said: no prisoner had escaped.",
        "He has withdrawn this demand, the union said.",
        "This article was written by the staff of the Herald.",
        "This story was updated at noon.",
        "A correction in share prices was overdue, analysts said: they had doubled in a year.",
        "In an earlier version of the plan, the bridge was said to be shorter.",
    ],
)
def test_a_story_about_corrections_is_not_marked(line):
    assert find_correction(f"{STORY}\n\n{line}") is None
    assert find_correction(line) is None


def test_two_notes_are_two_lines_each_told_once():
    first, second = "Correction: the river is the Wend.", "This story has been retracted."
    assert find_correction(f"{first}\n{STORY}\n{first}\n{second}") == f"{first}\n{second}"


def test_a_whole_story_in_one_line_is_no_note():
    assert find_correction("Correction: " + "the river is the Wend " * 40) is None


@pytest.mark.parametrize(
    ("note", "label"),
    [
        ("This story has been retracted.", "Retracted"),
        ("Retraction: we can no longer stand by this report.", "Retracted"),
        ("Correction: the river is the Wend.\nThis report has since been withdrawn.", "Retracted"),
        ("We have withdrawn this article because its figures are in doubt.", "Retracted"),
        ("This article was amended on 5 March 2024.", "Corrected"),
        ("Correction: the minister has not withdrawn this bill.", "Corrected"),
        ("Correction: her study was retracted in 2010, not in 2011.", "Corrected"),
    ],
)
def test_a_retraction_is_told_from_a_correction(note, label):
    assert find_correction(note) == note
    assert correction_label(note) == label
