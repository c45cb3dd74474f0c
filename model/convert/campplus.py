"""CAM++ (3D-Speaker) from its state dict to tensors laid out for TensorFlow, batch norms folded.

How many layers, bands and numbers in a vector follow from the state dict; the packaged network has 52, 80 and 192.
"""
import numpy as np

import rounding

EPS = 1e-5
BLOCKS = (1, 2, 3)
HALVINGS = 3
FLOATS = 6_841_056


class _Reader:
    """Takes tensors out of the state dict and knows at the end which were left."""

    def __init__(self, state):
        self._left = {k: v for k, v in state.items() if not k.endswith("num_batches_tracked")}

    def take(self, name):
        if name not in self._left:
            raise SystemExit(f"state dict has no {name}: not a CAM++ of 3D-Speaker; it has {sorted(self._left)[:3]}")
        return self._left.pop(name).astype(np.float64)

    def norm(self, name, affine=True):
        """Scale and offset that a batch norm amounts to."""
        mean, var = self.take(f"{name}.running_mean"), self.take(f"{name}.running_var")
        gamma, beta = (self.take(f"{name}.weight"), self.take(f"{name}.bias")) if affine else (1.0, 0.0)
        scale = gamma / np.sqrt(var + EPS)
        return scale, beta - mean * scale

    def finish(self):
        if self._left:
            raise SystemExit(f"state dict has tensors that nobody used: {sorted(self._left)[:5]}")


def _folded(weight, norm):
    scale, offset = norm
    return weight * scale.reshape(-1, *[1] * (weight.ndim - 1)), offset


def _head(r, out):
    def conv(target, weight, norm):
        w, b = _folded(r.take(f"head.{weight}.weight"), r.norm(f"head.{norm}"))
        # [out, in, frequency, time] to [time, frequency, in, out]
        out[f"head.{target}.kernel"], out[f"head.{target}.bias"] = w.transpose(3, 2, 1, 0), b

    conv("first", "conv1", "bn1")
    for layer in (1, 2):
        for unit in (0, 1):
            source = f"layer{layer}.{unit}"
            conv(f"{layer}.{unit}.a", f"{source}.conv1", f"{source}.bn1")
            conv(f"{layer}.{unit}.b", f"{source}.conv2", f"{source}.bn2")
        conv(f"{layer}.0.shortcut", f"layer{layer}.0.shortcut.0", f"layer{layer}.0.shortcut.1")
    conv("last", "conv2", "bn2")


def _point(weight):
    """A 1x1 convolution [out, in, 1] as a matrix [in, out]."""
    return weight[:, :, 0].T


def _dense_layer(r, out, block, layer):
    source, target = f"xvector.block{block}.tdnnd{layer}", f"block.{block}.{layer}"
    out[f"{target}.scale"], out[f"{target}.offset"] = r.norm(f"{source}.nonlinear1.batchnorm")
    w, b = _folded(r.take(f"{source}.linear1.weight"), r.norm(f"{source}.nonlinear2.batchnorm"))
    out[f"{target}.squeeze.kernel"], out[f"{target}.squeeze.bias"] = _point(w), b
    out[f"{target}.local.kernel"] = r.take(f"{source}.cam_layer.linear_local.weight").transpose(2, 1, 0)[None]
    for i in (1, 2):
        out[f"{target}.mask.{i}.kernel"] = _point(r.take(f"{source}.cam_layer.linear{i}.weight"))
        out[f"{target}.mask.{i}.bias"] = r.take(f"{source}.cam_layer.linear{i}.bias")


def _tdnn(r, out):
    w, b = _folded(r.take("xvector.tdnn.linear.weight"), r.norm("xvector.tdnn.nonlinear.batchnorm"))
    outputs, both, taps = w.shape
    channels = out["head.last.bias"].size
    if both % channels:
        raise SystemExit(f"xvector.tdnn takes {both} numbers, no multiple of the {channels} channels before it")
    # input index channel * bands + band becomes band * channels + channel, the order the head leaves in NHWC
    w = w.reshape(outputs, channels, both // channels, taps).transpose(3, 2, 1, 0).reshape(1, taps, both, outputs)
    out["tdnn.kernel"], out["tdnn.bias"] = w, b


def layers(state, block):
    """How many dense layers a block has."""
    count = 0
    while f"xvector.block{block}.tdnnd{count + 1}.linear1.weight" in state:
        count += 1
    return count


def mels(tensors):
    """Bands that the network takes: what is left of them before the trunk, halved three times."""
    return (tensors["tdnn.kernel"].shape[2] // tensors["head.last.bias"].size) << HALVINGS


def tensors(state) -> dict:
    r, out = _Reader(state), {}
    _head(r, out)
    _tdnn(r, out)
    for block in BLOCKS:
        for layer in range(1, layers(state, block) + 1):
            _dense_layer(r, out, block, layer)
        source, target = f"xvector.transit{block}", f"transit.{block}"
        out[f"{target}.scale"], out[f"{target}.offset"] = r.norm(f"{source}.nonlinear.batchnorm")
        w = r.take(f"{source}.linear.weight")
        if block == 3:
            w, out[f"{target}.bias"] = _folded(w, r.norm("xvector.out_nonlinear.batchnorm"))
        out[f"{target}.kernel"] = _point(w)
    w, out["dense.bias"] = _folded(r.take("xvector.dense.linear.weight"), r.norm("xvector.dense.nonlinear.batchnorm", False))
    out["dense.kernel"] = _point(w)
    r.finish()
    return out


def storage(name: str) -> str:
    """fp16 where int8 costs most (head, transits, last dense layer), int8 for the rest of the kernels."""
    if not name.endswith(".kernel"):
        return "F32"
    return "F16" if name.startswith(("head.", "transit.", "dense.")) else "I8"


def inputs(state) -> dict:
    """Means and variances of what the int8 kernels are multiplied with, from the batch norms before them."""

    def after(norm, taps=1):
        mean, variance = rounding.of_relu(state[f"{norm}.weight"], state[f"{norm}.bias"])
        return np.tile(mean, taps), np.tile(variance, taps)

    out = {"tdnn.kernel": after("head.bn2", 5 * 10)}
    for block in BLOCKS:
        for layer in range(1, layers(state, block) + 1):
            source, target = f"xvector.block{block}.tdnnd{layer}", f"block.{block}.{layer}"
            out[f"{target}.squeeze.kernel"] = after(f"{source}.nonlinear1.batchnorm")
            out[f"{target}.local.kernel"] = after(f"{source}.nonlinear2.batchnorm", 3)
            # the context is a mean over time plus another: twice the mean, and hardly any variance of its own
            mean, variance = after(f"{source}.nonlinear2.batchnorm")
            out[f"{target}.mask.1.kernel"] = 2 * mean, 4 * variance
    return out
