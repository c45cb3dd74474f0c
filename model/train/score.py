"""What the network alone gets wrong, by domain, at shares between the published weights and the tuned.

    python score.py --published segmentation-3.0.onnx --tuned tuned.npz [OTHER/tuned.npz] --recordings FOLDER --shares 0,0.5,0.75,1

Windows of 10 s every 10 s of each recording that has an RTTM, first channel, at the daemon's level, with the best
naming of the speakers inside each window: diarization error without collar (missed, false alarm, confusion) in percent,
and recall and precision of overlap. --kept FILE remembers what was judged, by the weights' checksum. A share that loses more than --limit in any domain is not allowed; of the others the
one with the lowest mean over the domains is chosen, and "left out" shows which share each domain gets from the rest.
"""
import argparse
import hashlib
import json
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import soundfile
from scipy.optimize import linear_sum_assignment

import corpora
import network

RATE, SAMPLES, FRAMES = 16000, 160000, 589
CENTRES = (495 + 270 * np.arange(FRAMES)) / RATE
TOGETHER = 16
EVERY_SECONDS = 10
# the daemon brings loud blocks to this
LEVEL_DB, BLOCK = -20, 1600
# frames missed, false, confused and spoken; of overlap found rightly, in truth, found
COUNTS = 7


def domains(root: Path, trained: set) -> dict:
    """Recordings by domain. Of the real ones those that training heard are apart: they are no fair judge."""
    found = {}
    for file in sorted(root.glob("*/*.flac")):
        if not file.with_suffix(".rttm").exists() or file.parent.name not in ("ami", "real", "sim", "wild"):
            continue
        folder, name = file.parent.name, file.stem
        if folder == "sim":
            domain = "sim arrays" if name.startswith("array") else "sim mono"
        elif folder == "wild":
            domain = f"wild {name}"
        else:
            domain = f"{folder} (heard)" if f"{folder}/{name}" in trained else folder
        found.setdefault(domain, []).append(file)
    return found


def windows(file: Path):
    """Sound and truth [frame, speaker] of each window."""
    sound = soundfile.read(file, dtype="float32", always_2d=True)[0][:, 0]
    power = (sound[: len(sound) // BLOCK * BLOCK].reshape(-1, BLOCK) ** 2).mean(1)
    sound = sound * np.sqrt(10 ** (LEVEL_DB / 10) / (np.percentile(power, 90) + 1e-9))
    turns = corpora.turns_of(file.with_suffix(".rttm"))
    for start in np.arange(0, max(0.1, len(sound) / RATE - 10 + 0.01), EVERY_SECONDS):
        cut = sound[int(start * RATE) : int(start * RATE) + SAMPLES]
        names = sorted({s for a, b, s in turns if b > start and a < start + 10})
        truth = np.zeros((FRAMES, max(1, len(names))), np.uint8)
        at = CENTRES + start
        for a, b, s in turns:
            if s in names:
                truth[(at >= a) & (at < b), names.index(s)] = 1
        heard = at < len(sound) / RATE
        yield np.pad(cut, (0, SAMPLES - len(cut))), truth * heard[:, None].astype(np.uint8)


def errors(active, truth) -> np.ndarray:
    """Counts of frames of one window, with the naming that agrees best."""
    count = max(3, truth.shape[1])
    found, right = np.zeros((2, FRAMES, count), int)
    found[:, :3], right[:, : truth.shape[1]] = active, truth
    rows, columns = linear_sum_assignment(-(found.T @ right))
    agreed = (found[:, rows] * right[:, columns]).sum(1)
    f, r = found.sum(1), right.sum(1)
    wrong = np.minimum(f, r) - agreed
    both = (f > 1) & (r > 1)
    sums = np.maximum(r - f, 0), np.maximum(f - r, 0), wrong, r, both, r > 1, f > 1
    return np.array([s.sum() for s in sums], float)


class Kept:
    """Counts by weights and domain, in a file that several runs share."""

    def __init__(self, file):
        self._file = file
        self._counts = json.loads(file.read_text()) if file and file.exists() else {}

    def judged(self, run, weights, domain, files) -> np.ndarray:
        digest = hashlib.sha256(b"".join(np.asarray(weights[n]).tobytes() for n in sorted(weights))).hexdigest()[:16]
        key = f"{digest} {domain}"
        if key not in self._counts:
            self._counts[key] = judged(run, weights, files).tolist()
            if self._file:
                self._file.write_text(json.dumps(self._counts, indent=1) + "\n")
        return np.array(self._counts[key])


def judged(run, weights, files) -> np.ndarray:
    total, waiting = np.zeros(COUNTS), []
    for file in files:
        waiting += list(windows(file))
    for first in range(0, len(waiting), TOGETHER):
        group = waiting[first : first + TOGETHER]
        sound = np.stack([group[min(i, len(group) - 1)][0] for i in range(TOGETHER)])
        answers = np.asarray(run(weights, jnp.asarray(sound)))
        for active, (_, truth) in zip(network.CLASSES[answers.argmax(-1)], group):
            total += errors(active, truth)
    return total


def mean(files) -> dict:
    """The mean of the weights of runs that began alike: often better than either (Wortsman et al., "Model soups", ICML 2022)."""
    runs = [dict(np.load(file)) for file in files]
    return {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}


def between(published, tuned, share) -> dict:
    return {n: (1 - share) * np.asarray(published[n]) + share * np.asarray(tuned[n]) for n in published}


def rate(counts) -> float:
    return 100 * counts[:3].sum() / counts[3]


def allowed(table, domains_, shares, limit) -> float:
    """The share with the lowest mean error among those that cost no domain more than LIMIT; 0 is the published."""
    fine = [s for s in shares if all(table[d][s] <= table[d][0.0] + limit for d in domains_)]
    return min(fine, key=lambda s: np.mean([table[d][s] for d in domains_]))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--published", type=Path, required=True)
    arguments.add_argument("--tuned", type=Path, nargs="+", required=True, help="of several runs the mean is judged")
    arguments.add_argument("--recordings", type=Path, required=True)
    arguments.add_argument("--shares", default="0,0.5,0.75,1")
    arguments.add_argument("--heard", default="", help="folder/name of real recordings that training heard, by comma")
    arguments.add_argument("--limit", type=float, default=0.3)
    arguments.add_argument("--kept", type=Path)
    options = arguments.parse_args()
    shares = sorted({0.0} | {float(s) for s in options.shares.split(",")})
    fixed, published = network.read(options.published)
    run = jax.jit(lambda w, x: network.log_posteriors(fixed, w, x))
    tuned = mean(options.tuned)
    table, kept = {}, Kept(options.kept)
    for domain, files in domains(options.recordings, set(options.heard.split(","))).items():
        table[domain] = {}
        for share in shares:
            c = kept.judged(run, between(published, tuned, share), domain, files)
            table[domain][share] = rate(c)
            parts = " / ".join(f"{100 * v / c[3]:.1f}" for v in c[:3])
            overlap = f"{100 * c[4] / max(1, c[5]):.0f} / {100 * c[4] / max(1, c[6]):.0f}"
            print(f"{domain:16} {share:4.2f}  {rate(c):5.1f} ({parts}), overlap {overlap}", flush=True)
    fair = [d for d in table if not d.endswith("(heard)")]
    print(f"chosen {allowed(table, fair, shares, options.limit)}")
    for domain in fair:
        share = allowed(table, [d for d in fair if d != domain], shares, options.limit)
        print(f"left out {domain:16} share {share:4.2f}: {table[domain][0.0]:.1f} -> {table[domain][share]:.1f}")


if __name__ == "__main__":
    main()
