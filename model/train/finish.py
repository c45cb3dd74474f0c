"""Writes what model/convert packages: the published graph with weights between the published and the tuned.

    python finish.py --published segmentation-3.0.onnx --run FOLDER --windows FOLDER --data CORPORA \\
        --judged RECORDINGS --share 0.7 --out FOLDER

OUT gets segmentation-tuned.onnx and training.json: seed, steps, share, data, loss, and the checksums of both graphs.
"""
import argparse
import csv
import hashlib
import json
from pathlib import Path

import numpy as np

import corpora
import network
import score

GRAPH, FACTS = "segmentation-tuned.onnx", "training.json"
CURVE_EVERY = 50


def curve(file: Path) -> list:
    """The loss, averaged over CURVE_EVERY steps."""
    with file.open() as stream:
        rows = [(float(r["truth"]), float(r["agreement"])) for r in csv.DictReader(stream)]
    out = []
    for first in range(0, len(rows), CURVE_EVERY):
        truth, agreement = np.mean(rows[first : first + CURVE_EVERY], axis=0)
        out.append(f"step {min(first + CURVE_EVERY, len(rows))}: truth {truth:.3f}, agreement {agreement:.3f}")
    return out


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("published", "run", "windows", "data", "judged", "out"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    arguments.add_argument("--share", type=float, required=True)
    options = arguments.parse_args()
    _, published = network.read(options.published)
    with np.load(options.run / "tuned.npz") as stored:
        weights = score.between(published, dict(stored), options.share)
    options.out.mkdir(parents=True, exist_ok=True)
    network.write(options.published, weights, options.out / GRAPH)
    facts = {
        "from": digest(options.published),
        "file": digest(options.out / GRAPH),
        "share": options.share,
        "windows": sum(len(np.load(f)["truth"]) for f in sorted(options.windows.glob("windows-*.npz"))),
        "run": json.loads((options.run / "run.json").read_text()),
        "data": corpora.data_list(options.data, options.judged),
        "loss": curve(options.run / "curve.csv"),
    }
    (options.out / FACTS).write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n")
    print(facts["file"])


if __name__ == "__main__":
    main()
