"""The model of speakers by which the daemon tells whether two voices are one: fitted, and laid out for its file.

An embedding of 1.5 s, centred and brought to length 1, is speaker + session + speaker in this session + piece, all Gaussian:
two-covariance PLDA (Ioffe, "Probabilistic linear discriminant analysis", ECCV 2006) with a session effect. Covariances by
moments of differences of means (same speaker in two sessions; two speakers of one session; neither). A basis makes the
covariance of the last two together the identity and that of the speaker diagonal; the DIMENSIONS with the most of the
speaker are kept, and of the session's covariance in them the diagonal.

A session is one room, microphone, noise and codec, with several speakers in it; each speaker is in several sessions. The more
unlike the sessions are, the less the model takes a line for a speaker. Without sessions it has no session effect.

The mean of n pieces of one speaker in one session varies by 1/n + DEPENDENCE of the piece covariance: pieces of one
recording are not independent. DEPENDENCE is such that one threshold, zero, tells same from other at any n.

Layout, big-endian: dimensions (int32), float32 dependence, mean [size], projection [dimensions][size], speaker [dimensions],
session [dimensions].
"""
import numpy as np
from scipy.linalg import eigh

DIMENSIONS = 128
DEPENDENCE = 0.12
PAIRS = 600_000
PIECE = 1.5
LEAST = 1e-6


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def positive(covariance):
    values, basis = np.linalg.eigh((covariance + covariance.T) / 2)
    return (basis * np.maximum(values, LEAST)) @ basis.T


def shrunk(covariance, share):
    return (1 - share) * covariance + share * np.trace(covariance) / len(covariance) * np.eye(len(covariance))


def basis(between, within, dimensions):
    """Where `within` is the identity and `between` diagonal: its diagonal, largest first, and the projection [dimensions, size]."""
    ratio, directions = eigh(between, within)
    order = np.argsort(-ratio)[:dimensions]
    projection = directions[:, order].T
    projection *= np.sign(projection[np.arange(len(projection)), np.abs(projection).argmax(1)])[:, None]
    return ratio[order], projection


def means(x, speaker, session):
    """Mean of each speaker in each session, whose it is, how many pieces, and the covariance of pieces around them."""
    keys, group, count = np.unique(np.stack([speaker, session], 1), axis=0, return_inverse=True, return_counts=True)
    group = group.ravel()
    mean = np.zeros((len(keys), x.shape[1]))
    np.add.at(mean, group, x)
    mean /= count[:, None]
    away = x - mean[group]
    return mean, keys, count, away.T @ away / (len(x) - len(keys))


def covariances(x, speaker, session):
    """Of speaker, session, and of what is left within a speaker's session."""
    mean, keys, count, piece = means(x, speaker, session)
    i, j = np.random.default_rng(0).integers(0, len(mean), (2, PAIRS))
    i, j = i[i != j], j[i != j]
    same, here = keys[i, 0] == keys[j, 0], keys[i, 1] == keys[j, 1]

    def differ(chosen):
        """Covariance of what two means have apart."""
        away = mean[i[chosen]] - mean[j[chosen]]
        return away.T @ away / chosen.sum() / 2

    nothing = differ(~same & ~here)
    if not (same & ~here).any() or not (~same & here).any():  # no speaker in two sessions, or no two speakers in one
        return positive(nothing - piece / count.mean()), np.zeros_like(piece), positive(piece)
    by_speaker, by_session = differ(same & ~here), differ(~same & here)
    inside = positive(by_speaker + by_session - nothing - piece / count.mean())
    return positive(nothing - by_speaker), positive(nothing - by_session), inside + positive(piece)


def fitted(z, share):
    """The model's bytes, from embeddings with their `talker`, `seconds` and, if known, `session`; and a word on it."""
    embeddings, speaker = z["embedding"].astype(np.float64), np.unique(z["talker"], return_inverse=True)[1]
    session = z["session"].astype(int) if "session" in z else speaker
    chosen = z["seconds"] == PIECE
    mean = embeddings[chosen].mean(0)
    between, sessions, within = covariances(unit(embeddings[chosen] - mean), speaker[chosen], session[chosen])
    between, within = (shrunk(c, share) if share else c for c in (between, within))
    ratio, projection = basis(between, within, DIMENSIONS)
    in_session = np.maximum(np.sum(projection * (projection @ sessions.T), 1), 0)
    numbers = [np.array([DEPENDENCE]), mean, projection, np.maximum(ratio, LEAST), in_session]
    data = np.array([len(ratio)], ">i4").tobytes() + b"".join(n.astype(">f4").tobytes() for n in numbers)
    return data, (f"{len(np.unique(speaker))} speakers, {len(np.unique(session))} sessions, {chosen.sum()} pieces, speaker "
                  f"{ratio[0]:.2f} to {ratio[-1]:.2f}, session {in_session.max():.2f} to {in_session.min():.2f}")
