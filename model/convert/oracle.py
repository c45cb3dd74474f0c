"""Writes what other implementations say of a short recording: the fixtures of the parity tests.

    python oracle.py --sources FOLDER --segmentation FOLDER --out ../src/test/resources/parity

The folders hold what convert.py reads; the first also campplus_weighted.onnx: the checkpoint exported for onnxruntime
by PyTorch. "As published" is, for a segmentation network that was trained on, as model/train left it.
Segmentation and embedding come from onnxruntime, log-mel frames from kaldi-native-fbank. Each network runs twice: as
published ("original"), and with the values that the packaged files dequantize to put into the published graph
("packaged"), so that a graph built on the packaged weights can be held to the limits of plain float32 arithmetic.
"""
import argparse
import json
import platform
import wave
from pathlib import Path

import kaldi_native_fbank as knf
import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

import bundle
import campplus
import pyannet
import sources

ORACLE = "campplus_weighted.onnx"
ORACLE_SHA256 = "95526cb0647b47414999ec38618039e95850cf1f7ab7e0002d086614a387319e"
# first sample and length: full windows, and lengths that no pooling divides
WINDOWS = [(0, 160000), (80000, 160000), (160000, 160000), (64000, 59200), (64000, 16000)]
# first log-mel frame and count: half a second, one column short of two segments, ceil-mode pooling, 10 s; the short
# ones of one speaker, for the vector of a quick mixture of three is unsteady in any precision
PIECES = [(40, 48), (400, 98), (130, 148), (700, 149), (715, 198), (1000, 199), (1250, 201), (1000, 250), (1200, 298)]
PIECES += [(30, 298), (30, 420), (620, 603), (500, 998)]


def session(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def log_mel(sound):
    options = knf.FbankOptions()
    options.frame_opts.dither = 0
    options.frame_opts.samp_freq = 16000
    options.frame_opts.window_type = "povey"
    options.mel_opts.num_bins = 80
    options.mel_opts.low_freq = 20
    options.mel_opts.high_freq = 8000
    fbank = knf.OnlineFbank(options)
    fbank.accept_waveform(16000, sound.tolist())
    fbank.input_finished()
    return np.stack([fbank.get_frame(i) for i in range(fbank.num_frames_ready)]).astype(np.float32)


def replace(model, values):
    """Puts arrays into a model's initialisers, shape for shape."""
    slots = {i.name: i for i in model.graph.initializer}
    for name, value in values.items():
        if tuple(slots[name].dims) != value.shape:
            raise SystemExit(f"{name} has shape {tuple(slots[name].dims)}, offered {value.shape}")
        slots[name].CopyFrom(numpy_helper.from_array(np.ascontiguousarray(value, np.float32), name))


def ungated(matrix):
    """Gate columns i, f, c, o of [in, 4 hidden] back to ONNX' rows i, o, f, c."""
    blocks = np.split(matrix.T, 4)
    return np.concatenate([blocks[pyannet.GATES.index(g)] for g in range(4)])


def packaged_segmentation(model, tensors):
    """The sinc kernel and all small tensors are stored exactly: only kernels that lost bits are put back."""
    values = {}
    for i in (1, 2):
        values[f"sincnet.conv1d.{i}.weight"] = tensors[f"conv.{i}.kernel"][0].transpose(2, 1, 0)
    lstms = [n for n in model.graph.node if n.op_type == "LSTM"]
    for layer, node in enumerate(lstms):
        for slot, part in ((1, "input"), (2, "recurrent")):
            both = [ungated(tensors[f"lstm.{layer}.{d}.{part}"]) for d in ("forward", "backward")]
            values[node.input[slot]] = np.stack(both)
    products = [n.input[1] for n in model.graph.node if n.op_type == "MatMul"]
    values |= {n: tensors[f"{t}.kernel"] for n, t in zip(products, ("dense.0", "dense.1", "classes"), strict=True)}
    replace(model, values)


def target(node_name):
    """The converted tensor that a node of the exported CAM++ takes its weights from."""
    parts = [p for p in node_name.split("/") if p and p not in ("Conv", "BatchNormalization")]
    if parts[0] == "head":
        names = {"conv1": "a", "conv2": "b"}
        if len(parts) == 2:
            return {"conv1": "head.first", "conv2": "head.last"}[parts[1]]
        layer, unit = parts[2].removeprefix("layer").split(".")
        return f"head.{layer}.{unit}." + names.get(parts[3], "shortcut")
    if parts[0] == "tdnn":
        return "tdnn"
    if parts[0].startswith("transit"):
        return f"transit.{parts[0][-1]}"
    base = f"block.{parts[0][-1]}.{parts[1].removeprefix('tdnnd')}"
    if parts[2] == "cam_layer":
        return base + {"linear_local": ".local", "linear1": ".mask.1", "linear2": ".mask.2"}[parts[3]]
    return base + (".squeeze" if parts[2] == "linear1" else "")


def exported_kernel(name, kernel):
    """A converted kernel in the layout of the exported convolution."""
    if name.startswith("head."):
        return kernel.transpose(3, 2, 1, 0)
    if name == "tdnn":
        return kernel.reshape(5, 10, 32, 128).transpose(3, 2, 1, 0).reshape(128, 320, 5)
    return kernel[0].transpose(2, 1, 0) if kernel.ndim == 4 else kernel.T[:, :, None]


def packaged_embedding(model, tensors):
    values = {}
    for node in model.graph.node:
        if node.op_type == "Conv":
            name = target(node.name)
            values[node.input[1]] = exported_kernel(name, tensors[f"{name}.kernel"])
            if len(node.input) > 2:
                values[node.input[2]] = tensors[f"{name}.bias"]
        elif node.op_type == "BatchNormalization":
            name = target(node.name)
            epsilon = next(a.f for a in node.attribute if a.name == "epsilon")
            scale, offset = tensors[f"{name}.scale"], tensors[f"{name}.offset"]
            # mean 0 and variance 1 - epsilon make the norm an affine
            fill = (scale, offset, np.zeros_like(scale), np.full_like(scale, 1 - epsilon))
            values |= dict(zip(node.input[1:5], fill, strict=True))
    matmul, subtract, divide = (model.graph.node[i] for i in (-3, -2, -1))
    values[matmul.input[1]] = tensors["dense.kernel"]
    values[subtract.input[1]] = -tensors["dense.bias"]
    values[divide.input[1]] = np.ones_like(tensors["dense.bias"])
    replace(model, values)


def segment(model, sound):
    run = session(model)
    name = run.get_inputs()[0].name
    return [run.run(None, {name: sound[None, None, s : s + n]})[0][0] for s, n in WINDOWS]


def embed(model, frames):
    run = session(model)
    out = []
    for first, count in PIECES:
        x = frames[first : first + count]
        weights = np.ones((1, 1, (count - 1) // 2 + 1), np.float32)
        out.append(run.run(None, {"x": (x - x.mean(0))[None], "w": weights})[0][0])
    return np.stack(out)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sources", type=Path, required=True)
    arguments.add_argument("--segmentation", type=Path, help="folder with segmentation-tuned.onnx and training.json")
    arguments.add_argument("--out", type=Path, required=True, help="folder that holds speech.wav")
    options = arguments.parse_args()
    with wave.open(str(options.out / "speech.wav")) as f:
        sound = (np.frombuffer(f.readframes(f.getnframes()), "<i2") / 32768).astype(np.float32)
    segmentation = sources.find(options.sources, sources.SEGMENTATION)
    graph = sources.SEGMENTATION["member"]
    if options.segmentation:
        graph, segmentation = "segmentation-tuned.onnx", sources.trained(options.segmentation)[0]
    checkpoint = sources.find(options.sources, sources.EMBEDDING)
    exported = sources.checked((options.sources / ORACLE).read_bytes(), ORACLE_SHA256, ORACLE)

    frames = log_mel(sound)
    results = {"log-mel": frames[::20]}
    state = sources.read_state_dict(checkpoint)
    stored = {
        "segmentation": (pyannet.tensors(*sources.read_onnx(segmentation)), pyannet.storage, pyannet.inputs()),
        "embedding": (campplus.tensors(state), campplus.storage, campplus.inputs(state)),
    }
    kept = {role: bundle.restored(bundle.stored(*what)) for role, what in stored.items()}
    for kind in ("original", "packaged"):
        segmenter, embedder = onnx.load_model_from_string(segmentation), onnx.load_model_from_string(exported)
        if kind == "packaged":
            packaged_segmentation(segmenter, kept["segmentation"])
            packaged_embedding(embedder, kept["embedding"])
        answers = segment(segmenter, sound)
        results[f"segmentation-{kind}"] = np.concatenate(answers)
        results[f"embedding-{kind}"] = embed(embedder, frames)
    for name, value in results.items():
        (options.out / f"{name}.f32").write_bytes(np.ascontiguousarray(value, "<f4").tobytes())
    cases = [f"segmentation {s} {n} {len(a)}" for (s, n), a in zip(WINDOWS, answers, strict=True)]
    cases += [f"embedding {s} {n} 1" for s, n in PIECES] + [f"log-mel 0 20 {len(results['log-mel'])}"]
    (options.out / "cases.txt").write_text("\n".join(cases) + "\n")
    versions = {m.__name__: m.__version__ for m in (np, onnx, onnxruntime, knf)} | {"python": platform.python_version()}
    origin = {graph: sources.digest(segmentation), "campplus_cn_en_common.pt": sources.digest(checkpoint)}
    origin |= {ORACLE: ORACLE_SHA256, "oracle.py": sources.digest(Path(__file__).read_bytes())}
    (options.out / "versions.json").write_text(json.dumps({"versions": versions, "sha256": origin}, indent=1) + "\n")
    files = sorted(p for p in options.out.iterdir() if p.name != "SHA256SUMS")
    (options.out / "SHA256SUMS").write_text("".join(f"{sources.digest(p.read_bytes())}  {p.name}\n" for p in files))


if __name__ == "__main__":
    main()
