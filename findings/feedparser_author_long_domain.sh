#!/bin/sh
# feedparser 6.0.14: the author of an RSS item whose address ends in a longer top-level domain.
#
# RSS 2.0 writes an author as "news@courier.press (Anna Reed)". One would expect the name "Anna
# Reed" and the address "news@courier.press", as they come for "news@courier.com (Anna Reed)". Seen:
# the address is cut after four letters of its last part ("news@courier.pres"), and the rest of it
# stands before the name, without its closing bracket ("s (Anna Reed"). So it is with .london,
# .media and all others of more than four letters.
#
# Exit 0 if this is seen again, 1 if the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'feedparser==6.0.14'
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import feedparser

ITEM = "<rss version=\"2.0\"><channel><item><title>One</title><author>{}</author></item></channel></rss>"


def author(address):
    [entry] = feedparser.parse(ITEM.format(f"{address} (Anna Reed)").encode()).entries
    return dict(entry.authors[0])


short, long = author("news@courier.com"), author("news@courier.press")
print(short, long)
expected = short == {"name": "Anna Reed", "email": "news@courier.com"}
seen = long == {"name": "s (Anna Reed", "email": "news@courier.pres"}
sys.exit(0 if expected and seen else 1)
PYTHON
