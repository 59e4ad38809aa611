"""Precision and recall of the linter: `python tests/lint/measure.py` prints them, in all and by kind, for every corpus.

A labelled finding is hit when a finding of its kind overlaps it; a finding is false when it overlaps no label of its
kind. The tables were written with the tuning half, and tuned again with sentences of somebody who had not seen them
(`corpus_more`). The blind half comes from a stranger too and is never used to tune, so of it only totals are ever
shown; `--misses` lists the sentences of the other two.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from shared.lint import KINDS, findings  # noqa: E402

TUNING = Path(__file__).parent / "corpus.jsonl"
MORE = Path(__file__).parent / "corpus_more.jsonl"
BLIND = Path(__file__).parent / "corpus_blind.jsonl"


@dataclass
class Score:
    """Counts by kind: `labelled` in the corpus, `hit` of them, `found` by the linter, `false` of those."""

    sentences: int = 0
    labelled: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    #: Sentences with a mistake; gathered only when asked for, and never for the blind half.
    wrong: list[str] = field(default_factory=list, repr=False)

    def recall(self, *kinds: str) -> float:
        """Of what is labelled with these kinds (none given: all), the part that was found."""
        labelled = sum(self.labelled[kind] for kind in kinds or KINDS)
        return sum(self.hit[kind] for kind in kinds or KINDS) / labelled if labelled else 1.0

    def precision(self, *kinds: str) -> float:
        """Of what was found of these kinds (none given: all), the part that is labelled."""
        found = sum(self.found[kind] for kind in kinds or KINDS)
        return 1 - sum(self.false[kind] for kind in kinds or KINDS) / found if found else 1.0

    def table(self) -> Iterator[str]:
        """The totals as lines of text; no sentence of the corpus."""
        yield f"{'kind':26}{'labelled':>9}{'hit':>6}{'found':>7}{'false':>7}{'precision':>11}{'recall':>8}"
        for name, kinds in [*((kind, [kind]) for kind in KINDS), ("all", list(KINDS))]:
            counts = [sum(each[kind] for kind in kinds) for each in (self.labelled, self.hit, self.found, self.false)]
            yield (
                f"{name:26}{counts[0]:>9}{counts[1]:>6}{counts[2]:>7}{counts[3]:>7}"
                f"{self.precision(*kinds):>11.3f}{self.recall(*kinds):>8.3f}"
            )


def score(corpus: Path, *, tell: bool = False) -> Score:
    """How the linter does on JSON lines {text, language, findings: [{kind, text}]}; `tell` gathers `wrong`."""
    result = Score()
    for row in corpus.read_text("utf-8").splitlines():
        sentence = json.loads(row)
        text = sentence["text"]
        labels: list[tuple[str, int, int]] = []
        searched: Counter[tuple[str, str]] = Counter()
        for label in sentence["findings"]:
            # The same words labelled twice mean their second place.
            key = (label["kind"], label["text"])
            start = text.index(label["text"], searched[key])
            searched[key] = start + 1
            labels.append((label["kind"], start, start + len(label["text"])))
        seen = [(each.kind, each.start, each.end) for each in findings(text)]
        missed = [label for label in labels if not any(overlap(label, each) for each in seen)]
        false = [each for each in seen if not any(overlap(label, each) for label in labels)]
        result.sentences += 1
        result.labelled.update(kind for kind, _, _ in labels)
        result.hit.update(kind for kind, _, _ in labels)
        result.hit.subtract(kind for kind, _, _ in missed)
        result.found.update(kind for kind, _, _ in seen)
        result.false.update(kind for kind, _, _ in false)
        if tell:
            result.wrong += [f"missed {kind}: {text[:s]}[{text[s:e]}]{text[e:]}" for kind, s, e in missed]
            result.wrong += [f"false  {kind}: {text[:s]}[{text[s:e]}]{text[e:]}" for kind, s, e in false]
    return result


def overlap(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    """Whether two spans of the same kind share a character."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def main(arguments: list[str]) -> None:
    """Prints the totals; with --misses the wrong sentences of what is used to tune, and not the blind half."""
    misses = "--misses" in arguments
    for name, corpus in (("tuning half", TUNING), ("fresh sentences, used to tune", MORE)):
        seen = score(corpus, tell=misses)
        print(f"{name}: {seen.sentences} sentences", *seen.table(), *seen.wrong, "", sep="\n")
    if not misses:
        blind = score(BLIND)
        print(f"blind half, never used to tune: {blind.sentences} sentences", *blind.table(), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
