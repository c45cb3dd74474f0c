"""Writes what model/convert packages: the published graph with weights between the published and the tuned.

    python finish.py --published segmentation-3.0.onnx --run FOLDER [FOLDER] --data CORPORA --judged RECORDINGS \\
        --share 0.7 --out FOLDER

Of several runs the mean of the weights counts. OUT gets segmentation-tuned.onnx and training.json: share, data, the
checksums of both graphs, and of each run and those that it went on from seed, steps and loss.
"""
import argparse
import hashlib
import json
from pathlib import Path

import corpora
import network
import score

GRAPH, FACTS = "segmentation-tuned.onnx", "training.json"


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("published", "data", "judged", "out"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    arguments.add_argument("--run", dest="runs", type=Path, nargs="+", required=True)
    arguments.add_argument("--share", type=float, required=True)
    options = arguments.parse_args()
    _, published = network.read(options.published)
    tuned = score.mean([run / "tuned.npz" for run in options.runs])
    weights = score.between(published, tuned, options.share)
    options.out.mkdir(parents=True, exist_ok=True)
    network.write(options.published, weights, options.out / GRAPH)
    facts = {
        "from": digest(options.published),
        "file": digest(options.out / GRAPH),
        "share": options.share,
        "runs": [json.loads((run / "run.json").read_text()) for run in options.runs],
        "data": corpora.data_list(options.data, options.judged),
    }
    (options.out / FACTS).write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n")
    print(facts["file"])


if __name__ == "__main__":
    main()
