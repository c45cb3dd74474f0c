"""PyanNet in plain numpy, with fewer filters, channels and LSTM units where the least is lost.

The filters of the sinc convolution, the channels of the two others and the units of every direction of every recurrent layer
go in the same proportion; what follows is fitted again on the smaller network's own activations. The builder wants as many
units in every layer.
"""
import numpy as np

import pruning

EPSILON = 1e-5
DIRECTIONS = ("forward", "backward")


def normalized(x):
    return (x - x.mean(0)) / np.sqrt(x.var(0) + EPSILON)


def leaky(x):
    return np.where(x > 0, x, 0.01 * x).astype(np.float32)


def pooled(x, t, norm):
    """The largest of three, normalised over time."""
    largest = x[: len(x) // 3 * 3].reshape(-1, 3, x.shape[1]).max(1)
    return leaky(normalized(largest) * t[f"{norm}.scale"] + t[f"{norm}.offset"])


def filtered(sound, t):
    kernel = t["sinc.kernel"][0, :, 0]
    rows = np.lib.stride_tricks.sliding_window_view(normalized(sound[:, None])[:, 0].astype(np.float32), len(kernel))[::10]
    return pooled(np.abs(rows @ kernel + t["sinc.offset"]), t, "norm.0")


def taps(x):
    view = np.lib.stride_tricks.sliding_window_view(x, 5, axis=0)
    return np.ascontiguousarray(view.transpose(0, 2, 1)).reshape(len(view), -1)


def convolved(x, t, i):
    kernel = t[f"conv.{i}.kernel"]
    return pooled(taps(x) @ kernel.reshape(-1, kernel.shape[3]) + t[f"conv.{i}.bias"], t, f"norm.{i}")


def layers(t):
    layer = 0
    while f"lstm.{layer}.forward.input" in t:
        yield layer
        layer += 1


def turned(x, direction):
    return x if direction == "forward" else x[:, ::-1]


def recurrent(x, t, name, direction):
    """Hidden states [window, frame, unit] of one direction, in the order of time."""
    u = t[f"{name}.recurrent"]
    projections = turned(x, direction) @ t[f"{name}.input"] + t[f"{name}.bias"]
    h = c = np.zeros((len(x), len(u)), np.float32)
    out = np.empty((*x.shape[:2], len(u)), np.float32)
    for frame in range(x.shape[1]):
        i, f, g, o = np.split(projections[:, frame] + h @ u, 4, axis=1)
        c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
        h = np.tanh(c) / (1 + np.exp(-o))
        out[:, frame] = h
    return turned(out, direction)


def layer_output(x, t, layer):
    return np.concatenate([recurrent(x, t, f"lstm.{layer}.{d}", d) for d in DIRECTIONS], axis=2)


def log_probabilities(x, t):
    for name in ("dense.0", "dense.1"):
        x = leaky(x @ t[f"{name}.kernel"] + t[f"{name}.bias"])
    x = x @ t["classes.kernel"] + t["classes.bias"]
    return x - np.log(np.exp(x - x.max(-1, keepdims=True)).sum(-1, keepdims=True)) - x.max(-1, keepdims=True)


def classes(sounds, t):
    """Log-probabilities [window, frame, class] of sounds of one length."""
    x = np.stack([convolved(convolved(filtered(s, t), t, 1), t, 2) for s in sounds])
    for layer in layers(t):
        x = layer_output(x, t, layer)
    return log_probabilities(x, t)


def multiply_adds(t, samples=160_000):
    """Of one window."""
    steps = [(samples - 251) // 10 + 1]
    steps += [steps[0] // 3 - 4]
    steps += [steps[1] // 3 - 4]
    frames = steps[2] // 3
    total = sum(t[f"{k}.kernel"].size * n for k, n in zip(("sinc", "conv.1", "conv.2"), steps, strict=True))
    matrices = [v for k, v in t.items() if k.startswith(("lstm.", "dense.", "classes.")) and v.ndim > 1]
    return int(total + frames * sum(v.size for v in matrices))


def gram(parts):
    return sum((p.T @ p).astype(np.float64) for p in parts)


def least_missed(rows_gram, kernel, channels, count, keep):
    order, _ = pruning.removal_order(rows_gram, kernel, [np.arange(count) * channels + c for c in range(channels)])
    return np.array(sorted(set(range(channels)) - set(order[: channels - keep])))


def narrowed(t, small, stay, i):
    """Convolution i (0: sinc) and its norm with the channels that stay."""
    kernel, offset = ("sinc.kernel", "sinc.offset") if i == 0 else (f"conv.{i}.kernel", f"conv.{i}.bias")
    for name in (kernel, offset, f"norm.{i}.scale", f"norm.{i}.offset"):
        small[name] = small[name][..., stay]


def fit_convolution(own, whole, t, small, keep, i):
    """Convolution i - 1 with fewer channels, convolution i fitted to that; what both networks have behind i - 1."""
    rows = [taps(x) for x in whole]
    kernel = t[f"conv.{i}.kernel"]
    flat = kernel.reshape(-1, kernel.shape[3])
    stay = least_missed(gram(rows), flat, kernel.shape[2], 5, keep)
    narrowed(t, small, stay, i - 1)
    own = [x[:, stay] for x in own]
    target = np.concatenate([r @ flat + t[f"conv.{i}.bias"] for r in rows])
    weights, small[f"conv.{i}.bias"] = pruning.repaired(np.concatenate([taps(x) for x in own]), target)
    small[f"conv.{i}.kernel"] = weights.reshape(1, 5, keep, -1)
    return [convolved(x, small, i) for x in own], [convolved(x, t, i) for x in whole]


def gates(units, hidden):
    return np.concatenate([g * hidden + units for g in range(4)])


def needed(states, t, layer, d, keep):
    """The units of one direction that its own recurrence and the next layer miss most."""
    hidden = states.shape[2] // 2
    mine = slice(d * hidden, (d + 1) * hidden)
    follows = [f"lstm.{layer + 1}.{e}.input" for e in DIRECTIONS]
    follows = [t[n][mine] for n in (follows if follows[0] in t else ["dense.0.kernel"])]
    rows, kernels = states[:, :, mine].reshape(-1, hidden), [t[f"lstm.{layer}.{DIRECTIONS[d]}.recurrent"], *follows]
    return least_missed(gram([rows]), np.concatenate(kernels, axis=1), hidden, 1, keep)


def fit_direction(own, whole, states, t, small, layer, d, stay):
    """Input and recurrent weights of one direction for the units that stay, fitted together to the whole one's gates."""
    direction, name = DIRECTIONS[d], f"lstm.{layer}.{DIRECTIONS[d]}"
    hidden = states.shape[2] // 2
    mine = turned(states[:, :, d * hidden : (d + 1) * hidden], direction)
    before = np.concatenate([np.zeros_like(mine[:, :1]), mine[:, :-1]], axis=1)
    columns = gates(stay, hidden)
    wanted = turned(whole, direction) @ t[f"{name}.input"][:, columns] + before @ t[f"{name}.recurrent"][:, columns]
    wanted += t[f"{name}.bias"][columns]
    inputs = np.concatenate([turned(own, direction), before[:, :, stay]], axis=2)
    weights, small[f"{name}.bias"] = pruning.repaired(inputs.reshape(-1, inputs.shape[2]), wanted.reshape(-1, wanted.shape[2]))
    small[f"{name}.input"], small[f"{name}.recurrent"] = weights[: own.shape[2]], weights[own.shape[2] :]


def fitted(sounds, t, keep):
    """The smaller network with `keep` of 128 units, and filters and channels in proportion."""
    hidden = len(t["lstm.0.forward.recurrent"])
    small = dict(t)
    own = whole = [filtered(s, t) for s in sounds]
    for i in (1, 2):
        own, whole = fit_convolution(own, whole, t, small, t[f"conv.{i}.kernel"].shape[2] * keep // hidden, i)
    kernels = np.concatenate([t[f"lstm.0.{d}.input"] for d in DIRECTIONS], axis=1)
    stay = least_missed(gram(whole), kernels, len(kernels), 1, len(kernels) * keep // hidden)
    narrowed(t, small, stay, 2)
    own, whole = np.stack([x[:, stay] for x in own]), np.stack(whole)
    for layer in layers(t):
        states = layer_output(whole, t, layer)
        for d in range(2):
            fit_direction(own, whole, states, t, small, layer, d, needed(states, t, layer, d, keep))
        own, whole = layer_output(own, small, layer), states
    wanted = whole @ t["dense.0.kernel"] + t["dense.0.bias"]
    small["dense.0.kernel"], small["dense.0.bias"] = pruning.repaired(own.reshape(-1, own.shape[2]), wanted.reshape(-1, wanted.shape[2]))
    return small
