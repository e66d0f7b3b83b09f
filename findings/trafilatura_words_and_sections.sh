#!/bin/sh
# trafilatura 2.3.1: words taken out of a sentence, and a section left out for its name.
#
# Of "The vote is on <time>12 November</time> in the <label>town</label> hall, …" one would expect the
# sentence as it is shown. Seen: "The vote is on in the hall, …". Of a section of the story with the
# id "navy" (or "authorities", or the class "operating-costs") one would expect its paragraph. Seen:
# it is left out, as the name has that of a menu, a byline or a rating in it; with the id "fleet" it
# is kept.
#
# Exit 0 if this is seen again, 1 if the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'trafilatura==2.3.1' 'lxml<7' 'lxml_html_clean'
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from trafilatura import extract

STORY = (
    "<p>The Norwood bridge opened on Tuesday, a year late, the county engineer said at a ceremony "
    "attended by four hundred people.</p><p>It cost 14 million pounds, twice what was planned when "
    "the county voted for it in 2019, and has two lanes for cars.</p>"
)
VOTE = (
    "<p>The vote is on <time>12 November</time> in the <label>town</label> hall, where nine members "
    "of the county will speak before it.</p>"
)
NAVY = "<section id=\"{}\"><p>The fleet has nine ships in port this week, the admiral said.</p></section>"


def text(inside):
    other = STORY.replace("Norwood", "Sund")
    return extract(f"<html><body><article><h1>Bridge</h1>{STORY}{inside}{other}</article></body></html>")


vote = text(VOTE)
kept = {name: "nine ships" in text(NAVY.format(name)) for name in ("fleet", "navy", "authorities")}
print([line for line in vote.splitlines() if "vote" in line], kept)
cut = "The vote is on in the hall, where" in vote
sys.exit(0 if cut and kept == {"fleet": True, "navy": False, "authorities": False} else 1)
PYTHON
