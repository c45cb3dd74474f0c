"""Storage: symmetric int8 with one scale per output channel, fp16, fp32, in the safetensors format."""
import json
import struct

import numpy as np

import rounding

DTYPES = {"I8": np.dtype("i1"), "F16": np.dtype("<f2"), "F32": np.dtype("<f4")}
SCALE = ".quant"


def quantized(values: np.ndarray, inputs=None):
    """int8 of the last axis' channels and their scales: the largest magnitude of a channel becomes 127.

    With the means and variances of the inputs the rounding errors make up for each other.
    """
    peak = np.abs(values).reshape(-1, values.shape[-1]).max(axis=0)
    scale = (np.where(peak > 0, peak, 1.0) / 127.0).astype(np.float32)
    if inputs is not None:
        return rounding.compensated(values, scale.astype(np.float64), inputs), scale
    return np.rint(values / scale.astype(np.float64)).astype(np.int8), scale


def stored(tensors: dict, storage, inputs) -> dict:
    """What the file holds: name to array in its stored type, scales beside the int8 kernels.

    inputs: means and variances of what a kernel is multiplied with, for the kernels where that is known.
    """
    out = {}
    for name, value in tensors.items():
        value = np.asarray(value, np.float64)
        if not np.isfinite(value).all():
            raise SystemExit(f"{name} holds a number that is not finite")
        kind = storage(name)
        if kind == "I8":
            out[name], out[name + SCALE] = quantized(value, inputs.get(name))
        else:
            out[name] = value.astype(DTYPES[kind])
            if not np.isfinite(out[name]).all():
                raise SystemExit(f"{name} holds a number too large for {kind}: {np.abs(value).max():g}")
    return out


def restored(arrays: dict) -> dict:
    """The float32 values that a reader of the file arrives at."""
    return {
        name: a.astype(np.float32) * arrays[name + SCALE] if a.dtype == np.int8 else a.astype(np.float32)
        for name, a in arrays.items()
        if not name.endswith(SCALE)
    }


def encode(arrays: dict) -> bytes:
    """One safetensors file; tensors in order of name, 8-byte aligned header, no metadata that could vary."""
    kinds = {v: k for k, v in DTYPES.items()}
    header, data, at = {}, [], 0
    # wide types first keeps every tensor aligned to its element size
    for name in sorted(arrays, key=lambda n: (-arrays[n].dtype.itemsize, n)):
        raw = np.ascontiguousarray(arrays[name]).tobytes()
        header[name] = {
            "dtype": kinds[arrays[name].dtype],
            "shape": list(arrays[name].shape),
            "data_offsets": [at, at + len(raw)],
        }
        data.append(raw)
        at += len(raw)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(data)


def decode(data: bytes) -> dict:
    (length,) = struct.unpack_from("<Q", data)
    header, body = json.loads(data[8 : 8 + length]), data[8 + length :]
    return {
        name: np.frombuffer(body[t["data_offsets"][0] : t["data_offsets"][1]], DTYPES[t["dtype"]]).reshape(t["shape"])
        for name, t in header.items()
    }
