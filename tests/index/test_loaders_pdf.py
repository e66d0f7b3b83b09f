"""PDF pages, drawn as programs draw them, and what is read of them."""

import io
import random
import shutil
import subprocess
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from index.loaders import load
from index.loaders.pdf import pages
from index.loaders.pdf.columns import lines_of
from index.loaders.pdf.pages import Run
from index.loaders.pdf.rows import mended
from index.records import Article, Skipped
from index.words import stemmed

BODY, HEAD = 10, 24
LEFT = [
    "The county's only ferry will be sold",
    "to a firm in Esbjerg, the operator said",
    "on Tuesday, ending a three-year search",
    "for a buyer. Workers learned of the",
    "sale by e-mail. “We heard nothing",
    "until the morning,” said Lena",
    "Brandt, a deck-",
    "hand of twelve years, and the pub-",
]
RIGHT = [
    "lic had heard nothing either. The coun-",
    "ty will cut a fare in June. A day ticket",
    "will cost 14 pounds. The union has",
    "called a meet-",
    "ing in the hall. Its secretary, Paul",
    "Osei, said that a strike was possible.",
    "The last one, of 2019, lasted nine days",
    "and cost them 1.2 million pounds.",
]
STORY = (
    "The county's only ferry will be sold to a firm in Esbjerg, the operator said on Tuesday, "
    "ending a three-year search for a buyer. Workers learned of the sale by e-mail. “We heard "
    "nothing until the morning,” said Lena Brandt, a deckhand of twelve years, and the public had "
    "heard nothing either. The county will cut a fare in June. A day ticket will cost 14 pounds. "
    "The union has called a meeting in the hall. Its secretary, Paul Osei, said that a strike was "
    "possible. The last one, of 2019, lasted nine days and cost them 1.2 million pounds."
)


def drawn(*sheets, title="Untitled-1.indd", author="layout2", trim=None, turn=0, compressed=True):
    """A file whose pages hold (left, base, words[, size[, font]]), drawn in this order."""
    written = io.BytesIO()
    sides = (842, 595) if turn else (595, 842)
    canvas = Canvas(written, pagesize=sides, invariant=1, pageCompression=int(compressed))
    canvas.setTitle(title)
    canvas.setAuthor(author)
    if trim:
        canvas.setTrimBox(trim)
    for sheet in sheets:
        if turn:
            canvas.translate(*((842, 0) if turn == 90 else (0, 595)))
            canvas.rotate(turn)
        for left, base, words, *rest in sheet:
            size, font = (*rest, *(BODY, "Times-Roman")[len(rest) :])
            canvas.setFont(font, size)
            canvas.drawString(left, base, words)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def column(left, top, lines, size=BODY):
    return [(left, top - number * 1.2 * size, line, size) for number, line in enumerate(lines)]


def read(folder, data):
    path = folder / "a.pdf"
    path.write_bytes(data)
    return list(load(str(path)))


def only(folder, data):
    (item,) = read(folder, data)
    assert isinstance(item, Article), item
    return item


# Columns


def by_columns(items):
    return items


def by_rows(items):
    return sorted(items, key=lambda item: (-item[1], item[0]))


def by_chance(items):
    return random.Random(3).sample(items, k=len(items))


def by_words(items):
    """Each word on its own, as word processors and browsers draw."""
    words = []
    for left, base, line, size in by_rows(items):
        at = left
        for word in line.split():
            words.append((at, base, word, size))
            at += stringWidth(f"{word} ", "Times-Roman", size)
    return words


@pytest.mark.parametrize("gutter", [8, 20, 60])
@pytest.mark.parametrize("order", [by_columns, by_rows, by_chance, by_words])
def test_columns_are_read_one_by_one_whatever_is_drawn_first(tmp_path, order, gutter):
    width = max(stringWidth(line, "Times-Roman", BODY) for line in LEFT)
    items = column(60, 740, LEFT) + column(60 + width + gutter, 740, RIGHT)
    headline = [(60, 790, "County ferry sold to Danish firm", HEAD)]
    article = only(tmp_path, drawn(order(items + headline)))
    assert article.title == "County ferry sold to Danish firm"
    assert article.text == STORY
    assert article.authors == ()
    assert article.published is None


def test_columns_whose_lines_are_not_at_the_same_height(tmp_path):
    items = column(60, 740, LEFT) + column(260, 735, RIGHT)
    assert only(tmp_path, drawn(by_rows(items))).text == STORY


def test_a_line_over_two_columns_is_part_of_neither(tmp_path):
    wide = "Fares rise as the ferry that has served the harbour since 1931 changes hands again"
    items = [(60, 770, wide, 12), *column(60, 740, LEFT), *column(260, 740, RIGHT)]
    article = only(tmp_path, drawn(by_rows(items)))
    assert (article.title, article.text) == (wide, STORY)


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_page_that_is_turned(tmp_path, turn):
    items = column(60, 740, LEFT) + column(260, 740, RIGHT)
    assert only(tmp_path, drawn(items, turn=turn)).text == STORY


@pytest.mark.browser
def test_a_page_that_a_browser_prints(tmp_path):
    page = tmp_path / "a.html"
    said = STORY.replace("deckhand", "deck&shy;hand")
    page.write_text(
        "<meta charset=utf-8><style>div{columns:3;text-align:justify;font:10pt serif}</style>"
        f"<title>Microsoft Word - a.docx</title><h1>Ferry sold to Danish firm</h1><div><p>{said}<p>"
        f"{STORY}<p>{STORY}</div>"
    )
    chromium = shutil.which("chromium")
    subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={tmp_path / 'user'}", f"--print-to-pdf={tmp_path / 'b.pdf'}", str(page)],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    (article,) = load(str(tmp_path / "b.pdf"))
    assert article.title == "Ferry sold to Danish firm"
    assert article.text.split() == [*STORY.split()] * 3


# Words and sentences


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("deck-", "hand", "deckhand"),
        ("according\xad", "ly", "accordingly"),
        ("12-", "year bells", "12-year bells"),
        ("long-", "term plans", "long-term plans"),
        ("Anglo-", "Danish firm", "Anglo-Danish firm"),
        ("two-", "and three-year terms", "two- and three-year terms"),
        ("from 1990–", "2000", "from 1990–2000"),
        ("the Harvard–", "Smithsonian bells", "the Harvard–Smithsonian bells"),
        ("no remark-", "ing mates", "no remarking mates"),
        ("a door-to-", "door bell", "a door-to-door bell"),
        ("a US-", "built bell", "a US-built bell"),
    ],
)
def test_a_word_over_two_lines(tmp_path, first, second, whole):
    lines = [f"The ferry that was sold to them on Tuesday has had {first}", f"{second} and a bell."]
    text = only(tmp_path, drawn(column(60, 740, lines))).text
    assert text == f"The ferry that was sold to them on Tuesday has had {whole} and a bell."


def test_a_sentence_over_two_pages_without_their_heads_and_numbers(tmp_path):
    def page(number, lines):
        head = [
            (60, 800, "The Harwick Courier"),
            (300, 800, "18 June 2024"),
            (520, 800, f"{number}"),
        ]
        return [*head, *column(60, 740, lines), (290, 40, f"{number}")]

    pages_ = [
        page(4, [*LEFT[:-1], "hand of twelve years. The boat will cost nine"]),
        page(5, ["million pounds, the county said. The firm", "names a price of eight."]),
        page(6, ["The talks end on Monday."]),
    ]
    text = only(tmp_path, drawn(*pages_)).text
    assert "The boat will cost nine million pounds, the county said." in text
    assert text.endswith("names a price of eight.\n\nThe talks end on Monday.")
    assert "Courier" not in text
    assert "2024" not in text


def test_where_a_story_goes_on_is_no_part_of_a_sentence(tmp_path):
    first = [*LEFT[:-1], "hand of twelve years. The boat will cost nine", "Continued on page 7"]
    second = ["million pounds, the county said."]
    text = only(tmp_path, drawn(column(60, 740, first), column(60, 740, second))).text
    assert "will cost nine million pounds" in text
    assert "page 7" not in text


def test_a_caption_in_the_way_stands_apart(tmp_path):
    caption = [(260, 740, "The Greta leaves the quay on Monday.", 8)]
    items = [*column(60, 740, LEFT), *caption, *column(260, 700, RIGHT)]
    paragraphs = only(tmp_path, drawn(by_rows(items))).text.split("\n\n")
    assert sorted(paragraphs) == sorted([STORY, caption[0][2]])


@pytest.mark.parametrize("size", [8, 10])
def test_a_sentence_goes_on_below_a_picture_with_its_caption(tmp_path, size):
    caption = (60, 570, "Lena Brandt aboard the Greta", size)
    items = [*column(60, 740, LEFT[:5]), caption, *column(60, 540, LEFT[5:])]
    article = only(tmp_path, drawn([*items, *column(260, 740, RIGHT)]))
    assert article.text == f"{STORY}\n\n{caption[2]}"


def test_a_table_keeps_its_rows(tmp_path):
    rows = [("Ward", "Votes", "Share"), ("Harwick", "4,149", "27.7"), ("Sund", "7,597", "50.6")]
    table = [
        (60 + 70 * number, 600 - 12 * row, cell)
        for row, cells in enumerate(rows)
        for number, cell in enumerate(cells)
    ]
    text = only(tmp_path, drawn([*column(60, 740, LEFT[:6]), *table])).text
    assert text.endswith("Ward\tVotes\tShare\nHarwick\t4,149\t27.7\nSund\t7,597\t50.6")
    hours = [("Mon", "open until six"), ("Tue", "closed all day"), ("Wed", "by appointment")]
    told = [
        (60 + 40 * n, 740 - 12 * r, c) for r, cells in enumerate(hours) for n, c in enumerate(cells)
    ]
    listed = "\n".join(map("\t".join, hours))
    assert only(tmp_path, drawn([*told, *column(60, 640, LEFT)])).text.startswith(listed)
    beside = [(left + 180, base + 140, cell) for left, base, cell in table]
    items = [*column(60, 740, LEFT), *beside, *column(425, 740, RIGHT)]
    assert (
        only(tmp_path, drawn(by_rows(items))).text
        == f"{STORY}\n\n{text.rpartition(chr(10) * 2)[2]}"
    )


def test_ligatures_are_kept_and_found(tmp_path):
    registerFont(TTFont("Vera", "Vera.ttf"))
    items = [(60, 740, "The oﬃce conﬁrmed the ﬂood.".replace("ﬃ", "fﬁ"), BODY, "Vera")]
    text = only(tmp_path, drawn(items)).text
    assert stemmed(text) == stemmed("The office confirmed the flood.")


def test_a_large_initial_and_the_mark_of_a_footnote(tmp_path):
    lines = ["he ferry will be sold to them for 12", "million pounds, and the county will", "pay."]
    items = [(60, 716, "T", 36), (82, 740, lines[0]), (82, 728, lines[1]), (82, 716, lines[2])]
    width = stringWidth(lines[0], "Times-Roman", BODY)
    items += [(82 + width, 744, "3", 6), *column(60, 704, ["All this was said on Tuesday."])]
    text = only(tmp_path, drawn(items)).text
    assert text.startswith("The ferry will be sold to them for 12 million pounds, and the county")
    items[:2] = [(60, 716, "A", 36), (86, 740, lines[0].removeprefix("he "))]
    del items[4]
    assert only(tmp_path, drawn(items)).text.startswith("A ferry will be sold")


def test_what_is_beside_the_page_or_printed_twice_is_no_word_of_it(tmp_path):
    items = column(60, 740, LEFT) + column(260, 740, RIGHT)
    shadow = [(left + 0.5, base - 0.5, *rest) for left, base, *rest in items]
    slug = [(60, 8, "page1_final_v3.indd 1"), (300, 8, "18/06/24 14:32")]
    data = drawn([*items, *shadow, *slug], trim=(20, 20, 575, 822))
    assert only(tmp_path, data).text == STORY


# Stories


WHOLE_LEFT = [*LEFT[:5], "until the morning,” said Lena Brandt."]


def story(headline, byline, lines, *, left, top):
    return [
        (left, top, headline, 20, "Helvetica-Bold"),
        (left, top - 22, byline, 9, "Helvetica-Bold"),
        *column(left, top - 44, lines[:4]),
        *column(left + 230, top - 44, lines[4:]),
    ]


@pytest.mark.parametrize("order", [by_columns, by_rows, by_chance])
def test_a_page_of_two_stories_is_two_articles(tmp_path, order):
    items = [
        (60, 800, "The Harwick Courier", 40),
        (60, 780, "Tuesday, 18 June 2024"),
        *story("County ferry sold to Danish firm", "By Ann Lee", WHOLE_LEFT, left=60, top=740),
        *story("Union may call a strike in June", "By Tom Osei", RIGHT[1:], left=60, top=560),
    ]
    ferry, strike = read(tmp_path, drawn(order(items)))
    assert (ferry.title, ferry.authors) == ("County ferry sold to Danish firm", ("Ann Lee",))
    assert (strike.title, strike.authors) == ("Union may call a strike in June", ("Tom Osei",))
    assert "Esbjerg" in ferry.text
    assert "strike" not in ferry.text
    assert "strike" in strike.text
    assert ferry.id != strike.id


def test_headlines_side_by_side_are_two(tmp_path):
    left, right = WHOLE_LEFT, RIGHT[1:]
    beside = 60 + stringWidth("County ferry is sold", "Helvetica-Bold", 24) + 9
    items = [
        (60, 740, "County ferry is sold", 24, "Helvetica-Bold"),
        (beside, 740, "Union plans a strike", 24, "Helvetica-Bold"),
        *column(60, 710, left),
        *column(beside, 710, right),
    ]
    titles = [article.title for article in read(tmp_path, drawn(by_rows(items)))]
    assert titles == ["County ferry is sold", "Union plans a strike"]


def test_a_headline_with_the_day_under_it_is_not_lost(tmp_path):
    items = [
        (60, 800, "County ferry is to be sold to Danish firm", 24),
        (60, 780, "Tuesday, 18 June 2024"),
        (60, 755, "Union says that a strike is possible", 16),
        *column(60, 730, LEFT[:5]),
    ]
    assert "County ferry is to be sold" in only(tmp_path, drawn(items)).text


def test_stories_that_cannot_be_told_apart_are_told(tmp_path):
    cut = [*LEFT[:4], "sale by e-mail and told it to those of", "the town and the union who had"]
    items = [
        *story("County ferry sold to Danish firm", "By Ann Lee", cut, left=60, top=740),
        *story("Union may call a strike in June", "By Tom Osei", RIGHT[1:], left=60, top=560),
    ]
    article, skipped = read(tmp_path, drawn(items))
    assert article.title == "County ferry sold to Danish firm"
    assert "Union may call a strike in June" in article.text
    assert isinstance(skipped, Skipped)
    assert "several stories" in skipped.reason


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Baths to close", "Baths to close"),
        ("page1_final_v3.indd", None),
        ("Untitled-1.indd", None),
        ("Microsoft Word - ferry.docx", None),
        ("Document1", None),
    ],
)
def test_what_a_program_calls_a_document_is_no_headline(tmp_path, stated, title):
    data = drawn(column(60, 740, LEFT), title=stated, author="Jane Doe")
    article = only(tmp_path, data)
    assert (article.title, article.authors) == (title, ("Jane Doe",))
    assert article.published != date.today()


# What cannot be read


def encrypted(data, *, opened_with):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(opened_with, "owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_file_that_anyone_may_open_is_read(tmp_path):
    data = encrypted(drawn(column(60, 740, LEFT)), opened_with="")
    assert only(tmp_path, data).text.startswith("The county's only ferry")


WHOLE = drawn(column(60, 740, LEFT))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"no PDF", "no PDF file, or a damaged one"),
        (WHOLE[:300], "no PDF file, or a damaged one"),
        (drawn([]), "run text recognition"),
        (encrypted(WHOLE, opened_with="secret"), "it is encrypted"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, data, reason):
    (skipped,) = read(tmp_path, data)
    assert reason in skipped.reason


WHOLES = [
    WHOLE,
    drawn(column(60, 740, LEFT), column(60, 740, RIGHT), compressed=False),
    encrypted(WHOLE, opened_with=""),
]


def test_a_page_of_endless_small_boxes_is_refused(tmp_path):
    boxes = [(x * 2.9, y * 4.1, "1", 1) for x in range(200) for y in range(150)]
    (skipped,) = read(tmp_path, drawn(boxes))
    assert "its page 1 holds more than 20,000 groups of words" in skipped.reason


def test_a_file_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "LONGEST", 0.01)
    (skipped,) = read(tmp_path, WHOLE)
    assert "took too long" in skipped.reason


@st.composite
def damaged(draw):
    """A file with some of its bytes changed, cut out, or doubled."""
    data = bytearray(draw(st.sampled_from(WHOLES)))
    for _ in range(draw(st.integers(0, 8))):
        place, length = draw(st.integers(0, len(data))), draw(st.integers(0, 40))
        if draw(st.booleans()):
            data[place : place + length] = draw(st.binary(max_size=12))
        else:
            data[place:place] = data[place : place + length] * draw(st.integers(1, 20))
    return bytes(data)


# A tenth of the usual number: each is read by a process of its own.
@settings(max_examples=settings().max_examples // 10, suppress_health_check=list(HealthCheck))
@given(damaged() | st.binary(max_size=100))
def test_whatever_the_bytes_are_articles_or_reasons_come_of_them(tmp_path_factory, data):
    items = read(tmp_path_factory.getbasetemp(), data)
    assert items
    assert all(isinstance(item, Article | Skipped) for item in items)


RUNS = st.builds(
    Run,
    text=st.sampled_from(["a", "Bcd", "ef-", "1,204", "Gh ij kl.", "“M", "3"]),
    left=st.floats(0, 500),
    right=st.just(0.0),
    base=st.floats(0, 800),
    size=st.sampled_from([6.0, 9.0, 10.0, 30.0]),
    bold=st.booleans(),
).map(lambda run: run._replace(right=run.left + len(run.text) * run.size / 2))


@given(st.lists(RUNS, min_size=1, max_size=60))
def test_every_word_of_a_page_is_in_one_line_wherever_it_stands(runs):
    whole = mended(runs)
    lines = lines_of(whole, body=9.0)
    letters = sorted("".join("".join(line.run.text.split()) for line in lines))
    assert letters == sorted("".join("".join(run.text.split()) for run in whole))
