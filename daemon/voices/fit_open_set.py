#!/usr/bin/env python3
"""Fits how alike two voices must be to carry one name, and writes the numbers file that the daemon carries.

    fit_open_set.py VECTORS.npz OUT

VECTORS.npz holds speaker-network vectors of many talkers: `embedding` [n, size], `talker` [n], `seconds` [n] and
`room` [n] (1 where the sound was put into a simulated room). The talkers must be in no recording that naming is judged
on.

Method: a voice is the mean of centred unit vectors of pieces of 1.5 s; two voices are compared by the cosine. A talker
is enrolled with six clean pieces and heard with four or six others in a room, in ROUNDS random draws. The threshold is
where one stranger in a hundred is named although ENROLLED others are known, the stricter of both lengths.

The file, big-endian: "ROPN", version 1, size (int32), threshold (float32), mean [size] (float32).
"""
import sys
import numpy as np

ENROLLED = 20
FALSE_ACCEPTS = 0.01 / ENROLLED
ROUNDS = 10


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def scores(voices, talkers, rooms, heard, seed):
    draw = np.random.default_rng(seed)
    enrolled, tested = [], []
    for talker in np.unique(talkers):
        order = draw.permutation(12)
        clean = np.flatnonzero((talkers == talker) & (rooms == 0))
        room = np.flatnonzero((talkers == talker) & (rooms == 1))
        enrolled.append(voices[clean[order[:6]]].mean(0))
        tested.append(voices[room[order[6:6 + heard]]].mean(0))
    table = unit(np.array(enrolled)) @ unit(np.array(tested)).T
    return np.diag(table), table[~np.eye(len(table), dtype=bool)]


def main(vectors_file, out_file):
    z = np.load(vectors_file)
    chosen = z["seconds"] == 1.5
    vectors, talkers, rooms = z["embedding"][chosen].astype(np.float64), z["talker"][chosen], z["room"][chosen]
    mean = vectors.mean(0)
    voices = unit(vectors - mean)
    threshold = 0.0
    for heard in (4, 6):
        pairs = [scores(voices, talkers, rooms, heard, seed) for seed in range(ROUNDS)]
        same, other = (np.concatenate(part) for part in zip(*pairs))
        at = np.quantile(other, 1 - FALSE_ACCEPTS)
        print(f"{heard} pieces: threshold {at:.3f}, the talker missed {100 * (same < at).mean():.2f} %")
        threshold = max(threshold, at)
    with open(out_file, "wb") as f:
        f.write(b"ROPN" + np.array([1, vectors.shape[1]], ">i4").tobytes())
        f.write(np.concatenate([[threshold], mean]).astype(">f4").tobytes())
    print(f"{out_file}: threshold {threshold:.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
