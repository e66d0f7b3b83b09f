"""One notion of the same word: what is stored, what is typed and what is read agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from older_stores import make_older

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from index.words import PART, folded, stem, stemmed
from qa.words import stem as stem_read


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Five men died.", "die"),
        ("He will die.", "died"),
        ("They are dying.", "die"),
        ("It took two innings.", "inning"),
        ("Kemal Kılıçdaroğlu spoke.", "Kilicdaroglu"),
        ("Kemal Kilicdaroglu spoke.", "Kılıçdaroğlu"),
        ("Lech Wałęsa came.", "walesa"),
        ("Søren Brønsted left.", "Soren"),
        ("Đoković won.", "Dokovic"),
        ("The oﬃce conﬁrmed it.", "office"),
        ("The office confirmed it.", "conﬁrmed"),
        ("Die Straße ist zu.", "strasse"),
        ("An encyclopædia.", "encyclopaedia"),
        ("İzmir shook.", "izmir"),
        ("MAYOR RESIGNS", "resigned"),
    ],
)
def test_a_word_is_found_as_it_is_typed(tmp_path, stored, typed):
    library = Library.open(tmp_path, embedder=HashingEmbedder())
    library.add([Article(id="a", title="One", text=stored)])
    assert [hit.rank for hit in library.search_words(typed, limit=3)] == [1]
    assert library.has_word(typed)
    [passage] = library.passages_of("a")
    assert passage.text == stored
    library.close()


@pytest.mark.parametrize(
    ("stored", "typed"),
    [("It took two innings.", "in"), ("The news is out.", "new"), ("Университет", "универсам")],
)
def test_other_words_are_not_found(tmp_path, stored, typed):
    library = Library.open(tmp_path, embedder=HashingEmbedder())
    library.add([Article(id="a", title="One", text=stored)])
    assert library.search_words([typed], limit=3) == []
    library.close()


def test_headlines_are_listed_by_words_that_are_half_or_wholly_typed(tmp_path):
    library = Library.open(tmp_path, embedder=HashingEmbedder())
    library.add([Article(id="a", title="Universities: Wałęsa resigned", text="One.")])
    for typed in ("uni", "univers", "universi", "universities", "wale", "resign", "resigns"):
        assert library.catalogue.page(words=typed).total == 1, typed
    assert library.catalogue.page(words="innings").total == 0
    library.close()


def test_a_store_with_the_stems_of_before_is_brought_up_to_date(tmp_path):
    library = Library.open(tmp_path, embedder=HashingEmbedder())
    library.add([Article(id="a", text="Five men died.")])
    library.close()
    make_older(tmp_path, to=4)
    again = Library.open(tmp_path, embedder=HashingEmbedder())
    assert again.search_words("die", limit=3)
    assert again.problems() == []
    again.remove(["a"])
    assert again.vocabulary() == ()
    again.close()


@given(st.text())
def test_what_is_folded_stays_so(text):
    assert folded(folded(text)) == folded(text)
    for word in PART.findall(text):
        assert stem(word) == stem_read(word) == stem(folded(word))
    assert stemmed(text) is not None
