#!/bin/sh
# pypdf 7.1.1: the text of a line whose letters are drawn one by one, each where it belongs.
#
# A program may place each letter itself; on the page the words look the same, and one would expect
# of extract_text() the same line as where it is drawn in one go. Seen: each letter on a line of its
# own ("T", "h", "e"), so that no word is left in the text.
#
# Exit 0 if this is seen again, 1 if the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pypdf==7.1.1' 'reportlab==5.1.0'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from io import BytesIO

from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

LINE = "The ferry will be sold to a firm in Esbjerg"


def text(singly):
    written = BytesIO()
    canvas = Canvas(written)
    canvas.setFont("Times-Roman", 9)
    if singly:
        for number, letter in enumerate(LINE):
            before = stringWidth(LINE[:number], "Times-Roman", 9)
            if letter != " ":
                canvas.drawString(60 + before, 700, letter)
    else:
        canvas.drawString(60, 700, LINE)
    canvas.save()
    return PdfReader(written).pages[0].extract_text().strip()


whole, singly = text(False), text(True)
print(repr(whole), repr(singly))
sys.exit(0 if whole == LINE and "f\ne\nr\nr\ny" in singly else 1)
PYTHON
