"""Notes of correction as papers write them, and sentences that are none."""

import pytest

from index.corrections import correction_label, correction_of, find_correction
from index.records import Article

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
        "A correction was made on Nov. 5, 2024: An earlier version gave the wrong river.",
        "CLARIFICATION, Nov. 5, 2024: The ferry has room for 80 cars.",
        "This version corrects the spelling of the river's name.",
        "This article originally said that the bridge had fallen.",
        "RETRACTED: The bridge has fallen",
        "This April 3 story has been corrected to show that the bridge is 120 metres long.",
        "In a story published Nov. 5, the Courier erroneously reported that the bridge had fallen.",
        "Because of an editing error, an article on Tuesday misstated the length of the bridge.",
        "The headline on this story has been corrected.",
        "Correction 5 May: The river is the Wend.",
        "We have removed this article while we look into it.",
        "The bridge is 120 metres long, not 210. We regret the error.",
        "The bridge is 120 metres long, not 210. The Harwick Courier regrets the error.",
        "Corrects name of river in paragraph 3",
        "Eds: SUBS 3rd graf to correct spelling of Osei",
        "We got it wrong: the bridge is 120 metres long.",
        "We made a mistake in this article. The bridge is 120 metres long.",
        "An article on Tuesday about the bridge misidentified the mayor. She is Ann Lee.",
        "A photo caption with this article misidentified the mayor.",
        "Tuesday's story on the bridge misspelled the name of the mayor.",
        "Earlier versions of this story had the wrong name for the mayor.",
        "The mayor's name was misspelled in the original version of this story.",
        "This story has been updated with the correct spelling of the mayor's name.",
        "Updated to correct the name of the mayor.",
        "On Tuesday we reported that the bridge had fallen. This was wrong.",
        "Editor's note: The length of the bridge has been corrected.",
        "CORRECTION The bridge is 120 metres long.",
        "Correction appended",
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
        "The bank corrects its figures each year.",
        "“We regret the error,” the operator said.",
        "In a report published on Tuesday, the council said the bridge was safe.",
        "This story was first told in 1911.",
        "The article said that the bridge had been removed.",
        "The bank regrets the error.",
        "An article in the Lancet misstated the risk, doctors said.",
        "An earlier version of this article appeared in the Herald.",
        "We got it wrong, the minister said, and we will do better.",
        "The council corrects the headline figure in its paragraph on debt.",
        "“We reported the fault on Monday,” he said; it was wrong.",
        "Editor's note: This is the story of a man who was wrongly convicted.",
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
        ("RETRACTED: The bridge has fallen", "Retracted"),
        ("CLARIFICATION, Nov. 5, 2024: The ferry has room for 80 cars.", "Clarified"),
    ],
)
def test_a_retraction_is_told_from_a_correction(note, label):
    assert find_correction(note) == note
    assert correction_label(note) == label


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("(Corrects name of river in paragraph 3)", "Corrects name of river in paragraph 3"),
        ("(Refiles to correct typo) HARWICK - It closed.", "Refiles to correct typo"),
        ("HARWICK, June 12 (Agency) - (Fixes day in lead) It closed.", "Fixes day in lead"),
        ("(Adds dropped word in paragraph 2)", "Adds dropped word in paragraph 2"),
    ],
)
def test_a_note_in_brackets_before_an_agencys_story(line, note):
    assert find_correction(f"{line}\n\n{STORY}") == note


def test_a_note_may_stand_beside_the_text_or_in_the_headline():
    assert correction_of(Article(id="a", text=STORY, note="It is the Wend.")) == "It is the Wend."
    headline = "CORRECTED-Bridge closes"
    assert correction_of(Article(id="a", text=STORY, title=headline)) == headline
    assert correction_of(Article(id="a", text=STORY, title="Corrected figures")) is None
