#!/bin/sh
# Library: transformers 5.23.0.
#
# A folder holds the config.json of a BERT model and none of its tokenizer's files, as after a
# download that was broken off. One would expect AutoTokenizer.from_pretrained to raise, as it does
# not know a single word. Seen: it returns a BertTokenizer whose vocabulary is the five marks alone,
# without a word; every text becomes a row of [UNK], so that an embedder built on it finds all texts
# alike, and a question answering model reads nothing.
#
# Exits 0 where this is seen again, 1 where the behaviour has changed.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "transformers==5.23.0"

mkdir "$folder/model"
printf '{"model_type": "bert", "architectures": ["BertModel"], "vocab_size": 30522}' \
    > "$folder/model/config.json"

HF_HUB_OFFLINE=1 "$folder/venv/bin/python" - "$folder/model" <<'PYTHON'
import sys

from transformers import AutoTokenizer

try:
    tokenizer = AutoTokenizer.from_pretrained(sys.argv[1], local_files_only=True)
except Exception as error:
    print("it raises now:", type(error).__name__)
    sys.exit(1)
ids = tokenizer("The rail link is delayed.", add_special_tokens=False)["input_ids"]
print(type(tokenizer).__name__, "knows", len(tokenizer), "tokens; the sentence is", ids)
sys.exit(0 if set(ids) == {tokenizer.unk_token_id} else 1)
PYTHON
