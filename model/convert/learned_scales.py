"""Which scale tells best who speaks in a frame; run by learned_helpers.py.

Meetings of two to eight talkers in turns of lognormal length, with gaps, overlap and
answers of half a second, are heard in pieces of 1.5 s every half second and in stretches of 3 s. A piece that holds two
talkers is the mean of their vectors by share, which is an approximation. The tracker's rule (cosines weighted by a
triangle) against softmax regression with a weight for each distance and scale, and against a perceptron of one hidden
layer that sets the weights frame by frame from how sure and how strange each scale is.
"""
import numpy as np

from learned_helpers import FOLDS, PIECE, SEED, unit

SHARPNESS = 24.0  # the tracker's factor on a cosine, 12, squared by its exponent of 2
FRAME, STEP, STRETCH = 0.1, 0.5, 3.0
OFFSETS = np.arange(-1.25, 1.26, 0.5)
HIDDEN = 32


def meeting(talkers, draw, seconds=180):
    """Who speaks in each frame: {talker: bool [frames]}."""
    who = draw.choice(talkers, draw.integers(2, 9), replace=False)
    share, frames = draw.dirichlet(np.full(len(who), 2.0)), int(seconds / FRAME)
    active, at, last = np.zeros((len(who), frames), bool), 0.5, -1
    while at < seconds - 1:
        p = share * (np.arange(len(who)) != last)
        last = draw.choice(len(who), p=p / p.sum())
        length = draw.uniform(0.4, 1.2) if draw.random() < 0.3 else np.clip(draw.lognormal(np.log(3.5), 0.7), 1, 18)
        active[last, int(at / FRAME) : int((at + length) / FRAME)] = True
        if draw.random() < 0.12:
            answer, where = draw.integers(len(who)), at + length * draw.random()
            active[answer, int(where / FRAME) : int((where + 0.6) / FRAME)] = True
        at += length + (draw.uniform(0.1, 1.2) if draw.random() < 0.7 else -min(0.6 * length, draw.uniform(0.3, 1.5)))
    return who, active


def heard(v, who, active, begin, length, seconds, draw):
    """The vector of a stretch of sound, or none where hardly anybody speaks in it."""
    part = active[:, max(0, int(begin / FRAME)) : int((begin + length) / FRAME)]
    share = (part / np.maximum(1, part.sum(0))).sum(1)
    if share.sum() < 0.5 * length / FRAME:
        return None
    out = 0
    for k in np.flatnonzero(share):
        out = out + share[k] / share.sum() * v.rows[draw.choice(v.of[who[k]][v.seconds[v.of[who[k]]] == seconds])]
    return unit(out)


def frames_of(v, talkers, draw):
    """Frames with one talker: cosines [frame][scale][voice] (NaN: not heard), and the talker."""
    who, active = meeting(talkers, draw)
    voices = np.array([unit(unit(v.rows[draw.permutation(v.of[t])[: draw.integers(1, 9)]]).mean(0)) for t in who])
    n = active.shape[1]
    starts = np.arange(0, n * FRAME - PIECE, STEP)
    pieces = [heard(v, who, active, s, PIECE, 1.5, draw) for s in starts]
    stretches = [heard(v, who, active, s - (STRETCH - PIECE) / 2, STRETCH, 3.0, draw) for s in starts]
    missing = np.full(len(who), np.nan)
    piece = np.array([missing if p is None else voices @ p for p in pieces])
    stretch = np.array([missing if p is None else voices @ p for p in stretches])
    cosines, truth = [], []
    for frame in np.flatnonzero(active.sum(0) == 1):
        place = ((frame + 0.5) * FRAME - PIECE / 2) / STEP
        near = [int(np.floor(place + o / STEP + 0.5)) for o in OFFSETS]
        rows = [piece[i] if 0 <= i < len(piece) else missing for i in near]
        centre = int(np.clip(round(place), 0, len(piece) - 1))
        weight = np.array([max(0, 1 - abs(i - place) * STEP / (PIECE / 2)) for i in near])
        known = [i for i, r in enumerate(rows) if weight[i] > 0 and not np.isnan(r[0])]
        if not known:
            continue
        triangle = np.average([rows[i] for i in known], axis=0, weights=weight[known])
        table = np.full((len(OFFSETS) + 2, 8), np.nan)
        table[:, : len(who)] = [triangle, *rows, stretch[centre]]
        cosines.append(table)
        truth.append(int(np.flatnonzero(active[:, frame])[0]))
    return np.array(cosines), np.array(truth)


def prepared(cosines):
    """Cosines with what is missing at 0, a mask of the voices, and how sure each scale is: best, lead over the next."""
    absent = np.isnan(cosines[:, 0])
    values = np.nan_to_num(cosines)
    ranked = np.sort(np.where(absent[:, None], -1, values), axis=2)
    sure = np.stack([ranked[:, :, -1], ranked[:, :, -1] - ranked[:, :, -2]], axis=1)
    return values, absent, sure


def softmax(logits, absent):
    logits = np.where(absent, -1e9, logits)
    e = np.exp(logits - logits.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


class Weights:
    """A factor on each scale's cosines: the same for all frames, or moved by a perceptron on how sure the scales are."""

    def __init__(self, scales, inputs, adaptive, draw):
        self.p = {"w": np.full(scales, 2.0)}
        if adaptive:
            self.p |= {"a": draw.normal(0, 0.1, (inputs, HIDDEN)), "b": np.zeros(HIDDEN), "c": np.zeros((HIDDEN, scales))}

    def factors(self, sure):
        if "a" not in self.p:
            return np.tile(self.p["w"], (len(sure), 1)), None
        h = np.tanh(sure @ self.p["a"] + self.p["b"])
        return self.p["w"] + h @ self.p["c"], h

    def probabilities(self, values, absent, sure):
        return softmax(np.einsum("ns,nsk->nk", self.factors(sure)[0], values), absent)

    def gradient(self, values, absent, sure, truth):
        factor, h = self.factors(sure)
        off = softmax(np.einsum("ns,nsk->nk", factor, values), absent)
        off[np.arange(len(truth)), truth] -= 1
        d = np.einsum("nk,nsk->ns", off, values) / len(truth)
        g = {"w": d.sum(0)}
        if h is not None:
            back = (d @ self.p["c"].T) * (1 - h**2)
            g |= {"a": sure.T @ back, "b": back.sum(0), "c": h.T @ d}
        return g

    def train(self, data, truth, draw, rounds=3000, batch=512):
        """Adam (Kingma and Ba, ICLR 2015), rate 0.05 for the weights and 0.003 for the perceptron, falling to nothing."""
        first, second = ({k: np.zeros_like(x) for k, x in self.p.items()} for _ in range(2))
        for t in range(1, rounds + 1):
            i = draw.integers(0, len(truth), batch)
            for k, g in self.gradient(*(d[i] for d in data), truth[i]).items():
                first[k] = 0.9 * first[k] + 0.1 * g
                second[k] = 0.999 * second[k] + 0.001 * g * g
                step = first[k] / (1 - 0.9**t) / (np.sqrt(second[k] / (1 - 0.999**t)) + 1e-8)
                self.p[k] = self.p[k] - (0.05 if k == "w" else 0.003) * (1 - t / rounds) * step
        return self


def scales(v, meetings=40):
    sets = []
    for fold in range(FOLDS):
        draw = np.random.default_rng([SEED, 10 + fold])
        drawn = [frames_of(v, v.folds[fold], draw) for _ in range(meetings)]
        sets.append((np.concatenate([c for c, _ in drawn]), np.concatenate([t for _, t in drawn])))
    results = {}
    for fold, (cosines, truth) in enumerate(sets):
        rest = [s for i, s in enumerate(sets) if i != fold]
        train, train_truth = prepared(np.concatenate([c for c, _ in rest])), np.concatenate([t for _, t in rest])
        test, draw = prepared(cosines), np.random.default_rng([SEED, 20 + fold])

        def kept(data, columns):
            return data[0][:, columns], data[1], data[2][:, :, columns].reshape(len(data[2]), -1)

        everything = list(range(cosines.shape[1]))
        answers = {"as shipped": softmax(SHARPNESS * test[0][:, 0], test[1])}
        for name, columns, adaptive in (("triangle, factor learnt", [0], False), ("a weight each", everything, False),
                                        ("perceptron", everything, True), ("perceptron, no stretches", everything[:-1], True)):
            helper = Weights(len(columns), 2 * len(columns), adaptive, draw).train(kept(train, columns), train_truth, draw)
            answers[name] = helper.probabilities(*kept(test, columns))
            if fold == 0:
                print(f"{name}: {sum(p.size for p in helper.p.values())} numbers, weights {np.round(helper.p['w'], 1).tolist()}")
        for name, p in answers.items():
            right = p[np.arange(len(truth)), truth]
            results.setdefault(name, []).append([-np.log(right + 1e-6).mean(), 100 * (p.argmax(1) != truth).mean()])
    print(f"{sum(len(t) for _, t in sets)} frames of one talker; mean over {FOLDS} folds: log loss, wrong talker")
    for name, rows in results.items():
        loss, wrong = np.mean(rows, axis=0)
        print(f"{name:24s} {loss:.4f}  {wrong:5.2f} %")
