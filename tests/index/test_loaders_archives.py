"""Loading archives: their files are read as streams, within limits, each refusal with a reason."""

import gzip
import json
import struct
import zipfile

import pytest

from index.loaders import load, zip_file
from index.records import Article, Skipped

LINES = '{"text": "One."}\n{"text": "Two."}\n'
BLANK = (b" " * 9_999 + b"\n") * 5_000


def zipped(path, members, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def texts(path):
    return [item.text for item in load(str(path)) if isinstance(item, Article)]


def reasons(path):
    return {item.source: item.reason for item in load(str(path)) if isinstance(item, Skipped)}


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.jsonl.gz", LINES), ("a.csv.gz", "text\nOne.\nTwo.\n"), ("A.JSONL.GZ", LINES)],
)
def test_gzip(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(gzip.compress(content.encode()))
    assert texts(path) == ["One.", "Two."]
    assert reasons(path) == {}


def test_gzip_of_a_file_without_a_suffix_is_text(tmp_path):
    path = tmp_path / "story.gz"
    path.write_bytes(gzip.compress(b"One.") + gzip.compress(b" Two."))
    assert texts(path) == ["One. Two."]


def test_zip(tmp_path):
    path = zipped(
        tmp_path / "a.zip",
        {
            "one/a.txt": "Three.",
            "b.jsonl": LINES,
            "c.json": json.dumps({"text": "Four.", "id": "four"}),
            "__MACOSX/a.txt": "no",
            ".hidden/a.txt": "no",
            "p.png": "no",
        },
    )
    assert texts(path) == ["Three.", "One.", "Two.", "Four."]
    assert list(reasons(path)) == [f"{path}, p.png"]
    assert "*.png are not read" in reasons(path)[f"{path}, p.png"]


def test_members_of_one_name_in_two_archives_are_two_articles(tmp_path):
    archives = [zipped(tmp_path / f"{name}.zip", {"a.txt": "Same."}) for name in "ab"]
    first, second = (next(iter(load(str(path)))) for path in archives)
    assert first.id != second.id
    assert next(iter(load(str(archives[0])))) == first


def test_names_that_lead_out_of_the_archive_do_no_harm(tmp_path):
    (tmp_path / "in").mkdir()
    members = {"../escaped.txt": "One.", "/etc/passwd.txt": "Two."}
    path = zipped(tmp_path / "in" / "a.zip", members)
    assert texts(path) == ["One.", "Two."]
    assert sorted(item.name for item in tmp_path.rglob("*")) == ["a.zip", "in"]


@pytest.mark.parametrize("inner", ["b.zip", "b.jsonl.gz"])
def test_an_archive_within_an_archive_is_not_opened(tmp_path, inner):
    path = zipped(tmp_path / "a.zip", {inner: b"PK", "c.txt": "One."})
    assert texts(path) == ["One."]
    assert "an archive within an archive" in reasons(path)[f"{path}, {inner}"]


@pytest.mark.parametrize("name", ["bomb.txt", "bomb.jsonl", "bomb.csv", "bomb.html"])
def test_a_zip_bomb_is_not_unpacked(tmp_path, name):
    path = zipped(tmp_path / "a.zip", {name: b"text\n" + BLANK, "c.txt": "One."})
    assert texts(path) == ["One."]
    *_, reason = reasons(path).values()
    assert "unpacks to more than 200 times its size" in reason or "larger than" in reason


def test_a_gzip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(BLANK))
    assert "unpacks to more than 200 times" in reasons(path)[str(path)]


def test_an_archive_that_is_too_large_unpacked_is_read_up_to_there(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_file, "LARGEST_UNPACKED", 10)
    path = zipped(tmp_path / "a.zip", {"a.txt": "12345", "b.txt": "12345", "c.txt": "1"})
    assert texts(path) == ["12345", "12345"]
    assert "unpacks to more than 10 bytes" in reasons(path)[f"{path}, c.txt"]


def test_an_archive_of_too_many_files_is_read_up_to_there(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_file, "MOST_MEMBERS", 2)
    path = zipped(tmp_path / "a.zip", {f"{n}.txt": f"Story {n}." for n in range(5)})
    assert len(texts(path)) == 2
    assert reasons(path) == {str(path): "only the first 2 of its 5 files are read: split it"}


def test_damaged_archives(tmp_path):
    whole = zipped(tmp_path / "whole.zip", {"a.txt": "One. " * 1000}).read_bytes()
    for name, data, reason in [
        ("a.zip", b"", "no ZIP archive"),
        ("b.zip", b"PK\x03\x04 and no more", "no ZIP archive"),
        ("c.zip", whole[:40] + b"\xff" * 10 + whole[50:], "damaged"),
        ("a.txt.gz", gzip.compress(b"One. " * 1000)[:-12], "damaged"),
        ("b.txt.gz", b"no gzip", "compressed with gzip, and it is not"),
        ("c.txt.gz", b"", "empty"),
    ]:
        path = tmp_path / name
        path.write_bytes(data)
        assert texts(path) == []
        assert reason in next(iter(reasons(path).values())), name


def test_an_encrypted_member_is_named(tmp_path):
    data = bytearray(zipped(tmp_path / "a.zip", {"a.txt": "One.", "b.txt": "Two."}).read_bytes())
    entry = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, entry + 8, 1)
    path = tmp_path / "b.zip"
    path.write_bytes(data)
    assert texts(path) == ["Two."]
    assert "it is encrypted" in reasons(path)[f"{path}, a.txt"]
