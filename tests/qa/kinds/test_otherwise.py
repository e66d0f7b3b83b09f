import pytest

from qa.kinds.otherwise import otherwise


@pytest.mark.parametrize(
    ("question", "sentence", "denied"),
    [
        (
            "Was the captain granted leave?",
            "The captain was not granted leave.",
            "not granted",
        ),
        ("Did the captain sail?", "The captain refused to sail.", "refused to sail"),
        ("Did the court find the ban lawful?", "The court found the ban unlawful.", "unlawful"),
        ("Did nine people die in the fire?", "Seven people died in the fire.", "Seven people"),
        (
            "Was the harbour opened on 3 May 2020?",
            "The harbour was opened on 5 May 2020.",
            "5 May 2020",
        ),
        ("Did Ann Lee win the race?", "Bob Roe won the race.", "Bob Roe"),
        ("Did the ferry crew recover the bell?", "The bell has not been recovered.", None),
    ],
)
def test_the_words_that_deny_it_are_pointed_at(question, sentence, denied):
    assert otherwise(question, sentence) == (denied or "not been recovered")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Was the captain granted leave?", "The captain was granted leave."),
        ("Was the captain granted leave?", "The cook was not granted a loan by the bank."),
        ("Did Ann Lee visit Hull?", "Bob Roe visited Hull."),
        ("Did nine people die in the fire?", "At least seven people died in the fire."),
        ("Did nine people die in the fire?", "Forty people were hurt in the fire."),
        ("Did the party win a majority?", "It had 318 seats, which is not a majority."),
        ("Did the mayor resign?", "The mayor not only resigned but left the town."),
        ("Was the captain not granted leave?", "The captain was not granted leave."),
        ("Did Ann Lee sail?", "Bob Roe did not sail."),
    ],
)
def test_what_is_merely_different_denies_nothing(question, sentence):
    assert otherwise(question, sentence) is None
