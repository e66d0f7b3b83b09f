"""What a question takes for granted, and how a sentence says otherwise."""

import pytest

from qa.answering.premise import denial


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (
            "When did Rosa Field open the bridge?",
            "The bridge was opened by Ben Hale in 2009.",
            ("somebody_else", "Ben Hale"),
        ),
        (
            "When did Rosa Field introduce the levy?",
            "That was disputed by Ben Hale, the Red who introduced the levy.",
            ("somebody_else", "Ben Hale"),
        ),
        (
            "When did the RSA open the bridge?",
            "The bridge was opened by the Royal Society of Arts in 2009.",
            None,
        ),
        ("When did Ann Lee resign?", "Ann Lee did not resign.", ("denied", "did not resign")),
        (
            "How did the minister close the mine?",
            "The minister has refused to close the mine.",
            ("denied", "refused to close"),
        ),
        (
            "When did the council approve the bridge?",
            "The council has yet to approve the bridge.",
            ("denied", "has yet to approve"),
        ),
        (
            "Why did the mayor close the pool?",
            "The mayor ruled out closing the pool.",
            ("denied", "ruled out closing"),
        ),
        (
            "Why did Ann Lee plead guilty?",
            "Ann Lee pleaded not guilty in York.",
            ("denied", "pleaded not guilty"),
        ),
        (
            "When was the suspect arrested?",
            "No suspect has been arrested.",
            ("denied", "No suspect has been arrested"),
        ),
        (
            "When did the police find the body?",
            "The body has still not been found.",
            ("denied", "has still not been found"),
        ),
        (
            "How many people were injured in the fire?",
            "No one was hurt in the fire.",
            ("denied", "No one was hurt"),
        ),
        ("How many people were injured in the fire?", "No one was hurt in the flood.", None),
        ("How many people were injured in the fire?", "No windows were hurt in the fire.", None),
        ("When was the suspect arrested?", "No driver has been arrested.", None),
        ("When did Ann Lee leave?", "Ann Lee did not hesitate to leave.", None),
        ("When was the Halden suspect arrested?", "The York suspect was not arrested.", None),
        ("When did Ann Lee resign?", "Ann Lee resigned in May.", None),
        ("When did Ann Lee end her campaign?", "Tom Holt ended his campaign in May.", None),
        ("When did Ann Lee resign?", "Tom Lee did not resign.", None),
        ("When did Ann Lee resign?", "Jon Marks resigned in May.", None),
        ("Why did Ann Lee sell the firm?", "Ann Lee bought the firm in 2010.", None),
        ("Where did Ann Lee buy it?", "If Ann Lee had not bought it, Tom would have.", None),
        ("Who opened the bridge?", "The bridge was opened by Ben Hale in 2009.", None),
        ("easton bridge cost", "The bridge was not opened.", None),
    ],
)
def test_only_what_can_be_pointed_at_denies(question, sentence, expected):
    found = denial(question, sentence)
    shown = found and (found.how, sentence[found.words.start : found.words.end])
    assert shown == expected
