#!/usr/bin/env python3
"""Fits the back end of the speaker vectors and writes the numbers file that the daemon carries.

    fit_voice_space.py VECTORS.npz|VECTORS.csv OUT [SHRINK [SESSIONS.npz]]

VECTORS.npz holds speaker-network vectors of many talkers: `embedding` [n, size], `talker` [n], `seconds` [n] and
`room` [n] (1 where the sound was put into a simulated room). Only pieces of 1.5 s heard in rooms tell voices apart, for
that is what the tracker clusters; all pieces tell what a voice is. The talkers must be in no recording that the tracker is scored on.
A CSV is what `rostrum pairs DIR --vectors FILE` leaves of a network of your own: talker, seconds, room, numbers on
each line; without rooms, all pieces of 1.5 s tell voices apart. SHRINK, 0 unless given, is the share of the covariances that is
replaced by their mean variance in all directions: .3 or so where there are fewer than some thousand vectors. SESSIONS.npz holds vectors of talkers under many conditions, with the
`session` of each, for the model that tells whether two voices are one speaker (speaker_model.py); without it VECTORS serves.

Model: two-covariance PLDA (Ioffe, "Probabilistic linear discriminant analysis", ECCV 2006). Vectors are centred and
brought to length 1; the generalised eigenvectors of the between-talker and within-talker covariances make the within
part the identity and the between part diagonal. The DIMENSIONS largest are kept.

What is no voice is told by a matched subspace detector (Scharf and Friedlander, "Matched subspace detectors", IEEE
TSP 42, 1994): voices differ from their mean mostly along the PRINCIPAL directions in which talkers differ most, noise
mostly across them. `axes` holds the principal directions of the between-talker covariance of all vectors at length 1,
largest first, each divided by the deviation of all vectors along it.

The file, big-endian: "RVSP", version 4, size, dimensions, principal (int32 each), then float32 mean [size],
projection [dimensions][size], between [dimensions], voice_mean [size], axes [size][size], and
what speaker_model.py lays out. Two runs give the same bytes with the same numpy and scipy.
Made with numpy 2.4 and scipy 1.17.
"""
import sys
import numpy as np

import speaker_model

DIMENSIONS = 128
PRINCIPAL = 50
RIDGE = 1e-4


def read(file):
    if not str(file).endswith(".csv"):
        return np.load(file)
    lines = [line.split(",") for line in open(file)]
    return {"talker": np.array([l[0] for l in lines]), "seconds": np.array([float(l[1]) for l in lines]),
            "room": np.array([int(l[2]) for l in lines]), "embedding": np.array([l[3:] for l in lines], float)}


def spread(unit, talkers):
    """Covariance of each talker's vectors around their mean, and of the talkers' means around that of all."""
    size = unit.shape[1]
    within, between, grand = np.zeros((size, size)), np.zeros((size, size)), unit.mean(0)
    counts = []
    for talker in np.unique(talkers):
        own = unit[talkers == talker]
        centre = own.mean(0)
        within += len(own) / (len(own) - 1) * (own - centre).T @ (own - centre)
        between += len(own) * np.outer(centre - grand, centre - grand)
        counts.append(len(own))
    within /= len(unit)
    # the means of few vectors spread more than the talkers do
    return within, between / len(unit) - within / np.mean(counts)


def main(vectors_file, out_file, shrink="0", sessions_file=None):
    z, share = read(vectors_file), float(shrink)
    chosen = (z["seconds"] == 1.5) & ((z["room"] == 1) | ~z["room"].any())
    vectors, talkers = z["embedding"][chosen].astype(np.float64), z["talker"][chosen]
    mean = vectors.mean(0)
    unit = vectors - mean
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    size = vectors.shape[1]
    within, between = spread(unit, talkers)
    values, basis = np.linalg.eigh((between + between.T) / 2)
    between = (basis * np.maximum(values, 1e-8)) @ basis.T
    between, within = (speaker_model.shrunk(c, share) if share else c for c in (between, within))
    ratio, projection = speaker_model.basis(between, within, DIMENSIONS)
    lengths = np.linalg.norm(z["embedding"].astype(np.float64), axis=1, keepdims=True)
    voices = z["embedding"].astype(np.float64) / lengths
    _, apart = spread(voices, z["talker"])
    axes = np.linalg.eigh(speaker_model.shrunk((apart + apart.T) / 2, share))[1][:, ::-1]
    covariance = speaker_model.shrunk(np.cov(voices.T), share) + RIDGE * np.eye(size)
    axes = (axes / np.sqrt(np.sum(axes * (covariance @ axes), 0))).T
    with open(out_file, "wb") as f:
        f.write(b"RVSP")
        f.write(np.array([4, size, DIMENSIONS, PRINCIPAL], ">i4").tobytes())
        for numbers in (mean, projection, np.maximum(ratio, 1e-6), voices.mean(0), axes):
            f.write(numbers.astype(">f4").tobytes())
        model, said = speaker_model.fitted(read(sessions_file) if sessions_file else z, share)
        f.write(model)
    print(f"speaker model: {said}")
    print(f"{out_file}: {len(np.unique(talkers))} talkers, {len(unit)} vectors, ratio {ratio[0]:.2f} to {ratio[-1]:.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
