"""PyanNet (segmentation-3.0) from its ONNX file to tensors laid out for TensorFlow."""
from pathlib import Path

import numpy as np
from onnx import helper

import bundle

# ONNX orders the gate rows i, o, f, c; TensorFlow's BlockLSTMV2 wants i, f, c, o
GATES = [0, 2, 3, 1]
HIDDEN = 128
FLOATS = 1_489_247


def _gates(rows):
    return np.concatenate([np.split(rows, 4)[g] for g in GATES])


def _kernel(weight):
    """[out, in, k] to [1, k, in, out]."""
    return weight.transpose(2, 1, 0)[None]


def _sinc(values):
    """The affine of the input norm folded into the sinc convolution.

    The normalised signal has mean .045 and deviation .0099, so an error in the sum of the taps would be multiplied by
    a constant 4.6 times the signal. With the affine folded the signal is centred and the constant is exact.
    """
    kernel = values["/sincnet/conv1d.0/Concat_2_output_0"].astype(np.float64)
    gain = float(values["sincnet.wav_norm1d.weight"][0])
    constant = float(values["sincnet.wav_norm1d.bias"][0])
    return {"sinc.kernel": _kernel(kernel * gain), "sinc.offset": kernel.sum(axis=(1, 2)) * constant}


def _recurrent(nodes, values):
    out = {}
    lstms = [n for n in nodes if n.op_type == "LSTM"]
    if len(lstms) != 4:
        raise SystemExit(f"found {len(lstms)} LSTM layers, expected 4")
    for layer, node in enumerate(lstms):
        facts = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        if facts.get("direction") != b"bidirectional" or facts.get("hidden_size") != HIDDEN:
            raise SystemExit(f"{node.name}: expected a bidirectional LSTM of {HIDDEN}, found {facts}")
        w, r, b = (values[node.input[i]] for i in (1, 2, 3))
        for d, direction in enumerate(("forward", "backward")):
            name = f"lstm.{layer}.{direction}"
            out[f"{name}.input"] = _gates(w[d]).T
            out[f"{name}.recurrent"] = _gates(r[d]).T
            bias = b[d].astype(np.float64)
            out[f"{name}.bias"] = _gates(bias[: 4 * HIDDEN] + bias[4 * HIDDEN :])
    return out


def tensors(nodes, values) -> dict:
    out = _sinc(values)
    for i in range(3):
        out[f"norm.{i}.scale"] = values[f"sincnet.norm1d.{i}.weight"]
        out[f"norm.{i}.offset"] = values[f"sincnet.norm1d.{i}.bias"]
    for i in (1, 2):
        out[f"conv.{i}.kernel"] = _kernel(values[f"sincnet.conv1d.{i}.weight"])
        out[f"conv.{i}.bias"] = values[f"sincnet.conv1d.{i}.bias"]
    out |= _recurrent(nodes, values)
    products = [values[n.input[1]] for n in nodes if n.op_type == "MatMul"]
    for name, kernel, bias in zip(
        ("dense.0", "dense.1", "classes"), products, ("linear.0.bias", "linear.1.bias", "classifier.bias"), strict=True
    ):
        out[f"{name}.kernel"], out[f"{name}.bias"] = kernel, values[bias]
    return out


def storage(name: str) -> str:
    """int8 for the recurrent and linear kernels; the sinc kernel stays exact, the small convolutions get fp16."""
    if name.startswith("conv.") and name.endswith(".kernel"):
        return "F16"
    if name.endswith((".input", ".recurrent")) or name.startswith("dense.") and name.endswith(".kernel"):
        return "I8"
    return "F32"


def inputs() -> dict:
    """Means and variances of what the int8 kernels are multiplied with, as calibrate.py measured them."""
    file = Path(__file__).with_name("calibration.safetensors")
    rows = bundle.decode(file.read_bytes())
    return {name: (value[0].astype(np.float64), value[1].astype(np.float64)) for name, value in rows.items()}
