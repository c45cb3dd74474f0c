"""Reference values for the scorer's tests, computed by pyannote.metrics.

    python score_fixtures.py OUT_DIR

writes reference.rttm, hypothesis.rttm, regions.uem (all cases in one file each, a case is a recording) and
expected.tsv. Both sides go through Annotation.support() first: the library counts a speaker's overlapping segments
twice, the scorer under test merges them on reading. Needs pyannote.metrics; the version is in the first line of
expected.tsv. Seeded: the same library gives the same bytes.
"""
import random
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate

warnings.filterwarnings("ignore")

# name -> (reference, hypothesis, scored region); segments are (speaker, from, to) in milliseconds
HAND_MADE = {
    "same": ([("a", 0, 1000), ("b", 1000, 2500)], [("x", 0, 1000), ("y", 1000, 2500)], [(0, 3000)]),
    "touching": (
        [("a", 0, 1000), ("a", 1000, 2000), ("b", 2000, 3000)],
        [("x", 0, 1500), ("y", 1500, 2000), ("x", 2000, 2500), ("y", 2500, 3000)],
        [(0, 3000)],
    ),
    "empty-hypothesis": ([("a", 100, 900), ("b", 700, 1300)], [], [(0, 2000)]),
    "empty-reference": ([], [("x", 100, 900), ("y", 700, 1300)], [(0, 2000)]),
    "empty-both": ([], [], [(0, 2000)]),
    "outside-uem": (
        [("a", 0, 2000), ("b", 5000, 6000), ("c", 8000, 9000)],
        [("x", 500, 2500), ("y", 4000, 5500), ("z", 9500, 9900)],
        [(1000, 3000), (5200, 5800)],
    ),
    "same-speaker-overlap": (
        [("a", 0, 1000), ("a", 500, 2000), ("b", 1500, 2500), ("b", 1600, 1700)],
        [("x", 0, 1200), ("x", 300, 700), ("y", 1200, 2500), ("y", 1200, 2500)],
        [(0, 3000)],
    ),
    "more-found": (
        [("a", 0, 4000), ("b", 4000, 8000)],
        [("p", 0, 1000), ("q", 1000, 2100), ("r", 2100, 4300), ("s", 4300, 6000), ("t", 6000, 8300)],
        [(0, 10000)],
    ),
    "fewer-found": ([("a", 0, 1000), ("b", 1000, 3000), ("c", 3000, 6100)], [("x", 0, 6000)], [(0, 7000)]),
    "no-length": (
        [("a", 0, 1000), ("a", 1500, 1500), ("b", 700, 700), ("c", 2000, 2000)],
        [("x", 0, 900), ("y", 400, 400), ("z", 950, 950)],
        [(0, 2500), (2600, 2600)],
    ),
    "greedy-is-wrong": (
        [("a", 0, 1000), ("b", 1000, 1900)],
        [("x", 0, 600), ("y", 600, 1000), ("x", 1000, 1590), ("z", 1590, 1900)],
        [(0, 2000)],
    ),
    "three-at-once": (
        [("a", 0, 3000), ("b", 1000, 4000), ("c", 2000, 5000)],
        [("x", 0, 3500), ("y", 900, 2200), ("z", 2600, 5200)],
        [(0, 6000)],
    ),
    "names-crossed": ([("a", 0, 1000), ("b", 1000, 3000)], [("b", 0, 1000), ("a", 1000, 3000)], [(0, 3000)]),
    "early-and-late": ([("a", 2000, 3000)], [("x", 0, 500), ("x", 2200, 3000), ("y", 6000, 7000)], [(0, 8000)]),
}

SETTINGS = [(0.0, False), (0.5, False), (0.0, True), (0.25, True)]


def random_case(rng):
    """A meeting of 30 to 60 s with overlaps, interjections and a hypothesis that is partly derived, partly noise."""
    length = rng.randrange(30_000, 60_000)
    reference, hypothesis = [], []
    for speaker in range(rng.randrange(1, 6)):
        for _ in range(rng.randrange(1, 12)):
            begin = rng.randrange(length)
            end = min(length, begin + rng.choice([0, 40, 300, 1200, 4000, 9000]) + rng.randrange(400))
            reference.append((f"r{speaker}", begin, end))
            if rng.random() < 0.85:
                label = speaker if rng.random() < 0.8 else rng.randrange(8)
                shifted = max(0, begin + rng.randrange(-400, 400))
                hypothesis.append((f"h{label}", shifted, max(shifted, end + rng.randrange(-400, 400))))
    for _ in range(rng.randrange(4)):
        begin = rng.randrange(length)
        hypothesis.append((f"h{rng.randrange(9)}", begin, begin + rng.randrange(2000)))
    cut = sorted(rng.sample(range(length + 5000), 4))
    regions = [(0, length)] if rng.random() < 0.5 else [(cut[0], cut[1]), (cut[2], cut[3])]
    return reference, hypothesis, regions


def annotation(segments):
    result = Annotation()
    for track, (speaker, begin, end) in enumerate(segments):
        result[Segment(begin / 1000, end / 1000), track] = speaker
    return result.support()


def rttm(cases, side):
    return "".join(
        f"SPEAKER {name} 1 {begin / 1000:.3f} {(end - begin) / 1000:.3f} <NA> <NA> {speaker} <NA> <NA>\n"
        for name, case in cases.items()
        for speaker, begin, end in case[side]
    )


def rows(cases):
    for collar, skip in SETTINGS:
        for with_uem in (True, False):
            der = DiarizationErrorRate(collar=collar, skip_overlap=skip)
            jer = JaccardErrorRate(collar=collar, skip_overlap=skip)
            where = (f"{collar}", "skipped" if skip else "scored", "uem" if with_uem else "extent")
            for name, (reference, hypothesis, regions) in cases.items():
                ref, hyp = annotation(reference), annotation(hypothesis)
                uem = Timeline([Segment(a / 1000, b / 1000) for a, b in regions]) if with_uem else None
                parts = der(ref, hyp, uem=uem, detailed=True)
                rate = jer(ref, hyp, uem=uem)
                cropped = der.uemify(ref, hyp, uem=uem, collar=collar, skip_overlap=skip)
                counts = [len(side.labels()) for side in cropped]
                yield (name, *where, *values(parts), rate, *counts)
            yield ("TOTAL", *where, *values(der[:]), abs(der), abs(jer), 0, 0)


def values(parts):
    names = ("total", "missed detection", "false alarm", "confusion", "diarization error rate")
    return [parts[name] for name in names if name in parts]


def main(out):
    rng = random.Random(20261123)
    cases = dict(HAND_MADE)
    for number in range(25):
        cases[f"random{number:02d}"] = random_case(rng)
    (out / "reference.rttm").write_text(rttm(cases, 0))
    (out / "hypothesis.rttm").write_text(rttm(cases, 1))
    (out / "regions.uem").write_text(
        "".join(f"{n} 1 {a / 1000:.3f} {b / 1000:.3f}\n" for n, case in cases.items() for a, b in case[2])
    )
    header = "case collar overlap region total miss falseAlarm confusion der jer referenceSpeakers foundSpeakers"
    lines = [f"# score_fixtures.py, pyannote.metrics {version('pyannote.metrics')}, "
             f"pyannote.core {version('pyannote.core')}", "\t".join(header.split())]
    lines += ["\t".join(f"{v:.9f}" if isinstance(v, float) else str(v) for v in row) for row in rows(cases)]
    (out / "expected.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
