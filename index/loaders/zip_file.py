"""A ZIP archive in; the files in it out, each read as a stream. Nothing is unpacked to the disk."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from index.clean import clean_line
from index.loaders.bounded import BoundedStream
from index.loaders.reading import LARGEST_FILE
from index.loaders.source import Source, Unreadable, seekable
from index.records import Skipped

MOST_MEMBERS = 100_000
"""Files that are read of one archive."""

LARGEST_UNPACKED = 10_000_000_000
"""Bytes that all files of an archive may have together."""

_ENCRYPTED = 0x1


def members(source: Source) -> Iterator[Source | Skipped]:
    """The files of the archive in its order; hidden ones are passed over, as in a folder.

    Raises Unreadable where it is no archive, OSError where the system refuses it.
    """
    with seekable(source, limit=LARGEST_FILE) as file, _archive(file) as archive:
        files = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info)]
        left = LARGEST_UNPACKED
        for info in files[:MOST_MEMBERS]:
            left -= info.file_size
            yield _member(archive, info, source=source, fits=left >= 0)
    if len(files) > MOST_MEMBERS:
        reason = f"only the first {MOST_MEMBERS:,} of its {len(files):,} files are read: split it"
        yield Skipped(source=source.shown, reason=reason)


def _archive(file: io.BufferedIOBase) -> ZipFile:
    try:
        return ZipFile(file)
    except (BadZipFile, NotImplementedError, ValueError) as error:
        raise Unreadable(f"this is no ZIP archive, or a damaged one: {error}") from None


def _member(archive: ZipFile, info: ZipInfo, *, source: Source, fits: bool) -> Source | Skipped:
    name = clean_line(info.filename)
    place = f"{source.shown}, {name}"
    if not fits:
        reason = f"the archive unpacks to more than {LARGEST_UNPACKED:,} bytes: split it"
        return Skipped(source=place, reason=reason)
    if info.flag_bits & _ENCRYPTED:
        reason = "it is encrypted: unpack the archive with its password and add the files"
        return Skipped(source=place, reason=reason)
    return Source(
        shown=place,
        name=PurePosixPath(name or "unnamed"),
        origin=f"{source.origin}\n{info.filename}",
        open=lambda: _open(archive, info),
        fetched=None,
    )


def _open(archive: ZipFile, info: ZipInfo) -> io.BufferedReader:
    try:
        member = archive.open(info)
    except (BadZipFile, NotImplementedError, RuntimeError) as error:
        raise Unreadable(f"the archive is damaged here, or cannot be read: {error}") from None
    return io.BufferedReader(BoundedStream(member, compressed=lambda: info.compress_size))


def _hidden(info: ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)
