"""The reader's network run by PyTorch, in float32: what its graph is held against."""

import numpy as np
import torch

from qa.reader.model import Reading
from qa.reader.network import pad
from qa.reader.windows import cut


class TorchSpans:
    """A `SpanModel` of a network; one window at a time."""

    def __init__(self, network):
        self._network = network.float().eval()

    def read(self, question, passages):
        """See `SpanModel.read`."""
        return [self._reading(window) for window in cut([question] * len(passages), list(passages))]

    def _reading(self, window):
        batch = pad([(window.ids, window.types)], length=len(window.ids))
        with torch.inference_mode():
            logits = self._network(*batch)
        return Reading(
            passage=window.passage,
            offsets=np.array(window.offsets, dtype=np.int64),
            passage_tokens=np.array(window.of_passage),
            start=logits.start[0].numpy(),
            end=logits.end[0].numpy(),
        )
