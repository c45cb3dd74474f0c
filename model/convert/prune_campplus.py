"""CAM++ in plain numpy, with fewer channels where the least is lost.

What goes are the inner channels of the four convolutional units of the head and of the bottleneck of every dense layer; all
that follows is fitted again, layer by layer, so that the smaller network's own activations lead to the whole one's outputs.
"""
import numpy as np

import pruning

DILATIONS, SEGMENT = (1, 2, 2), 100
UNITS = [(1, 0), (1, 1), (2, 0), (2, 1)]
FITTED = 60_000  # rows that a fit looks at
HEAD = 4  # what is lost in the head reaches all that follows


def patches(x, stride):
    """3 x 3 neighbourhoods of [time, frequency, channel] as rows, in the order of a kernel [time, frequency, in, out]."""
    padded = np.pad(x, ((1, 1), (1, 1), (0, 0)))
    view = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(0, 1))[:, ::stride]
    return np.ascontiguousarray(view.transpose(0, 1, 3, 4, 2)).reshape(-1, 9 * x.shape[2])


def plane(x, t, name, stride=1):
    kernel = t[f"{name}.kernel"]
    out = patches(x, stride) @ kernel.reshape(-1, kernel.shape[3]) + t[f"{name}.bias"]
    return out.reshape(len(x), -1, kernel.shape[3])


def relu(x):
    return np.maximum(x, 0)


def shortcut(x, t, layer, unit):
    name = f"head.{layer}.0.shortcut"
    return x[:, ::2] @ t[f"{name}.kernel"][0, 0] + t[f"{name}.bias"] if unit == 0 else x


def inner(x, t, layer, unit):
    return relu(plane(x, t, f"head.{layer}.{unit}.a", 2 if unit == 0 else 1))


def unit_output(x, t, layer, unit):
    return relu(plane(inner(x, t, layer, unit), t, f"head.{layer}.{unit}.b") + shortcut(x, t, layer, unit))


def tdnn(x, t):
    """What the head leaves, to columns of 20 ms."""
    rows = relu(plane(x, t, "head.last", 2)).reshape(len(x), -1)
    padded = np.pad(rows, ((2, 2), (0, 0)))
    view = np.lib.stride_tricks.sliding_window_view(padded, 5, axis=0)[::2].transpose(0, 2, 1)
    kernel = t["tdnn.kernel"]
    return relu(view.reshape(len(view), -1) @ kernel.reshape(-1, kernel.shape[3]) + t["tdnn.bias"])


def activated(x, t, name):
    return relu(x * t[f"{name}.scale"] + t[f"{name}.offset"])


def taps(h, dilation):
    padded = np.pad(h, ((dilation, dilation), (0, 0)))
    return np.concatenate([padded[i * dilation : i * dilation + len(h)] for i in range(3)], axis=1)


def context(h):
    """The mean of all columns plus that of each segment of 2 s."""
    return h.mean(0) + np.array([h[i : i + SEGMENT].mean(0) for i in range(0, len(h), SEGMENT)])


def mask(h, t, name):
    hidden = relu(context(h) @ t[f"{name}.mask.1.kernel"] + t[f"{name}.mask.1.bias"])
    logits = hidden @ t[f"{name}.mask.2.kernel"] + t[f"{name}.mask.2.bias"]
    return np.repeat(1 / (1 + np.exp(-logits)), SEGMENT, axis=0)[: len(h)]


def bottleneck(x, t, name):
    return relu(activated(x, t, name) @ t[f"{name}.squeeze.kernel"] + t[f"{name}.squeeze.bias"])


def local(h, t, name, dilation):
    kernel = t[f"{name}.local.kernel"]
    return taps(h, dilation) @ kernel.reshape(-1, kernel.shape[3])


def layers(t, block):
    layer = 1
    while f"block.{block}.{layer}.scale" in t:
        yield f"block.{block}.{layer}"
        layer += 1


def dense(x, t, name, dilation):
    h = bottleneck(x, t, name)
    return np.concatenate([x, local(h, t, name, dilation) * mask(h, t, name)], axis=1)


def transit(x, t, block):
    out = activated(x, t, f"transit.{block}") @ t[f"transit.{block}.kernel"]
    return relu(out + t["transit.3.bias"]) if block == 3 else out


def vector(frames, t):
    """The vector of log-mel frames [frames, 80]."""
    x = relu(plane((frames - frames.mean(0))[:, :, None], t, "head.first"))
    for layer, unit in UNITS:
        x = unit_output(x, t, layer, unit)
    x = tdnn(x, t)
    for block in (1, 2, 3):
        for name in layers(t, block):
            x = dense(x, t, name, DILATIONS[block - 1])
        x = transit(x, t, block)
    statistics = np.concatenate([x.mean(0), np.sqrt(np.maximum(x.var(0, ddof=1), 1e-10))])
    return statistics @ t["dense.kernel"] + t["dense.bias"]


def multiply_adds(t, frames=298):
    """Of one piece: kernels times the places that they are applied at (the masks, made once in 2 s, left out)."""
    columns, total = (frames - 1) // 2 + 1, t["dense.kernel"].size
    bands = {"head.first": 80, "head.1": 40, "head.2": 20, "head.last": 10}
    for name, value in t.items():
        if name.startswith("head.") and name.endswith(".kernel"):
            total += value.size * frames * next(n for k, n in bands.items() if name.startswith(k))
        elif name.endswith((".squeeze.kernel", ".local.kernel")) or name.startswith(("tdnn.kernel", "transit.")) and value.ndim > 1:
            total += value.size * columns
    return int(total)


def groups(channels, count):
    return [np.arange(count) * channels + c for c in range(channels)]


def orders(pieces, t, frames=298):
    """Of every unit and bottleneck: which channels matter least, and the multiply-adds that one of them costs."""
    found, columns = {}, (frames - 1) // 2 + 1
    state = [relu(plane((p - p.mean(0))[:, :, None], t, "head.first")) for p in pieces]
    for layer, unit in UNITS:
        name, gram = f"head.{layer}.{unit}", 0
        for x in state:
            rows = patches(inner(x, t, layer, unit), 1)
            gram = gram + (rows.T @ rows).astype(np.float64)
        kernel = t[f"{name}.b.kernel"]
        cost = (t[f"{name}.a.kernel"][..., 0].size + kernel[:, :, 0].size) * frames * (40 if layer == 1 else 20)
        found[name] = pruning.removal_order(gram, kernel.reshape(-1, kernel.shape[3]), groups(kernel.shape[2], 9)), cost
        state = [unit_output(x, t, layer, unit) for x in state]
    state = [tdnn(x, t) for x in state]
    for block in (1, 2, 3):
        for name in layers(t, block):
            gram = 0
            for x in state:
                rows = taps(bottleneck(x, t, name), DILATIONS[block - 1])
                gram = gram + (rows.T @ rows).astype(np.float64)
            kernel = t[f"{name}.local.kernel"]
            cost = (len(t[f"{name}.squeeze.kernel"]) + kernel[:, :, 0].size) * columns
            found[name] = pruning.removal_order(gram, kernel.reshape(-1, kernel.shape[3]), groups(kernel.shape[2], 3)), cost
            state = [dense(x, t, name, DILATIONS[block - 1]) for x in state]
        state = [transit(x, t, block) for x in state]
    return found


def kept(found, share, t):
    """The channels of each layer that stay when `share` of all multiply-adds goes."""
    names = list(found)
    ranked = [(order, lost * (HEAD if n.startswith("head") else 1)) for n, ((order, lost), _) in found.items()]
    gone = pruning.spent(ranked, [found[n][1] for n in names], share * multiply_adds(t))
    return {n: np.array(sorted(set(range(len(found[n][0][0]) + 1)) - set(found[n][0][0][:g]))) for n, g in zip(names, gone, strict=True)}


def rows_of(parts, seed):
    """The parts one below the other; of very many rows, an even draw."""
    rows = np.concatenate(parts)
    if len(rows) <= FITTED:
        return rows, slice(None)
    chosen = np.sort(np.random.default_rng(seed).choice(len(rows), FITTED, False))
    return rows[chosen], chosen


def fit_head(own, whole, t, small, stay, layer, unit):
    """One unit of the head with fewer channels inside; returns both networks' activations behind it."""
    name = f"head.{layer}.{unit}"
    small[f"{name}.a.kernel"], small[f"{name}.a.bias"] = t[f"{name}.a.kernel"][..., stay], t[f"{name}.a.bias"][stay]
    behind = [shortcut(x, t, layer, unit) for x in own]
    wanted = [plane(inner(x, t, layer, unit), t, f"{name}.b") + shortcut(x, t, layer, unit) for x in whole]
    width = wanted[0].shape[2]
    rows, chosen = rows_of([patches(inner(x, small, layer, unit), 1) for x in own], 1)
    target = np.concatenate([(w - b).reshape(-1, width) for w, b in zip(wanted, behind, strict=True)])[chosen]
    weights, small[f"{name}.b.bias"] = pruning.repaired(rows, target)
    small[f"{name}.b.kernel"] = weights.reshape(3, 3, len(stay), width)
    return [unit_output(x, small, layer, unit) for x in own], [relu(w) for w in wanted]


def fit_dense(own, whole, t, small, stay, name, dilation):
    """One dense layer with a narrower bottleneck; returns both networks' activations behind it."""
    wide = [bottleneck(x, t, name) for x in whole]
    before = np.concatenate([activated(x, t, name) for x in whole]) @ t[f"{name}.squeeze.kernel"][:, stay]
    inputs = np.concatenate([activated(x, t, name) for x in own])
    kernel, bias = pruning.repaired(inputs, before, t[f"{name}.squeeze.kernel"][:, stay], tie=pruning.STRONG)
    small[f"{name}.squeeze.kernel"], small[f"{name}.squeeze.bias"] = kernel, t[f"{name}.squeeze.bias"][stay] + bias
    narrow = [relu(activated(x, t, name) @ kernel + small[f"{name}.squeeze.bias"]) for x in own]
    rows = np.concatenate([taps(h, dilation) for h in narrow])
    target = np.concatenate([local(h, t, name, dilation) for h in wide])
    small[f"{name}.local.kernel"] = pruning.repaired(rows, target, constant=False)[0].reshape(1, 3, len(stay), -1)
    first = f"{name}.mask.1"
    # the mask sees one mean in 2 s: too few to fit it to, so the channels that it misses are made of those it has
    back, bias = pruning.repaired(np.concatenate(narrow), np.concatenate(wide))
    small[f"{first}.kernel"] = back @ t[f"{first}.kernel"]
    small[f"{first}.bias"] = t[f"{first}.bias"] + 2 * bias @ t[f"{first}.kernel"]
    return [dense(x, small, name, dilation) for x in own], [dense(x, t, name, dilation) for x in whole]


def fitted(pieces, t, stay):
    """The smaller network: tensors with only the channels that stay, everything behind them fitted to the whole one's."""
    small = dict(t)
    own = whole = [relu(plane((p - p.mean(0))[:, :, None], t, "head.first")) for p in pieces]
    for layer, unit in UNITS:
        own, whole = fit_head(own, whole, t, small, stay[f"head.{layer}.{unit}"], layer, unit)
    own, whole = [tdnn(x, t) for x in own], [tdnn(x, t) for x in whole]
    for block in (1, 2, 3):
        for name in layers(t, block):
            own, whole = fit_dense(own, whole, t, small, stay[name], name, DILATIONS[block - 1])
        name = f"transit.{block}"
        wanted = np.concatenate([activated(x, t, name) for x in whole]) @ t[f"{name}.kernel"]
        inputs = np.concatenate([activated(x, t, name) for x in own])
        small[f"{name}.kernel"], bias = pruning.repaired(inputs, wanted, t[f"{name}.kernel"], block == 3, pruning.STRONG)
        if block == 3:
            small[f"{name}.bias"] = t[f"{name}.bias"] + bias
        own, whole = [transit(x, small, block) for x in own], [transit(x, t, block) for x in whole]
    return small
