import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understand import understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who led the seven-year probe?", "who"),
        ("Which politician defied the Prime Minister?", "who"),
        ("When did Mr Burnham speak?", "when"),
        ("What is the release date of the report?", "when"),
        ("In what year was the review commissioned?", "when"),
        ("Where was the airstrike?", "where"),
        ("How many adults were polled?", "how_many"),
        ("What percentage believed it was covered up?", "share"),
        ("What did Neil O’Brien say about the intervention?", "said"),
        ("Why did the court rule against him?", "why"),
        ("Did the mayor resign?", "yes_no"),
        ("Where was she when she fell ill?", "where"),
        ("Why did he say how many had died?", "why"),
        ("What is the name of the ship?", "what"),
        ("???", "what"),
    ],
)
def test_the_kind_is_read_from_the_wording(question, kind):
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("question", "superlatives"),
    [
        ("Who first called for a national inquiry?", ("first", "earliest")),
        ("Who in the Green party first broke ranks?", ("first", "earliest")),
        ("who 1st called for a new vote", ("first", "earliest")),
        ("So who was it that called for a new vote first?", ("first", "earliest")),
        ("name the first Greens to call for a vote", ("first", "earliest")),
        ("first green mp to call for a vote", ("first", "earliest")),
        ("Who was the only survivor?", ("only", "sole")),
        ("What was the strongest storm of the season?", ("strongest",)),
        ("What did protesters in the West contest?", ()),
        ("What did the First Minister say?", ()),
        ("Who resigned last Thursday?", ()),
        ("Who opened the bridge last summer?", ()),
        ("How long did the strike last in the north?", ()),
        ("How many days did it last?", ()),
        ("How long did the first strike last?", ()),
        ("Was it Lee or Fox who came out first for a vote?", ("first", "earliest")),
        ("Who in Labour was first to call for a vote?", ("first", "earliest")),
        ("Which state has the highest number of voters?", ("highest",)),
        ("Which prize was Ann Lee's first win?", ("first", "earliest")),
        ("Which U.S. state was first to vote?", ("first", "earliest")),
        ("Who called for a vote before anyone else?", ("first", "earliest")),
        ("Did Lee leave before anyone else?", ()),
        ("Who was the star guest on the first show?", ()),
        ("Where did the first debate take place?", ()),
        ("Who scored in the final?", ()),
        ("The last mine shut this week. Who owns it?", ()),
        ("Ann Lee was the first woman to win which prize?", ()),
        ("What did the northwest get?", ()),
    ],
)
def test_superlatives_are_told_from_words_that_look_like_them(question, superlatives):
    assert understand(question).superlatives == superlatives


@given(st.text())
def test_no_text_is_too_odd(text):
    assert understand(text).text == text
