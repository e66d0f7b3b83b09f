"""A file, a folder or an archive in; the articles it holds out, one by one, and what was skipped.

To read a further kind of source, write a module with a `load`, or with `rows` or `members`, and
name it in LOADERS, TABLES or ARCHIVES.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Protocol

from index.loaders import (
    csv_file,
    docx_file,
    feed_file,
    gzip_file,
    html_page,
    json_file,
    json_lines,
    mail,
    markdown,
    news_xml,
    parquet_file,
    pdf_file,
    table,
    text,
    warc_file,
    zip_file,
)
from index.loaders.folder import files, is_folder
from index.loaders.source import Source, Unreadable, local_file, refusal, shown
from index.loaders.table import AS_NAMED, FieldNames, Row
from index.records import Article, Skipped


class Loader(Protocol):
    """Reads one file. Raises Unreadable or OSError where nothing (more) of it can be read."""

    def __call__(self, source: Source, /) -> Iterator[Article | Skipped]:
        """The articles of the file, and what of it had to be skipped."""


class Table(Protocol):
    """Reads a file of many articles. Raises Unreadable or OSError as a Loader does."""

    def __call__(self, source: Source, names: FieldNames, /) -> Iterator[Row | Skipped]:
        """The rows of the file, and what of it had to be skipped."""


class Archive(Protocol):
    """Opens a file that holds files. Raises Unreadable or OSError as a Loader does."""

    def __call__(self, source: Source, /) -> Iterator[Source | Skipped]:
        """The files in it, each to be read before the next is asked for."""


LOADERS: Mapping[str, Loader] = MappingProxyType(
    {
        ".txt": text.load,
        ".md": markdown.load,
        ".markdown": markdown.load,
        ".html": html_page.load,
        ".htm": html_page.load,
        ".pdf": pdf_file.load,
        ".xml": news_xml.load,
        ".rss": feed_file.load,
        ".atom": feed_file.load,
        ".docx": docx_file.load,
        ".eml": mail.load,
        ".mht": mail.load,
        ".mhtml": mail.load,
    }
)
"""What reads a file of one article, by the suffix of its name in lower case."""

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        ".json": json_file.rows,
        ".jsonl": json_lines.rows,
        ".csv": csv_file.rows,
        ".tsv": csv_file.rows,
        ".parquet": parquet_file.rows,
    }
)
"""What reads a file of many articles."""

ARCHIVES: Mapping[str, Archive] = MappingProxyType(
    {".zip": zip_file.members, ".gz": gzip_file.members, ".warc": warc_file.members}
)
"""What opens a file that holds files."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_address(source: str) -> bool:
    """Whether this names something to be fetched, and no file."""
    return _ADDRESS.match(source) is not None


def load(source: str, *, names: FieldNames = AS_NAMED) -> Iterator[Article | Skipped]:
    """The articles of a file, or of all files of a folder and its folders, by name.

    Nothing is read before it is asked for. What cannot be read becomes a Skipped that says why,
    and the rest goes on.
    """
    path = Path(source)
    if not source.strip():
        yield Skipped(source=source, reason=f"no file is named: {supported()}")
    elif is_address(source):
        yield Skipped(source=source, reason=f"this is an address, no file: {supported()}")
    elif is_folder(path):
        yield from _load_folder(path, names=names)
    else:
        yield from load_source(local_file(path), names=names)


def load_source(source: Source, *, names: FieldNames = AS_NAMED) -> Iterator[Article | Skipped]:
    """The articles of one source, read as the suffix of its name says."""
    try:
        loaded = None
        for loaded in _items(source, names=names):
            yield loaded
        if loaded is None:
            raise Unreadable("the file is empty: it holds no article")
    except Unreadable as reason:
        yield Skipped(source=source.shown, reason=str(reason))
    except OSError as error:
        yield Skipped(source=source.shown, reason=refusal(error))


def supported() -> str:
    """What is read, in a sentence."""
    return f"Byline reads {', '.join([*LOADERS, *TABLES, *ARCHIVES])} and folders of them"


def _load_folder(folder: Path, *, names: FieldNames) -> Iterator[Article | Skipped]:
    found = False
    for item in files(folder):
        inside = [item] if isinstance(item, Skipped) else load_source(local_file(item), names=names)
        for loaded in inside:
            found = found or isinstance(loaded, Article)
            yield loaded
    if not found:
        reason = f"no article in this folder could be read: {supported()}"
        yield Skipped(source=shown(folder), reason=reason)


def _items(source: Source, *, names: FieldNames) -> Iterator[Article | Skipped]:
    suffix = _suffix(source.name)
    loader = LOADERS.get(suffix)
    if suffix in ARCHIVES:
        for member in ARCHIVES[suffix](source):
            if isinstance(member, Source) and _is_web_archive(member.name, within=suffix):
                yield from _items(member, names=names)
            else:
                yield from _member_items(member, names=names)
    elif suffix in TABLES:
        yield from table.articles(TABLES[suffix](source, names), source=source, names=names)
    elif loader or _may_be_text(source.name):
        yield from (loader or text.load)(source)
    else:
        raise Unreadable(f"files named *{source.name.suffix} are not read: {supported()}")


def _member_items(member: Source | Skipped, *, names: FieldNames) -> Iterator[Article | Skipped]:
    if isinstance(member, Skipped):
        yield member
    elif _suffix(member.name) in ARCHIVES:
        reason = "an archive within an archive is not opened: unpack the outer one"
        yield Skipped(source=member.shown, reason=reason)
    else:
        yield from load_source(member, names=names)


def _is_web_archive(name: PurePath, *, within: str) -> bool:
    """Whether this is a `.warc.gz`, as nearly all web archives are."""
    return within == ".gz" and _suffix(name) == ".warc"


def _suffix(name: PurePath) -> str:
    return name.suffix.lower()


def _may_be_text(name: PurePath) -> bool:
    """Whether the name does not say what the file is, or says plain text.

    Only Python's own table is asked: the system's differs from one machine to the next.
    """
    kind, compression = mimetypes.MimeTypes().guess_type(name.name)
    return kind in {None, "text/plain"} and compression is None
