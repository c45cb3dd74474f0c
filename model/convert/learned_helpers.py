"""What small learned helpers of the tracker could gain, measured on talkers that they were not trained on.

    python learned_helpers.py same|scales VECTORS.npz

VECTORS.npz holds vectors of the embedding network as daemon/voices/fit_voice_space.py reads them: `embedding`, `talker`,
`seconds` (1.5 or 3), `room` and `kind`. Only pieces in rooms are used. Talkers are dealt into three folds; what a fold is
judged with (space, helper) was learnt on the other two. Everything is drawn from SEED, so two runs print the same.

same: are two voices one person? A voice is one piece or the mean of several, and holds some speech of somebody else. The
cosine with one threshold against logistic regression on cosine, the ratio of likelihoods of two-covariance PLDA (Ioffe,
ECCV 2006) and the logarithms of both lengths.

scales: who speaks in a frame? See learned_scales.py.
"""
import sys
from pathlib import Path

import numpy as np
from scipy.linalg import eigh
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parent / "../../daemon/voices"))
from fit_voice_space import spread

SEED = 20261123
FOLDS = 3
DIMENSIONS = 128
MOST_PIECES = 19
PIECE = 1.5


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


class Vectors:
    """The pieces heard in rooms, and the fold of each talker."""

    def __init__(self, file):
        z = np.load(file)
        room = z["room"] == 1
        self.rows = z["embedding"][room].astype(np.float64)
        self.talker, self.seconds = z["talker"][room], z["seconds"][room].astype(np.float64)
        talkers = np.unique(self.talker)
        self.kind = dict(enumerate(z["kind"]))
        dealt = np.random.default_rng(SEED).permutation(talkers)
        self.folds = [np.sort(dealt[i::FOLDS]) for i in range(FOLDS)]
        self.of = {t: np.flatnonzero(self.talker == t) for t in talkers}

    def except_fold(self, fold):
        return ~np.isin(self.talker, self.folds[fold])


class Space:
    """Two-covariance PLDA of the chosen pieces, as daemon/voices/fit_voice_space.py fits it."""

    def __init__(self, rows, talkers):
        self.mean = rows.mean(0)
        centred = unit(rows - self.mean)
        within, between = spread(centred, talkers)
        values, basis = np.linalg.eigh((between + between.T) / 2)
        ratio, directions = eigh((basis * np.maximum(values, 1e-8)) @ basis.T, within)
        order = np.argsort(-ratio)[:DIMENSIONS]
        self.between, self.projection = np.maximum(ratio[order], 1e-6), directions[:, order]

    def likelihood_ratio(self, a, b):
        """Logarithm of how much likelier the sums of two voices' projected pieces, (sum, count), are from one talker."""

        def alone(total, count):
            spread = 1 + count * self.between
            return 0.5 * (total**2 * self.between / spread - np.log(spread)).sum()

        return alone(a[0] + b[0], a[1] + b[1]) - alone(*a) - alone(*b)


def equal_error(same, other):
    scores = np.concatenate([same, other])
    truth = np.concatenate([np.ones(len(same)), np.zeros(len(other))])[np.argsort(scores, kind="stable")]
    missed, accepted = np.cumsum(truth) / len(same), 1 - np.cumsum(1 - truth) / len(other)
    at = np.argmin(np.abs(missed - accepted))
    return (missed[at] + accepted[at]) / 2


def drawn_voice(v, rows, stranger, draw):
    """Pieces of one voice, half of which hold a share of the stranger's speech."""
    share = draw.choice([0, 0, 0.225, 0.45])
    hit = share * (draw.random(len(rows)) < 0.5)[:, None]
    return (1 - hit) * v.rows[rows] + hit * v.rows[draw.choice(v.of[stranger], len(rows))], v.seconds[rows] / PIECE


def pair(v, space, talkers, draw):
    """Features of two voices, and whether they are one talker: half of the pairs are, the others of one age group."""
    one, stranger = draw.choice(talkers, 2, replace=False)
    same = draw.random() < 0.5
    alike = [t for t in talkers if t not in (one, stranger) and v.kind[t] == v.kind[one]]
    other = one if same else draw.choice(alike)
    count = [int(np.exp(draw.uniform(0, np.log(13)))), int(np.exp(draw.uniform(0, np.log(13)))) if draw.random() < 0.5 else 1]
    count[1] = min(count[1], MOST_PIECES - count[0])
    rows = draw.permutation(v.of[one])
    chosen = rows[: count[0]], rows[count[0] : sum(count)] if same else draw.permutation(v.of[other])[: count[1]]
    intruder = other if not same and draw.random() < 0.5 else stranger
    voices = [drawn_voice(v, chosen[0], intruder, draw), drawn_voice(v, chosen[1], stranger, draw)]
    means = [unit(unit(rows).mean(0)) for rows, _ in voices]
    sums = [((unit(rows - space.mean) * lengths[:, None]).sum(0) @ space.projection, lengths.sum()) for rows, lengths in voices]
    lengths = sorted(total for _, total in sums)
    return [means[0] @ means[1], space.likelihood_ratio(*sums) / 50, *np.log(lengths)], same


def logistic(features, same):
    rows, sign = np.c_[features, np.ones(len(features))], 2.0 * same - 1

    def loss(w):
        z = sign * (rows @ w)
        return np.logaddexp(0, -z).mean() + 1e-4 * w @ w, -(sign / (1 + np.exp(np.clip(z, -500, 500)))) @ rows / len(rows) + 2e-4 * w

    return minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x


def same(v, pairs=6000):
    parts = []
    for fold in range(FOLDS):
        draw = np.random.default_rng([SEED, fold])
        train = v.except_fold(fold) & (v.seconds == PIECE)
        space = Space(v.rows[train], v.talker[train])
        drawn = [pair(v, space, v.folds[fold], draw) for _ in range(pairs)]
        parts.append((np.array([f for f, _ in drawn]), np.array([s for _, s in drawn])))
    print(f"{FOLDS} folds of {pairs} pairs; log loss, equal error, equal error where one voice is 1.5 s, weights of all pairs")
    for name, columns in {"cosine": [0], "cosine, lengths": [0, 2, 3], "ratio": [1], "ratio, lengths": [1, 2, 3], "all": [0, 1, 2, 3]}.items():
        scores = []
        for fold, (features, _) in enumerate(parts):
            rest = [p for i, p in enumerate(parts) if i != fold]
            w = logistic(np.concatenate([f for f, _ in rest])[:, columns], np.concatenate([s for _, s in rest]))
            scores.append(np.c_[features[:, columns], np.ones(len(features))] @ w)
        score, truth = np.concatenate(scores), np.concatenate([s for _, s in parts])
        features = np.concatenate([f for f, _ in parts])
        short = features[:, 2] < 0.1
        errors = [100 * equal_error(score[truth & of], score[~truth & of]) for of in (truth | True, short)]
        weights = np.round(logistic(features[:, columns], truth), 2).tolist()
        print(f"{name:16s} {np.logaddexp(0, -(2 * truth - 1) * score).mean():.4f}  {errors[0]:5.2f} %  {errors[1]:5.2f} %  {weights}")


def main(what, file):
    if what == "scales":
        import learned_scales

        learned_scales.scales(Vectors(file))
    else:
        same(Vectors(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
