#!/bin/sh
# sentencex 1.0.32: English words at the end of a sentence that look like abbreviations.
#
# Of "Ten pupils fell ill. Officials closed the school." one would expect two sentences, as of "Ten
# pupils fell sick. Officials closed the school." Seen: one. So it is after no, miss, art, may and
# others in small letters, though Ill., No. and Miss. are abbreviations only with a capital.
#
# Exit 0 if this is seen again, 1 if the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'sentencex==1.0.32'
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from sentencex import get_sentence_boundaries


def sentences(word):
    text = f"They saw the {word}. Officials closed the school."
    return len(get_sentence_boundaries("en", text))


counts = {word: sentences(word) for word in ("sick", "ill", "no", "miss", "art", "may")}
print(counts)
sys.exit(0 if counts.pop("sick") == 2 and set(counts.values()) == {1} else 1)
PYTHON
