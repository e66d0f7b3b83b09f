from hypothesis import given
from hypothesis import strategies as st

from qa.attribution.quotations import masked, quotations


def found(text):
    return [(text[q.start : q.end], q.continues) for q in quotations(text)]


def test_curly_and_straight_marks():
    assert found('“One,” he said. "Two," she said.') == [("One,", False), ("Two,", False)]


def test_a_paragraph_that_opens_with_a_mark_continues_the_one_left_open():
    text = "He said: “It is late.\n\n“It is dark.”\n“It is cold.”"
    assert found(text) == [("It is late.", False), ("It is dark.", True), ("It is cold.", False)]


def test_a_mark_that_is_never_closed_ends_with_its_paragraph():
    assert found("He said: “It is late.\nIt rained.") == [("It is late.", False)]


@given(st.text(alphabet='ab “”"\n.', max_size=60))
def test_masking_hides_what_is_quoted_and_moves_nothing(text):
    plain = masked(text, quotations(text))
    assert len(plain) == len(text)
    assert [i for i, c in enumerate(plain) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]
    for quotation in quotations(text):
        assert not any(c.isalpha() for c in plain[quotation.start : quotation.end])
