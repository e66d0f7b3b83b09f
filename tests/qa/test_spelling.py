import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine
from qa.spelling import Spelling
from qa.types import Question

TEXT = (
    "Many people in Fernwick fled when the river rose. Mayor Ilse Varga opened an inquiry. "
    "The harbour was closed, said Tomas Okonjo, the councillor for Fernwick."
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("store"), embedder=HashingEmbedder())
    library.add([Article(id="flood", text=TEXT, publisher="Courier")])
    yield library
    library.close()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("how manny peple fled", "how many people fled"),
        ("What happened in Fernwcik?", "What happened in Fernwick?"),
        ("what did okonjjo say", "what did okonjo say"),
        ("Who opened an enquiry?", "Who opened an inquiry?"),
        ("Was the harbor closed?", "Was the harbour closed?"),
        ("when did ilse vargas speak", "when did ilse varga speak"),
    ],
)
def test_a_word_that_is_none_is_read_as_its_one_neighbour(library, typed, read):
    mended = Spelling(library).mended(typed)
    assert mended.text == read
    assert all(word in typed for word, _ in mended.words)


@pytest.mark.parametrize(
    "typed",
    [
        "Who opened an inquiry?",
        "Who is the councillor for Fernwick?",
        "Which bakery sells bread in Overton?",
        "Did the bridge collapse?",
        "who won the cup final in 2019",
        "What did Ms Okafor say?",
        "What is the VARGO?",
        "",
    ],
)
def test_what_the_library_or_the_language_has_stays(library, typed):
    assert Spelling(library).mended(typed).text == typed


def test_between_two_that_are_as_near_there_is_no_guess(library):
    library.add([Article(id="two", text="Brenlow met Branlow in May.")])
    assert Spelling(library).mended("Where was Brunlow?").text == "Where was Brunlow?"
    library.remove(["two"])


def test_the_vocabulary_follows_the_library(library):
    spelling = Spelling(library)
    assert spelling.mended("Who is Zelmarra?").text == "Who is Zelmarra?"
    library.add([Article(id="new", text="The city elected Zelmara.")])
    assert spelling.mended("Who is Zelmarra?").text == "Who is Zelmara?"
    library.remove(["new"])
    assert spelling.mended("Who is Zelmarra?").text == "Who is Zelmarra?"


def test_the_reading_is_shown_and_can_be_taken_back(library):
    engine = build_engine(library)
    answer = engine.ask("What happened in Fernwcik?")
    assert answer.standalone == "What happened in Fernwick?"
    assert answer.understood.mended == (("Fernwcik", "Fernwick"),)
    back = engine.ask(Question(text="What happened in Fernwcik?", without=("Fernwcik",)))
    assert back.standalone == "What happened in Fernwcik?"
    assert back.understood.mended == ()
