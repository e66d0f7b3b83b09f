#!/bin/sh
# pypdfium2 5.15.2 (PDFium): a hyphen at the end of a line of the second of two columns.
#
# The columns are drawn line by line across both, as some layout programs do: "meet-" ends a line of
# the right one, and what is drawn next is the line of the left one that begins with "a buyer". One
# would expect "meet-" and "a" apart, or "meet" rejoined with "ing" of the line below. Seen in
# get_text_range(): "meet", U+FFFE (which is no character) and "a" in one word that stands nowhere on
# the page.
#
# Exit 0 if this is seen again, 1 if the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    'pypdfium2==5.15.2' 'reportlab==5.1.0'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from io import BytesIO

from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

written = BytesIO()
canvas = Canvas(written)
canvas.setFont("Helvetica", 10)
for base, left, right in (
    (714, "ending a three-year search for", "14 pounds. The union calls a meet-"),
    (702, "a buyer. The boat, which carries", "ing for Friday in the hall. Its"),
    (690, "them, will keep its name.", "secretary spoke of a strike."),
):
    canvas.drawString(60, base, left)
    canvas.drawString(310, base, right)
canvas.save()
text = PdfDocument(written.getvalue())[0].get_textpage().get_text_range()
print(repr(text))
sys.exit(0 if "meet\ufffea buyer" in text else 1)
PYTHON
