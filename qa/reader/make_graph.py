"""Makes the reader's graph: `python -m qa.reader.make_graph`.

`weights/reader.safetensors` goes in; `weights/reader.xml` and `weights/reader.bin` come out, and
the SHA-256 that `qa/reader/model.py` checks. The graph takes word embeddings (windows, tokens,
384), the attention mask and the token types (windows, tokens), and gives the logits of start and
end, (windows, tokens, 2). Its weights are kept in float16: rounded to eight bits,
too many of the best spans were others (see the model card).
"""

from __future__ import annotations

from torch import Tensor, nn

from index.make_graph import write_graph
from qa.reader.model import GRAPH
from qa.reader.network import SpanNetwork, load
from qa.reader.trained import WEIGHTS


class Logits(nn.Module):
    """A span network from behind its word embeddings to its logits, none of them masked."""

    def __init__(self, network: SpanNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Word embeddings (windows, tokens, 384), mask and types in, (windows, tokens, 2) out."""
        states = self.network.encoder(
            inputs_embeds=words, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        logits: Tensor = self.network.head(states)
        return logits


def main() -> None:
    """Writes the graph and prints its hash."""
    print(write_graph(Logits(load(WEIGHTS)), GRAPH, masks=2, rounded=False))  # noqa: T201


if __name__ == "__main__":
    main()
