#!/usr/bin/env python3
"""Fits how alike two voices must be to carry one name, and writes the numbers file that the daemon carries.

    fit_open_set.py VECTORS.npz|VECTORS.csv OUT

VECTORS.npz holds speaker-network vectors of many talkers: `embedding` [n, size], `talker` [n], `seconds` [n] and
`room` [n] (1 where the sound was put into a simulated room). The talkers must be in no recording that naming is judged
on. A CSV is what `rostrum pairs DIR --vectors FILE` leaves of a network of your own: talker, seconds, room,
numbers on each line; without rooms the pieces that are heard are as clean as those that are enrolled, and rooms will
want a lower threshold. Talkers with fewer than twelve pieces of 1.5 s are left out.

Method: a voice is the mean of centred unit vectors of pieces of 1.5 s; two voices are compared by the cosine. A talker
is enrolled with six clean pieces and heard with four or six others in a room, in ROUNDS random draws. The threshold is
where one stranger in a hundred is named although ENROLLED others are known, the stricter of both lengths.

The file, big-endian: "ROPN", version 2, size (int32), mean [size] (float32). The threshold belongs in the manifest.
"""
import sys
import numpy as np

from fit_voice_space import read

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
        room = np.flatnonzero((talkers == talker) & (rooms == 1)) if rooms.any() else clean
        if min(len(clean), len(room)) < 12:
            continue
        enrolled.append(voices[clean[order[:6]]].mean(0))
        tested.append(voices[room[order[6:6 + heard]]].mean(0))
    if len(enrolled) < 2:
        raise SystemExit("two talkers and more with twelve pieces of 1.5 s each are needed, hundreds are better")
    table = unit(np.array(enrolled)) @ unit(np.array(tested)).T
    return np.diag(table), table[~np.eye(len(table), dtype=bool)]


def main(vectors_file, out_file):
    z = read(vectors_file)
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
        f.write(b"ROPN" + np.array([2, vectors.shape[1]], ">i4").tobytes())
        f.write(mean.astype(">f4").tobytes())
    print(f"{out_file}: threshold {float(np.float32(threshold))}")


if __name__ == "__main__":
    main(*sys.argv[1:])
