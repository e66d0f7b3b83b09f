#!/bin/sh
# lancedb 0.40.0 (pyarrow 26.0.1): a null in a vector column that may hold null.
#
# The column `vector` is a nullable fixed-size list of three floats. One would expect a row without a
# vector to be stored as such, as a row without a text is. Seen: `merge_insert` refuses the batch
# ("Vector column 'vector' has variable length vectors"), though there is one length alone and Arrow
# knows the other row as null. With on_bad_vectors="null" the very same batch is stored as it is, and
# the null comes back as null; a vector of a wrong length would then become null without a word.
#
# Exit 0 if this is seen again, 1 if the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'lancedb==0.40.0' 'pyarrow==26.0.1'
"$folder/venv/bin/python" - "$folder/database" <<'PYTHON'
import sys

import lancedb
import pyarrow as pa

vector = pa.field("vector", pa.list_(pa.float32(), 3), nullable=True)
schema = pa.schema([pa.field("id", pa.string()), vector])
table = lancedb.connect(sys.argv[1]).create_table("rows", schema=schema)
batch = pa.table({"id": ["a", "b"], "vector": [[1.0, 0.0, 0.0], None]}, schema=schema)


def merge(**options):
    table.merge_insert("id").when_not_matched_insert_all().execute(batch, **options)


try:
    merge()
    refused = ""
except Exception as error:
    refused = str(error)
merge(on_bad_vectors="null")
stored = {row["id"]: row["vector"] for row in table.to_arrow().to_pylist()}
print(refused[:200], stored)
seen = "variable length vectors" in refused and stored == {"a": [1.0, 0.0, 0.0], "b": None}
sys.exit(0 if seen else 1)
PYTHON
