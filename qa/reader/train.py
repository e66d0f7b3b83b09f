"""Trains the reader: `python -m qa.reader.train --out FOLDER SQUAD.json...`.

Question sets in SQuAD layout (Rajpurkar et al. 2016, 2018) go in; `reader.safetensors`, its hash
and a log come out. Besides the questions as they are, each answerable one may be asked of another
paragraph that shares words with it but lacks the answer, since retrieval brings such passages too.
The seed fixes the order of everything. An interrupted run goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from torch.nn import functional

from qa.reader.model import (
    OVERLAP,
    TOKENS,
    SpanNetwork,
    load_tokenizer,
    pad,
    save,
    windows,
)
from qa.words import content_words

WARM_UP = 0.1
CHECKPOINT_EVERY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question on a paragraph; `start` and `end` are of the answer, both -1 where none is."""

    question: str
    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What the network reads: token ids and types, and the answer's first and last token."""

    ids: list[int]
    types: list[int]
    start: int
    end: int


def main() -> None:
    """Trains as the arguments say."""
    parser = argparse.ArgumentParser(description="Train Byline's reader.")
    parser.add_argument("sets", type=Path, nargs="+", help="question sets in SQuAD layout")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and log")
    parser.add_argument("--examples", type=int, default=24_000, help="how many are drawn")
    parser.add_argument("--passes", type=float, default=1.0, help="passes over them")
    parser.add_argument("--negatives", type=float, default=0.25, help="share asked elsewhere")
    parser.add_argument("--rate", type=float, default=1.2e-4, help="highest learning rate")
    parser.add_argument("--batch", type=int, default=32, help="windows a step")
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    choose = random.Random(options.seed)
    examples = list(read_examples(options.sets, negatives=options.negatives, choose=choose))
    choose.shuffle(examples)
    batches = list(_batches(examples[: options.examples], options, choose))
    _train(batches, options)


def read_examples(
    sets: Sequence[Path], *, negatives: float, choose: random.Random
) -> Iterator[Example]:
    """The questions of some sets, and a share of the answerable ones asked of another paragraph."""
    for path in sets:
        paragraphs = [
            paragraph
            for article in json.loads(path.read_text(encoding="utf-8"))["data"]
            for paragraph in article["paragraphs"]
        ]
        contexts = [paragraph["context"] for paragraph in paragraphs]
        bags = [{word.stem for word in content_words(context)} for context in contexts]
        for paragraph in paragraphs:
            for asked in paragraph["qas"]:
                example = _example(paragraph["context"], asked)
                yield example
                if example.start >= 0 and choose.random() < negatives:
                    answers = {answer["text"] for answer in asked["answers"]}
                    yield _elsewhere(example, answers, contexts, bags, choose)


def _example(context: str, asked: Mapping[str, Any]) -> Example:
    answers = [] if asked.get("is_impossible") else asked["answers"]
    start = answers[0]["answer_start"] if answers else -1
    end = start + len(answers[0]["text"]) if answers else -1
    return Example(question=asked["question"], passage=context, start=start, end=end)


def _elsewhere(
    example: Example,
    answers: set[str],
    contexts: Sequence[str],
    bags: Sequence[set[str]],
    choose: random.Random,
) -> Example:
    """The question on the one of 200 random paragraphs that shares most words with it."""
    asked = {word.stem for word in content_words(example.question)}
    drawn = choose.sample(range(len(contexts)), min(200, len(contexts)))
    others = [i for i in drawn if not any(answer in contexts[i] for answer in answers)]
    nearest = max(others, key=lambda i: len(asked & bags[i]))
    return Example(question=example.question, passage=contexts[nearest], start=-1, end=-1)


def _batches(
    examples: Sequence[Example], options: argparse.Namespace, choose: random.Random
) -> Iterator[list[Window]]:
    """Windows of like length share a batch; the batches come in random order."""
    found = list(_windows(examples))
    for _ in range(max(1, round(options.passes))):
        found.sort(key=lambda window: (len(window.ids), choose.random()))
        batches = [found[i : i + options.batch] for i in range(0, len(found), options.batch)]
        choose.shuffle(batches)
        yield from batches


def _windows(examples: Sequence[Example]) -> Iterator[Window]:
    tokenizer = load_tokenizer()
    cut = windows(
        tokenizer,
        [example.question for example in examples],
        [example.passage for example in examples],
        tokens=TOKENS,
        overlap=OVERLAP,
    )
    for row, sample in enumerate(cut["overflow_to_sample_mapping"]):
        example, offsets, types = (
            examples[sample],
            cut["offset_mapping"][row],
            cut.sequence_ids(row),
        )
        inside = [
            token
            for token, (kind, (start, end)) in enumerate(zip(types, offsets, strict=True))
            if kind == 1 and start < example.end and end > example.start and example.start >= 0
        ]
        whole = inside and (
            offsets[inside[0]][0] <= example.start and offsets[inside[-1]][1] >= example.end
        )
        yield Window(
            ids=cut["input_ids"][row],
            types=cut["token_type_ids"][row],
            start=inside[0] if whole else 0,
            end=inside[-1] if whole else 0,
        )


class Training:
    """The network, its optimiser and schedule, and the step they have reached."""

    def __init__(self, *, steps: int, rate: float) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = SpanNetwork().to(self.device).train()
        for module in self.network.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = 0.0  # dropout throws attention onto a slow path; one pass needs none
        self.parameters = [p for p in self.network.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(self.parameters, lr=rate, weight_decay=0.01)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, _warm_up_then_fall(steps))
        self.step = 0

    def learn(self, batch: Sequence[Window]) -> float:
        """One step; returns the loss."""
        tensors = pad([(window.ids, window.types) for window in batch])
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
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
        self.step = int(state["step"])


def _train(batches: Sequence[Sequence[Window]], options: argparse.Namespace) -> None:
    training = Training(steps=len(batches), rate=options.rate)
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
    digest = save(training.network.cpu(), options.out / "reader.safetensors")
    (options.out / "reader.sha256").write_text(digest + "\n", encoding="utf-8")


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
