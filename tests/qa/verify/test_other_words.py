"""The same said in the other words that a desk uses, and what these words do not say."""

import pytest

from index.records import Article, Span
from index.split import sentences
from qa.verify import Cited, verify

SAME = [
    (
        "Yesterday, United States Senator from Vermont Bernie Sanders won the Democratic Party's "
        "Nevada caucuses.",
        "Sanders won the Nevada caucuses.",
        "Vermont won the Nevada caucuses.",
    ),
    (
        "Secretary of Justice Wanda Vázquez Garced was sworn in as governor.",
        "Wanda Vázquez was sworn in as governor.",
        "Wanda Justice was sworn in as governor.",
    ),
    (
        "The Conservative Party won 365 seats.",
        "The Conservatives won 365 seats.",
        "The Party won 365 seats.",
    ),
    (
        "A US airstrike killed Qasem Soleimani.",
        "Qasem Soleimani was killed in an American airstrike.",
        "Qasem Soleimani was killed in a British airstrike.",
    ),
    (
        "The U.S. troops have remained in Iraq.",
        "American troops have remained in Iraq.",
        "The U.S. troops have remained in the United States.",
    ),
    (
        "On Saturday police arrested a 66-year-old man and a woman of 30.",
        "A man of 66 was arrested.",
        "A woman of 66 was arrested.",
    ),
    (
        "Dan Carden demanded a national inquiry into gangs.",
        "Dan Carden called for a national inquiry into gangs.",
        "Dan Carden called off a national inquiry into gangs.",
    ),
    (
        "Ricardo Barker resigned as governor.",
        "Ricardo Barker stepped down as governor.",
        "Ricardo Barker stepped in as governor.",
    ),
    (
        "Elizabeth Warren announced yesterday she was endorsing Joe Biden.",
        "Elizabeth Warren endorsed Joe Biden.",
        "Joe Biden endorsed Elizabeth Warren.",
    ),
    (
        "President Reed said Friday he is declaring an emergency on the border.",
        "Reed declared an emergency on the border.",
        "Reed declared an emergency in the capital.",
    ),
    (
        "Ann Reed, who served in the police for 24 years before retiring in 2014, met Barker.",
        "Ann Reed retired in 2014.",
        "Barker retired in 2014.",
    ),
    (
        "Elizabeth Warren announced she was not endorsing Joe Biden.",
        "Elizabeth Warren announced she was not endorsing Joe Biden.",
        "Elizabeth Warren endorsed Joe Biden.",
    ),
    (
        "Johnson became leader of the party after Theresa May stepped down on July 24.",
        "Theresa May stepped down on July 24.",
        "Johnson stepped down on July 24.",
    ),
    (
        "The council prohibited island travel for those under 19.",
        "Island travel for those under 19 was prohibited by the council.",
        "Island travel for those under 16 was prohibited by the council.",
    ),
]
BEFORE = "The council debated an extradition bill. It was long. The mayor withdrew the bill."
TWO = "The council debated an extradition bill, then a tax bill. The mayor withdrew the bill."


def held(sentence, words):
    article = Article(id="a", text=words)
    last = sentences(words)[-1]
    return verify(sentence, [Cited(article=article, span=Span(*last))])


@pytest.mark.parametrize(("words", "right", "wrong"), SAME)
def test_other_words_for_the_same_are_known(words, right, wrong):
    assert held(right, words).verdict == "supported", held(right, words).reason
    assert held(wrong, words).verdict != "supported"


def test_a_definite_noun_is_what_its_article_last_called_so():
    assert held("The mayor withdrew the extradition bill.", BEFORE).verdict == "supported"
    assert held("The mayor withdrew the tax bill.", BEFORE).verdict == "unsupported"
    assert held("The mayor withdrew the extradition bill.", TWO).verdict == "unsupported"
