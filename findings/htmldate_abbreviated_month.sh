#!/bin/sh
# htmldate 1.11.0: a day of publication whose month is abbreviated with a full stop.
#
# "Published November 5, 2024" is read as 2024-11-05. One would expect the same of "Published Nov. 5,
# 2024", which is how American papers write it (AP style). Seen: 2024-01-01, a day that nobody wrote;
# with `extensive_search=False` it is None.
#
# Exit 0 if this is seen again, 1 if the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'htmldate==1.11.0' 'lxml<7' 'lxml_html_clean'
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from htmldate import find_date

PAGE = "<html><body><article><h1>Bridge</h1><p class=\"date\">Published {} 5, 2024</p><p>It opened.</p></article></body></html>"
whole = find_date(PAGE.format("November"), original_date=True)
short = find_date(PAGE.format("Nov."), original_date=True)
careful = find_date(PAGE.format("Nov."), original_date=True, extensive_search=False)
print(whole, short, careful)
sys.exit(0 if (whole, short, careful) == ("2024-11-05", "2024-01-01", None) else 1)
PYTHON
