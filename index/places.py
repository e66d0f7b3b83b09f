"""Where a store lies, as a user writes it: a folder, or the address of an engine's.

An address is that of a store on LanceDB: `lancedb+file:/data/news` is a folder of this machine,
`lancedb+s3://bucket/news` lies on object storage, which the variables AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT say how to reach.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path

Place = Path | str
"""A folder, or an address."""
ENGINE = "lancedb+"
FILE = f"{ENGINE}file:"


def read_place(place: Place) -> Place:
    """A place as a user writes it: what is no address is a folder, with ~ for one's own."""
    return place if is_address(place) else Path(place).expanduser()


def folder_of(place: Place) -> Path:
    """The folder of this machine where what goes with a store is kept (`Store.folder`)."""
    if isinstance(place, Path) or not is_address(place):
        return Path(place)
    if place.startswith(FILE):
        # file:/a, file:///a and file:a are written for the same thing.
        return Path(re.sub("^/+", "/", place.removeprefix(FILE)))
    named = sha256(place.encode()).hexdigest()[:16]
    return user_data_path("byline", appauthor=False) / "beside" / named


def is_address(place: Place) -> bool:
    """Whether it is an address, and no folder."""
    return isinstance(place, str) and re.match(r"[a-z0-9]+\+[a-z0-9]+:", place) is not None
