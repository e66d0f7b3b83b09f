"""What the benchmark of PDF pages measures, and that it holds on some of its pages."""

from collections import Counter

from index.benchmark_pdf import FILES, in_order, is_printed
from index.benchmark_pdf_pages import make
from index.loaders import load
from index.records import Article
from seeds import sample_paths

PRINTED = [["one", "two", "three", "four"], ["five", "oﬃce"]]


def test_the_share_of_neighbouring_words():
    assert in_order(PRINTED, ["one two three four", "five office"]) == 1.0
    assert in_order(PRINTED, ["one two four three five office"]) == 2 / 4
    assert in_order([["a", "b", "a", "b"]], ["a b"]) == 1 / 3  # each as often as it is printed


def test_a_sentence_with_two_words_that_stand_nowhere_side_by_side():
    pairs = Counter([("one", "two"), ("two", "three")])
    assert is_printed("one two three", pairs)
    assert not is_printed("one three", pairs)


def test_pages_are_read_as_they_are_printed(tmp_path):
    articles = [item for path in sample_paths() for item in load(str(path))]
    paragraphs = [
        " ".join(paragraph.split())
        for article in articles[:12]
        for paragraph in article.text.split("\n\n")
        if len(paragraph.split()) > 15
    ]
    for seed in range(0, 2 * FILES, 10):  # of the half on which settings were chosen
        made = make(paragraphs, seed=seed)
        path = tmp_path / "a.pdf"
        path.write_bytes(made.data)
        items = [item for item in load(str(path)) if isinstance(item, Article)]
        texts = [f"{item.title or ''}\n\n{item.text}" for item in items]
        assert in_order(made.sequences, texts) > 0.98, made.manner
        assert "Harwick Courier" not in " ".join(texts)
        assert make(paragraphs, seed=seed).data == made.data
