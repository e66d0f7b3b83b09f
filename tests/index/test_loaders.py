"""Loading good files: what an article becomes, for every kind of file and encoding."""

import codecs
import json
from datetime import date

import pytest

from index.loaders import load
from index.records import Article

PROSE = "“It’s over,” she said. The café on the corner cost £1.5m.\n\nNobody – not one – came."


def articles(source):
    loaded = list(load(str(source)))
    assert all(isinstance(item, Article) for item in loaded), loaded
    return loaded


def only(source):
    (article,) = articles(source)
    return article


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file(tmp_path):
    path = write(tmp_path / "Town Hall, 2024.txt", PROSE)
    article = only(path)
    assert (article.text, article.title) == (PROSE, None)
    assert article.url is article.publisher is article.published is article.retrieved is None
    assert article.authors == ()
    assert article.version == 1
    assert article.id.startswith("town-hall-2024-")
    assert only(path).id == article.id


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode("utf-8"),
        PROSE.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"),
        PROSE.encode("cp1252"),
    ],
)
def test_quotation_marks_survive_every_encoding(tmp_path, data):
    assert only(write(tmp_path / "a.txt", data)).text == PROSE


def test_a_stray_nul_byte_costs_no_text(tmp_path):
    assert only(write(tmp_path / "a.txt", b"The ferry\0 left.\n")).text == "The ferry left."


def test_other_encodings_are_recognised(tmp_path):
    german = "Der Präsident sagte für die Bürger: Größe zählt. Über Änderungen redet man später."
    russian = (
        "Президент заявил в четверг, что переговоры будут продолжены. По его словам, это важно."
    )
    assert only(write(tmp_path / "de.txt", german.encode("latin-1"))).text == german
    assert only(write(tmp_path / "ru.txt", russian.encode("cp1251"))).text == russian


def test_a_damaged_byte_does_not_spoil_the_rest(tmp_path):
    data = PROSE.encode() + b" Then \xff he left."
    assert only(write(tmp_path / "a.txt", data)).text == PROSE + " Then \ufffd he left."


@pytest.mark.parametrize(
    "headline",
    [
        "Ad sales boost Time Warner profit",
        "'Debate needed' on donations cap",
        "Will Brown cut taxes?",
        "£1bn boost for schools",
    ],
)
def test_a_headline_is_taken_out_of_a_plain_text(tmp_path, headline):
    article = only(write(tmp_path / "001.txt", f"{headline}\n\nProfits rose. They fell.\n"))
    assert (article.title, article.text) == (headline, "Profits rose. They fell.")


@pytest.mark.parametrize(
    "head",
    [
        "Ad sales boost profit\n12 June 2024\nBy Ann Lee\n\n",
        "Ad sales boost profit\n\nBY Ann Lee | 12 June 2024\n\n",
        "Ad sales boost profit\nBy Ann Lee\nPublished: 12 June 2024\n",
    ],
)
def test_a_day_and_a_byline_below_a_headline_are_taken_out_of_a_plain_text(tmp_path, head):
    article = only(write(tmp_path / "001.txt", f"{head}Profits rose. They fell.\n"))
    assert (article.title, article.text) == ("Ad sales boost profit", "Profits rose. They fell.")
    assert (article.published, article.authors) == (date(2024, 6, 12), ("Ann Lee",))


@pytest.mark.parametrize(
    "text",
    [
        "Ad sales boost profit\n12 June 2024",
        "Dan Carden has broken ranks\nBy Ann Lee of the Herald, who saw it.\nThe MP said so.",
        "Dan Carden has broken ranks\nThe MP said so.",
        "Dan Carden has broken ranks.\n\nThe MP said so.",
        "Dan Carden has broken ranks",
        "“We won and it is over”\n\nHe said so.",
        "By Jane Doe of the Herald\n\nHe said so.",
        "Friday, January 4, 2019\n\nHe said so.",
        "Politics\n\nHe said so.",
        "- one item of a list\n\nHe said so.",
        "He said this:\n\nIt is so.",
        "It went on " * 20 + "and on\n\nHe said so.",
    ],
)
def test_other_first_lines_are_no_headline(tmp_path, text):
    article = only(write(tmp_path / "001.txt", text))
    assert (article.title, article.text) == (None, text)


def test_the_lines_of_a_wrapped_text_are_joined(tmp_path):
    wrapped = (
        "Profits at the firm rose by a third,\n"
        "and those of its rival fell to what\n"
        "they were ten years ago.\n\n"
        "The head of the firm, who has led it\n"
        "since May, said that he was pleased\n"
        "with both.\n\n"
        "A short line\n"
        "and another"
    )
    assert only(write(tmp_path / "a.txt", wrapped)).text == (
        "Profits at the firm rose by a third, and those of its rival fell to what "
        "they were ten years ago.\n\n"
        "The head of the firm, who has led it since May, said that he was pleased with both.\n\n"
        "A short line\nand another"
    )


def test_lines_that_are_paragraphs_are_not_joined(tmp_path):
    text = "He left.\nShe stayed, and so did all the others.\n" + "A long line. " * 20 + "End."
    assert only(write(tmp_path / "a.txt", text)).text == text


def test_a_file_without_a_known_suffix_is_read_as_text(tmp_path):
    assert only(write(tmp_path / "README", PROSE)).text == PROSE
    assert only(write(tmp_path / "story.article", PROSE)).text == PROSE


def test_markdown(tmp_path):
    path = tmp_path / "story.md"
    write(
        path,
        "---\ntitle: 1984\ndate: 2024-03-05\nauthor: [Jane Doe, John Roe]\n"
        "publisher: Herald\nurl: https://herald.example/1\n---\n\n"
        "A *very* long\nparagraph &amp; a [link](http://x.example).  \nNew line with `code`.\n\n"
        "## Heading\n\n- one\n- two\n\n> He said “no”.\n\n<div>advert</div>\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n![picture](p.png)\n",
    )
    article = only(path)
    assert article.title == "1984"
    assert article.published == date(2024, 3, 5)
    assert article.authors == ("Jane Doe", "John Roe")
    assert article.publisher == "Herald"
    assert article.url == "https://herald.example/1"
    assert article.text == (
        "A very long paragraph & a link.\nNew line with code.\n\nHeading\n\none\ntwo\n\n"
        "He said “no”.\n\na\tb\n1\t2"
    )


def test_a_first_heading_is_the_title_of_markdown_without_one(tmp_path):
    article = only(write(tmp_path / "a.md", "# He left\n\nHe left at noon.\n"))
    assert (article.title, article.text) == ("He left", "He left at noon.")
    article = only(write(tmp_path / "b.md", "---\n\nText between rules.\n\n---\n\nMore.\n"))
    assert article.text == "Text between rules.\n\nMore."


ROW = {
    "id": 7,
    "title": " He\u200b left ",
    "text": PROSE + "\r\n",
    "url": "https://herald.example/7",
    "publisher": "Herald",
    "authors": ["Jane Doe", ""],
    "published": "2019-01-04T23:30:00-05:00",
    "section": "ignored",
}
ARTICLE = Article(
    id="7",
    title="He left",
    text=PROSE,
    url="https://herald.example/7",
    publisher="Herald",
    authors=("Jane Doe",),
    published=date(2019, 1, 4),
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps(ROW)),
        ("a.json", json.dumps([ROW])),
        ("a.JSON", json.dumps({"articles": [ROW], "count": 1}, indent=2)),
        ("a.jsonl", f"\ufeff\n{json.dumps(ROW)}\r\n\n"),
        ("a.jsonl", json.dumps(ROW, ensure_ascii=False).encode("utf-16")),
        ("a.jsonl", json.dumps(ROW | {"title": "He left"}, ensure_ascii=False).encode("cp1252")),
    ],
)
def test_json(tmp_path, name, content):
    assert articles(write(tmp_path / name, content)) == [ARTICLE]


def test_csv(tmp_path):
    cell = PROSE.replace('"', '""')
    content = (
        "\ufeffID,Title,text,url,publisher,authors,published\r\n"
        f'7,He left,"{cell}",https://herald.example/7,Herald,Jane Doe; ,4 January 2019\r\n'
        "\r\n"
        ',,"He said ""no"", twice.",,,,\r\n'
    )
    first, second = articles(write(tmp_path / "news.csv", content))
    assert first == ARTICLE
    assert second.text == 'He said "no", twice.'
    assert second.title is None
    assert second.id.startswith("news-")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "\ufeffsep=;\r\nText;AUTHOR;Source;Pub Date\r\n"
         "It shut.;Ann Lee;Herald;1 May 2024"),
        ("a.jsonl", '{"Text": "It shut.", "byline": "By Ann Lee", "source": "Herald", '
         '"datePublished": "2024-05-01"}'),
    ],
)  # fmt: skip
def test_fields_under_other_names(tmp_path, name, content):
    article = only(write(tmp_path / name, content))
    assert (article.text, article.authors, article.publisher, article.published) == (
        "It shut.",
        ("Ann Lee",),
        "Herald",
        date(2024, 5, 1),
    )


def test_a_long_cell_of_csv_is_read(tmp_path):
    text = "word " * 40_000 + "end"
    assert only(write(tmp_path / "a.csv", f'text\n"{text}"\n')).text == text


def test_a_folder_is_read_in_order_with_its_folders(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ["c.txt", "b/z.txt", "b/a.txt", "a.txt", ".git/x.txt", ".hidden.txt"]:
        write(tmp_path / name, f"This is {name}.")
    assert [article.text for article in articles(tmp_path)] == [
        f"This is {name}." for name in ["a.txt", "b/a.txt", "b/z.txt", "c.txt"]
    ]


def test_lines_are_read_one_at_a_time(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"text": "One."}\n')
    loaded = load(str(path))
    assert next(loaded).text == "One."
    with path.open("a") as file:
        file.write('{"text": "Two."}\n')
    assert [article.text for article in loaded] == ["Two."]


def test_an_article_has_the_same_id_wherever_it_links_from(tmp_path):
    rows = [
        {"text": "One.", "title": "He left", "url": "https://Herald.example/a?id=1#top"},
        {"text": "Two.", "title": "He left", "url": "HTTPS://herald.example/a?utm_source=x&id=1"},
        {"text": "Two.", "title": "He left", "url": "https://herald.example/a?id=2"},
    ]
    lines = "\n".join(json.dumps(row) for row in rows)
    first, second, third = (article.id for article in articles(write(tmp_path / "a.jsonl", lines)))
    assert first == second != third
    assert first.startswith("he-left-")
    assert len(first) == len("he-left-") + 8


def test_rows_without_an_address_have_ids_of_their_own(tmp_path):
    rows = [
        {"text": "One."},
        {"text": "Two."},
        {"text": "One.", "title": "He left"},
        {"text": "One, changed.", "title": "He left"},
        {"text": "One.", "title": "He left", "published": "2019-01-04"},
    ]
    lines = "\n".join(json.dumps(row) for row in rows)
    ids = [article.id for article in articles(write(tmp_path / "a.jsonl", lines))]
    assert ids[2] == ids[3]
    assert len(set(ids)) == 4


def test_a_long_or_foreign_headline_still_gives_a_readable_id(tmp_path):
    path = write(tmp_path / "a.json", json.dumps({"text": "One.", "title": "Ein süßer " * 20}))
    assert only(path).id.rpartition("-")[0] == "ein-suer-ein-suer-ein-suer-ein-suer-ein"
    path = write(tmp_path / "b.json", json.dumps({"text": "One.", "title": "北京"}))
    assert only(path).id.rpartition("-")[0] == "article"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "www.herald.example",
        "http://[",
        "file:///x",
        "https://ann:hush@herald.example/a",
    ],
)
def test_only_an_address_of_the_web_is_kept(tmp_path, url):
    path = write(tmp_path / "a.json", json.dumps({"text": "One.", "url": url}))
    assert only(path).url is None
