"""Measures means and variances of what the segmentation network's kernels are multiplied with.

    python speech.py calibration FILE && python calibrate.py --sources FOLDER --speech FILE

Writes calibration.safetensors, which the converter reads: its result then does not hang on the last bit of a run.
"""
import argparse
import wave
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

import bundle
import sources

WINDOW = 160000


def moments(rows):
    rows = rows.astype(np.float64)
    return np.stack([rows.mean(axis=0), rows.var(axis=0)]).astype(np.float32)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sources", type=Path, required=True)
    arguments.add_argument("--speech", type=Path, required=True)
    options = arguments.parse_args()
    with wave.open(str(options.speech)) as f:
        sound = (np.frombuffer(f.readframes(f.getnframes()), "<i2") / 32768).astype(np.float32)

    model = onnx.load_model_from_string(sources.find(options.sources, sources.SEGMENTATION))
    lstms = [n for n in model.graph.node if n.op_type == "LSTM"]
    products = [n for n in model.graph.node if n.op_type == "MatMul"][:2]
    names = [n.input[0] for n in lstms] + [n.output[0] for n in lstms] + [n.input[0] for n in products]
    for name in names:
        model.graph.output.append(onnx.helper.make_empty_tensor_value_info(name))
    run = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    pieces = [sound[i : i + WINDOW] for i in range(0, len(sound) - WINDOW + 1, WINDOW)]
    results = [run.run(names, {run.get_inputs()[0].name: p[None, None]}) for p in pieces]
    tensors = dict(zip(names, (np.concatenate(r) for r in zip(*results, strict=True)), strict=True))

    out = {}
    for layer, node in enumerate(lstms):
        x, h = tensors[node.input[0]], tensors[node.output[0]]  # [time, 1, in], [time, direction, 1, hidden]
        for d, direction in enumerate(("forward", "backward")):
            out[f"lstm.{layer}.{direction}.input"] = moments(x[:, 0])
            out[f"lstm.{layer}.{direction}.recurrent"] = moments(h[:, d, 0])
    for i, node in enumerate(products):
        x = tensors[node.input[0]]
        out[f"dense.{i}.kernel"] = moments(x.reshape(-1, x.shape[-1]))
    Path(__file__).with_name("calibration.safetensors").write_bytes(bundle.encode(out))


if __name__ == "__main__":
    main()
