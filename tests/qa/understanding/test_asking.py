import pytest

from qa.understanding.asking import asking_of

STORY = (
    "My neighbour told me last week about a bridge somewhere in the north that came down in the"
    " night, with a bus on it I think, and she was very upset about it, "
)


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        (STORY + "can you tell me who built the bridge?", "who built the bridge?"),
        (STORY + "so I want to know how many people were hurt.", "how many people were hurt?"),
        ("bridge collapse date", "When bridge collapse?"),
        ("bridge collapse cause", "Why bridge collapse?"),
        ("bus passengers how many", "How many bus passengers?"),
        ("List the towns that were flooded", "Which towns were flooded?"),
        ("Please name all the winners of the cup.", "Who are the winners of the cup?"),
        ("list bridges in Velden", "What are the bridges in Velden?"),
        ("Velden bridge collapse", "What Velden bridge collapse?"),
    ],
)
def test_the_words_that_ask_are_found(typed, asks):
    assert asking_of(typed) == asks


@pytest.mark.parametrize(
    "typed",
    [
        "Who built the bridge?",
        "Who is the builder, once praised by the mayor and by two papers of the north, who now says"
        " that the bridge came down because of what others did when he had left?",
        "who built the bridge",
        "tell me about the bridge",
        "",
        "bridge",
        "?",
    ],
)
def test_a_question_asks_with_all_of_its_words(typed):
    assert asking_of(typed) == typed
