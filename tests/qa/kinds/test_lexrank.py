import numpy as np

from qa.kinds.overview import cosines, lexrank


def test_the_sentence_that_is_like_the_others_is_the_most_central():
    sentences = [["ferry", "sank"], ["ferry", "sank", "storm"], ["storm", "hull"], ["cake"]]
    central = lexrank(cosines(sentences), towards=np.zeros(4))
    assert central.argmax() == 1
    assert central.argmin() == 3
    assert np.isclose(central.sum(), 1)


def test_the_subject_draws_the_walk():
    same = cosines([["ferry"], ["cake"]])
    assert lexrank(same, towards=np.array([0.0, 1.0])).argmax() == 1


def test_cosines_are_those_of_the_words():
    likeness = cosines([["ferry", "sank"], ["ferry", "sank"], ["cake"], []])
    assert np.isclose(likeness[0, 1], 1)
    assert np.isclose(likeness[0, 2], 0)
    assert likeness[3].sum() == 0
