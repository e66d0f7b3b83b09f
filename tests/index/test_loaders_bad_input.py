"""Loading bad files: each becomes a Skipped that says what is wrong, and the rest is loaded."""

import json
import os
import tempfile
from datetime import date
from pathlib import Path

import pytest

from index.loaders import load
from index.loaders.reading import LARGEST_ARTICLE
from index.loaders.table import FieldNames
from index.records import Article, Skipped


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def skipped(source):
    loaded = list(load(str(source)))
    assert all(isinstance(item, Skipped) for item in loaded), loaded
    return {item.source: item.reason for item in loaded}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", "", "the file is empty"),
        ("a.txt", " \n\ufeff\t", "the text is empty"),
        ("a.txt", b"\xff\xfe", "the text is empty"),
        ("a.txt", b"PK\x00\x00 some", "binary file"),
        ("a.txt.gz", b"some", "compressed with gzip, and it is not"),
        ("a.warc", b"some", "no WARC file, or it is damaged from its first page on"),
        ("a.txt", b"PK\x03\x04\x00\x00 some", "binary file"),
        ("a.txt", bytes(range(128, 256)) * 8, "binary file"),
        ("a.txt", b"\xff\xfeodd", "damaged"),
        ("a.txt", "x" * (LARGEST_ARTICLE + 1), "larger than 5,000,000 bytes"),
        ("a.md", "![picture](p.png)", "the text is empty"),
        ("a.json", '{"text": ', "broken JSON"),
        ("a.json", "[" * 100_000, "too deep in one another"),
        ("a.json", '{"text": ' + "9" * 5_000 + "}", "cannot be read"),
        ("a.json", '"text"', "neither an object"),
        ("a.json", "[]", "holds no article"),
        ("a.json", '{"body": "Text."}', "no field `text` (its fields: body)"),
        ("a.jsonl", "", "the file is empty"),
        ("a.jsonl", " \n\n", "the file is empty"),
        ("a.csv", "", "the file is empty"),
        ("a.csv", "title,body\na,b\n", "one of them must be `text`"),
        ("a.csv", 'text,"title\n', "unexpected end of data"),
        ("a.csv", "text,title\n", "holds no article"),
        ("a.png", b"\x89PNG", "files named *.png are not read: Byline reads .txt"),
        ("a.parquet", b"PAR1\x00", "no Parquet file"),
    ],
)
def test_a_file_that_holds_no_article(tmp_path, name, content, reason):
    path = write(tmp_path / name, content)
    result = skipped(path)
    assert list(result) == [str(path)]
    assert reason in result[str(path)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "Two."', "broken JSON: Expecting ',' delimiter (character 16)"),
        ("[1, 2]", "not an object"),
        ('{"title": "Two"}', "no field `text` (its fields: title)"),
        ("{}", "its fields: none"),
        ('{"text": null}', "the text is empty"),
        ('{"text": " \\n "}', "the text is empty"),
        ('{"text": 2}', "`text` is a number"),
        ('{"text": ["Two."]}', "`text` is a list"),
        ('{"text": "Two\0\0"}', "binary"),
        ("[" * 100_000, "too deep in one another"),
        ("x" * (2 * LARGEST_ARTICLE + 10), "longer than 5,000,000"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_loaded(tmp_path, line, reason):
    path = write(tmp_path / "news.jsonl", f'{{"text": "One."}}\n{line}\n{{"text": "Three."}}')
    first, second, third = load(str(path))
    assert (first.text, third.text) == ("One.", "Three.")
    assert second.source == f"{path}:2"
    assert reason in second.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "Two.", "title": {}}', "`title` is an object"),
        ('{"text": "Two.", "url": true}', "`url` is true or false"),
        ('{"text": "Two.", "published": 15.5}', "`published` is a number"),
        ('{"text": "Two.", "published": "soon"}', "`published` is “soon”, which names no day"),
        ('{"text": "Two.", "DATE": "1/2/2024"}', "which names 2024-01-02 or 2024-02-01"),
        ('{"text": "Two.", "authors": 5}', "`authors` is a number without a name"),
        ('{"text": "Two.", "id": ""}', "`id` needs 1 to 200 characters"),
        ('{"text": "Two.", "id": "a\\nb"}', "`id` needs"),
        ('{"text": "Two.", "id": "\\ud800"}', "`id` needs"),
        ('{"text": "Two.", "id": 1.5}', "`id` is a number, and a string or a whole number"),
        ('{"text": "Two.", "id": true}', "`id` is true or false"),
        (json.dumps({"text": "Two.", "id": "x" * 201}), "`id` needs"),
        ('{"text": "Two.", "authors": {"email": "a@b.example"}}', "`authors` is an object"),
    ],
)
def test_an_odd_field_is_told_and_its_article_kept(tmp_path, line, reason):
    path = write(tmp_path / "news.jsonl", f'{{"text": "One."}}\n{line}\n{{"text": "Three."}}')
    one, two, told, three = load(str(path))
    assert [one.text, two.text, three.text] == ["One.", "Two.", "Three."]
    assert told.source == f"{path}:2"
    assert reason in told.reason
    assert told.reason.endswith("left out, the article is kept")


def test_what_could_deceive_a_reader_is_taken_out_of_every_field(tmp_path):
    bad = "\x1b[31mN\u202eo\u200b \u2066one\u2069\x07"
    row = {"text": f"{bad} came.", "title": bad, "publisher": bad, "authors": [bad]}
    write(tmp_path / "a.json", json.dumps(row))
    (article,) = load(str(tmp_path / "a.json"))
    assert article.text == "[31mNo one came."
    assert article.title == article.publisher == article.authors[0] == "[31mNo one"


def test_a_bad_item_of_a_list_is_named_and_the_others_are_loaded(tmp_path):
    path = write(tmp_path / "news.json", '[{"text": "One."}, 2, {"text": "Three."}]')
    first, second, third = load(str(path))
    assert (first.text, third.text) == ("One.", "Three.")
    assert second.source == f"{path}, article 2"


def test_a_bad_row_is_named_and_the_others_are_loaded(tmp_path):
    rows = 'text,title\nOne.,a\nTwo.\n"Tw"o,b\n,b\n"Th\nree.",c\n"never closed,d\n'
    path = write(tmp_path / "news.csv", rows)
    one, short, stray, empty, three, unclosed = load(str(path))
    assert (one.text, three.text) == ("One.", "Th\nree.")
    assert [item.source.removeprefix(f"{path}:") for item in (short, stray, empty, unclosed)] == [
        "3",
        "4",
        "5",
        "8",
    ]
    assert "1 fields and the first row 2" in short.reason
    assert empty.reason == "the text is empty"


def test_a_line_of_csv_that_is_too_long_ends_the_file(tmp_path):
    path = write(tmp_path / "a.csv", b"text\nOne.\n" + b"x" * (LARGEST_ARTICLE + 1) + b"\nThree.\n")
    one, too_long = load(str(path))
    assert one.text == "One."
    assert "longer than" in too_long.reason


def test_sources_that_are_not_there(tmp_path):
    assert "No such file" in skipped(tmp_path / "nothing.txt")[str(tmp_path / "nothing.txt")]
    assert "no file is named" in skipped("")[""]
    assert "an address, no file" in skipped("https://x.example/1")["https://x.example/1"]
    assert list(load("a\0b.txt")) == [
        Skipped(source="a\0b.txt", reason="this cannot be the name of a file")
    ]
    long_name = "x" * 5_000
    assert "too long" in skipped(long_name)[long_name]


def test_folders_with_nothing_to_read(tmp_path):
    assert "no article in this folder" in skipped(tmp_path)[str(tmp_path)]
    write(tmp_path / "a.png", b"\x89PNG")
    assert list(skipped(tmp_path)) == [str(tmp_path / "a.png"), str(tmp_path)]


def test_links_that_go_round_in_circles(tmp_path):
    write(tmp_path / "a.txt", "One.")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "linked.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "out.txt").symlink_to(__file__)
    article, again, gone, linked, out, self_ = load(str(tmp_path))
    assert (article.text, linked.text) == ("One.", "One.")
    assert again == Skipped(
        source=str(tmp_path / "again"),
        reason="a link to a folder is not followed: add that folder itself",
    )
    assert "No such file" in gone.reason
    assert "outside this folder is not followed" in out.reason
    assert "symbolic links" in self_.reason


def test_a_folder_that_is_itself_a_link_is_read(tmp_path):
    (tmp_path / "real").mkdir()
    write(tmp_path / "real" / "a.txt", "One.")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (article,) = load(str(tmp_path / "link"))
    assert article.text == "One."


def test_pipes_and_devices(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "pipe.txt", "/dev/zero"):
        assert "not a regular file" in skipped(path)[str(path)]


@pytest.fixture
def as_nobody():
    """The super-user may read everything; as someone else a test can be refused."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.mark.usefixtures("as_nobody")
def test_files_and_folders_that_may_not_be_read():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root / "a.txt", "One.")
        write(root / "b.txt", "Two.").chmod(0)
        (root / "c").mkdir(mode=0)
        article, file, inner = load(str(root))
        (root / "c").chmod(0o700)
    assert article.text == "One."
    assert "Permission denied" in file.reason
    assert "Permission denied" in inner.reason


def test_a_name_that_is_not_utf_8_can_be_reported(tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    write(tmp_path / name, "One.")
    write(tmp_path / os.fsdecode(b"d\xe9.png"), b"\x89PNG")
    article, picture = load(str(tmp_path))
    assert isinstance(article, Article)
    assert article.id.startswith("caf-")
    assert picture.source.encode() == f"{tmp_path}/d\ufffd.png".encode()


def test_a_mapped_field_that_is_nowhere_is_told_with_those_that_are(tmp_path):
    lines = ['{"body": "One."}', '{"body": "Two.", "day": "2025-01-31"}', "{}"]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    names = FieldNames({"text": "body", "published": "day", "title": "headlin"})
    one, two, empty, slip = load(str(path), names=names)
    assert (one.published, two.published) == (None, date(2025, 1, 31))
    assert empty.reason == "there is no field `body` (its fields: none)"
    assert slip.source == str(path)
    assert slip.reason.startswith("no article here has a field `headlin`")
    path = write(tmp_path / "a.csv", "Body,day\nOne.,2025-01-31\n")
    (skipped,) = load(str(path), names=FieldNames({"text": "Body", "title": "Head"}))
    assert skipped.reason == "there is no field `Head` (its fields: Body, day)"
    (article,) = load(str(path), names=FieldNames({"text": "Body", "published": "day"}))
    assert (article.text, article.published) == ("One.", date(2025, 1, 31))
