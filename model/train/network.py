"""PyanNet (segmentation-3.0) in JAX, read from the published ONNX file and written back into it.

The sinc filters and the affine of the input norm stay as published; everything else is trained. LSTM gates are kept in
ONNX' order i, o, f, c, so that writing back is copying. Equal to onnxruntime to 1e-5 (test_train.py).
"""
import itertools
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import onnx
from jax import lax
from onnx import numpy_helper

HIDDEN = 128
CLASSES = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], np.int32)
ORDERS = np.array(list(itertools.permutations(range(3))), np.int32)
SINC = "/sincnet/conv1d.0/Concat_2_output_0"


def read(file: Path):
    """The fixed values, and the trained ones by the name of the initialiser that holds them."""
    values, slots = _values(onnx.load(file))
    kernel = values[SINC].astype(np.float64)
    gain, offset = (float(values[f"sincnet.wav_norm1d.{n}"][0]) for n in ("weight", "bias"))
    fixed = {
        "kernel": jnp.asarray(kernel * gain, jnp.float32),
        "offset": jnp.asarray(kernel.sum(axis=(1, 2)) * offset, jnp.float32),
    }
    return fixed, {name: jnp.asarray(values[slot], jnp.float32) for name, slot in slots.items()}


def write(published: Path, weights: dict, file: Path):
    """The published graph with other weights in it; the same weights give the same bytes."""
    model = onnx.load(published)
    _, slots = _values(model)
    initializers = {i.name: i for i in model.graph.initializer}
    for name, value in weights.items():
        tensor = initializers[slots[name]]
        if tuple(tensor.dims) != value.shape:
            raise SystemExit(f"{name} has shape {value.shape}, the graph wants {tuple(tensor.dims)}")
        tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(value, np.float32), slots[name]))
    file.write_bytes(model.SerializeToString(deterministic=True))


def _values(model):
    """All initialisers by name, and which of them each trained value lives in."""
    values = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    slots = {}
    for i in range(3):
        slots[f"norm.{i}.scale"], slots[f"norm.{i}.offset"] = (f"sincnet.norm1d.{i}.{n}" for n in ("weight", "bias"))
    for i in (1, 2):
        slots[f"conv.{i}.kernel"], slots[f"conv.{i}.bias"] = (f"sincnet.conv1d.{i}.{n}" for n in ("weight", "bias"))
    for layer, node in enumerate(n for n in model.graph.node if n.op_type == "LSTM"):
        for part, slot in zip(("input", "recurrent", "bias"), node.input[1:4], strict=True):
            slots[f"lstm.{layer}.{part}"] = slot
    products = [n.input[1] for n in model.graph.node if n.op_type == "MatMul"]
    biases = ("linear.0.bias", "linear.1.bias", "classifier.bias")
    for name, kernel, bias in zip(("dense.0", "dense.1", "classes"), products, biases, strict=True):
        slots[f"{name}.kernel"], slots[f"{name}.bias"] = kernel, bias
    return values, slots


def log_posteriors(fixed, weights, sound):
    """Of sound [batch, sample]: [batch, frame, class]."""
    x = _frames(fixed, weights, sound)
    for layer in range(4):
        x = _lstm(weights, layer, x)
    for name in ("dense.0", "dense.1"):
        x = _leaky(x @ weights[f"{name}.kernel"] + weights[f"{name}.bias"])
    x = jax.nn.log_softmax(x @ weights["classes.kernel"] + weights["classes.bias"])
    return x.transpose(1, 0, 2)


def _frames(fixed, weights, sound):
    """The convolutions, [frame, batch, 60]."""
    mean = sound.mean(1, keepdims=True)
    variance = ((sound - mean) ** 2).mean(1, keepdims=True)
    x = _convolution(((sound - mean) / jnp.sqrt(variance + 1e-5))[:, None], fixed["kernel"], 10)
    x = _pooled(jnp.abs(x + fixed["offset"][:, None]))
    x = _leaky(_normalised(lax.stop_gradient(x), weights, 0))
    for i in (1, 2):
        x = _convolution(x, weights[f"conv.{i}.kernel"], 1) + weights[f"conv.{i}.bias"][:, None]
        x = _leaky(_normalised(_pooled(x), weights, i))
    return x.transpose(2, 0, 1)


def _lstm(weights, layer, x):
    """Both directions at once, [frame, batch, 256]; the scan goes over frames, [direction, batch, ...] in each."""
    w, r, b = (weights[f"lstm.{layer}.{part}"] for part in ("input", "recurrent", "bias"))
    bias = (b[:, : 4 * HIDDEN] + b[:, 4 * HIDDEN :])[None, :, None]
    both = jnp.stack([x, x[::-1]], 1)
    inputs = jnp.einsum("tdbi,dji->tdbj", both, w) + bias
    recurrent = r.transpose(0, 2, 1)

    def step(state, z):
        hidden, cell = state
        i, o, f, c = jnp.split(z + jnp.einsum("dbi,dij->dbj", hidden, recurrent), 4, -1)
        cell = jax.nn.sigmoid(f) * cell + jax.nn.sigmoid(i) * jnp.tanh(c)
        hidden = jax.nn.sigmoid(o) * jnp.tanh(cell)
        return (hidden, cell), hidden

    start = jnp.zeros((2, x.shape[1], HIDDEN))
    _, hidden = lax.scan(step, (start, start), inputs, unroll=2)
    return jnp.concatenate([hidden[:, 0], hidden[::-1, 1]], -1)


def _convolution(x, kernel, stride):
    return lax.conv_general_dilated(x, kernel, (stride,), "VALID", dimension_numbers=("NCH", "OIH", "NCH"))


def _pooled(x):
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, 1, 3), (1, 1, 3), "VALID")


def _normalised(x, weights, i):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    x = (x - mean) / jnp.sqrt(variance + 1e-5)
    return x * weights[f"norm.{i}.scale"][:, None] + weights[f"norm.{i}.offset"][:, None]


def _leaky(x):
    return jnp.where(x > 0, x, 0.01 * x)


def targets(truth) -> np.ndarray:
    """The class of each frame under each naming, [batch, order, frame], of truth [batch, frame, speaker].

    The three most talkative speakers count (they come first), and of three at once the two more talkative ones.
    """
    three = truth[..., :3].astype(np.int32)
    three[three.sum(-1) == 3, 2] = 0
    of_set = np.zeros((2, 2, 2), np.int32)
    of_set[tuple(CLASSES.T)] = np.arange(len(CLASSES))
    return np.stack([of_set[three[..., a], three[..., b], three[..., c]] for a, b, c in ORDERS], 1)


def renamed_classes() -> np.ndarray:
    """Which class each class becomes under each naming, [order, class]."""
    return targets(CLASSES[None])[0]


def supervised_loss(answers, classes, weight):
    """Cross-entropy with the best naming of each window; WEIGHT [frame] says how much a frame counts."""
    found = jnp.take_along_axis(answers[:, None], classes[..., None], -1)[..., 0]
    return -(found * weight).sum(-1).max(1).mean() / weight.sum()


def agreement_loss(answers, published, weight):
    """Cross-entropy with another network's answers, less what that network leaves open itself; best naming."""
    renamed = answers[..., renamed_classes()]  # [batch, frame, order, class]
    likeness = jnp.einsum("btoc,btc->bot", renamed, jnp.exp(published))
    open_ = (jnp.exp(published) * published).sum(-1)
    return ((open_[:, None] - likeness) * weight).sum(-1).min(1).mean() / weight.sum()
