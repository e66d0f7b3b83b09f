"""Trains the reader: `python -m qa.reader.train --out FOLDER SET...`.

Question sets in the layout of SQuAD (Rajpurkar et al. 2016, 2018) or RAMDocs (Wang et al. 2025) go
in; `reader.safetensors`, its hash and a log come out. `qa/reader/examples.py` says what is drawn
from the sets. The seed fixes the order of everything. An interrupted run goes on from its last
checkpoint. With `--start` it goes on from the weights of an earlier run, as a round of its own;
with `--average` it ends with the mean of its weights and those of earlier runs.
"""

from __future__ import annotations

import argparse
import json
import random
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from torch.nn import functional

from qa.reader.examples import Example, Examples
from qa.reader.network import SpanNetwork, best_precision, load, pad, save
from qa.reader.windows import cut

WARM_UP = 0.1
CHECKPOINT_EVERY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """What the network reads: token ids and types, and the answer's first and last token."""

    ids: Sequence[int]
    types: Sequence[int]
    start: int
    end: int


def main() -> None:
    """Trains as the arguments say."""
    parser = argparse.ArgumentParser(description="Train Byline's reader.")
    parser.add_argument("sets", type=Path, nargs="+", help="SQuAD .json, RAMDocs .jsonl")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and log")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument(
        "--average", type=Path, nargs="+", default=[], help="weights to end with the mean of"
    )
    parser.add_argument("--passes", type=int, default=3, help="passes over the questions")
    parser.add_argument("--negatives", type=float, default=0.5, help="share asked without answer")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="highest learning rate")
    parser.add_argument("--batch", type=int, default=32, help="windows a step")
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    examples = Examples(options.sets, negatives=options.negatives, seed=options.seed)
    choose = random.Random(options.seed)
    batches = [
        batch
        for _ in range(options.passes)
        for batch in _batches(_windows(list(examples.one_pass())), options.batch, choose)
    ]
    _train(batches, options)


def _batches(
    windows: Iterable[Labelled], size: int, choose: random.Random
) -> Iterator[list[Labelled]]:
    """Windows of like length share a batch; the batches come in random order."""
    ordered = sorted(windows, key=lambda window: (len(window.ids), choose.random()))
    batches = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    choose.shuffle(batches)
    yield from batches


def _windows(examples: Sequence[Example]) -> Iterator[Labelled]:
    questions = [example.question for example in examples]
    for window in cut(questions, [example.text for example in examples]):
        answer, offsets = examples[window.passage].answer, window.offsets
        inside = [
            token
            for token, (start, end) in enumerate(offsets)
            if window.of_passage[token] and answer and start < answer.end and end > answer.start
        ]
        whole = (
            answer
            and inside
            and (offsets[inside[0]][0] <= answer.start and offsets[inside[-1]][1] >= answer.end)
        )
        yield Labelled(
            ids=array("H", window.ids),
            types=array("B", window.types),
            start=inside[0] if whole else 0,
            end=inside[-1] if whole else 0,
        )


class Training:
    """The network, its optimiser and schedule, and the step they have reached."""

    def __init__(self, *, steps: int, rate: float, start: Path | None) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        # Cores that have no instruction for bfloat16 are faster in float32.
        self.mixed = self.device.type == "cuda" or best_precision() is torch.bfloat16
        network = SpanNetwork() if start is None else load(start)
        self.network = network.to(self.device).train()
        self.network.encoder.set_attn_implementation("eager")  # backward twice as fast on a CPU
        for name, module in self.network.named_modules():
            if name.endswith("attention.self.dropout"):
                module.p = 0.0  # as many random numbers as the rest together, and slow to draw
        self.parameters = [p for p in self.network.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(self.parameters, lr=rate, weight_decay=0.01, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, _warm_up_then_fall(steps))
        self.step = 0

    def learn(self, batch: Sequence[Labelled]) -> float:
        """One step; returns the loss."""
        longest = max(len(window.ids) for window in batch)
        tensors = pad([(window.ids, window.types) for window in batch], length=longest)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.mixed):
            logits = self.network(*(tensor.to(self.device) for tensor in tensors))
        start = torch.tensor([window.start for window in batch], device=self.device)
        end = torch.tensor([window.end for window in batch], device=self.device)
        begins = functional.cross_entropy(logits.start, start)
        loss = (begins + functional.cross_entropy(logits.end, end)) / 2
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        return float(loss.item())

    def save(self, path: Path) -> None:
        """Writes a checkpoint; a crash leaves the last one whole."""
        state = {
            "step": self.step,
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "random": torch.get_rng_state(),
        }
        temporary = path.with_suffix(".tmp")
        torch.save(state, temporary)
        temporary.replace(path)

    def resume(self, path: Path) -> None:
        """Goes on from a checkpoint, where there is one."""
        if not path.exists():
            return
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        torch.set_rng_state(state["random"])
        self.step = int(state["step"])


def _train(batches: Sequence[Sequence[Labelled]], options: argparse.Namespace) -> None:
    training = Training(steps=len(batches), rate=options.rate, start=options.start)
    checkpoint = options.out / "checkpoint.pt"
    training.resume(checkpoint)
    log = options.out / "log.jsonl"
    with _progress() as progress, log.open("a", encoding="utf-8") as file:
        task = progress.add_task("training", total=len(batches), completed=training.step, loss="")
        for batch in batches[training.step :]:
            loss = training.learn(batch)
            progress.update(task, advance=1, loss=f"loss {loss:.3f}")
            file.write(json.dumps({"step": training.step, "loss": round(loss, 4)}) + "\n")
            file.flush()
            if training.step % CHECKPOINT_EVERY == 0:
                training.save(checkpoint)
    _average(training.network, [load(path).to(training.device) for path in options.average])
    digest = save(training.network.cpu(), options.out / "reader.safetensors")
    (options.out / "reader.sha256").write_text(digest + "\n", encoding="utf-8")


@torch.no_grad()
def _average(network: SpanNetwork, others: Sequence[SpanNetwork]) -> None:
    """Makes a network's weights the mean of all (Wortsman et al. 2022, "model soups")."""
    for share, other in enumerate(others, 2):
        for mine, theirs in zip(network.parameters(), other.parameters(), strict=True):
            mine.lerp_(theirs, 1 / share)


def _warm_up_then_fall(steps: int) -> Callable[[int], float]:
    """The learning rate's factor at each step: up in a straight line, then down to 0."""
    peak = WARM_UP * steps
    return lambda step: min((step + 1) / peak, (steps - step) / (steps - peak))


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[loss]}"),
    )


if __name__ == "__main__":
    main()
