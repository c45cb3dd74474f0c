"""Packages an embedding network of your own for `--networks FOLDER` or the key listening.networks.

    python convert_own.py --builder campplus|ge2e --checkpoint FILE.pt --name NAME --licence SPDX --copyright LINE \
        --out FOLDER [--voices VOICES.bin]

campplus: a state dict of 3D-Speaker's CAM++ of 80 bands, whatever its layers and vector size; ge2e: Resemblyzer's
encoder, `pretrained.pt` of the wheel. VOICES.bin is what daemon/voices/fit_voice_space.py learnt of the network's
vectors; without it talkers are told apart by the bare cosine. Weights are stored in fp16. FILE is read by an unpickler
that knows four names, so nothing in it can run.
"""
import argparse
import json
from pathlib import Path

import numpy as np

import bundle
import campplus
import convert
import ge2e
import sources


def campplus_facts(tensors):
    facts = convert.embedding_facts()
    facts["embedding"] = {"size": int(tensors["dense.bias"].size), "shortestFrames": 48, "longestFrames": 1000}
    return {key: facts[key] for key in ("role", "builder", "sampleRate", "embedding", "frontEnd")}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--builder", choices=("campplus", "ge2e"), required=True)
    for name in ("checkpoint", "out"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    for name in ("name", "licence", "copyright"):
        arguments.add_argument(f"--{name}", required=True)
    arguments.add_argument("--voices", type=Path)
    options = arguments.parse_args()

    data = options.checkpoint.read_bytes()
    state = sources.read_state_dict(data)
    builder = {"campplus": campplus, "ge2e": ge2e}[options.builder]
    tensors = builder.tensors(state)
    # CAM++ was never measured with int8 outside the one checkpoint that is packaged
    storage = (lambda name: "F32" if np.ndim(tensors[name]) < 2 else "F16") if builder is campplus else ge2e.storage
    arrays = bundle.stored(tensors, storage, {})
    weights = bundle.encode(arrays)
    facts = campplus_facts(tensors) if builder is campplus else ge2e.facts(bundle.restored(arrays))
    digest = sources.digest(data)
    facts |= {"name": options.name, "licence": options.licence, "copyright": options.copyright,
              "origin": {"from": options.checkpoint.name, "package": digest, "file": digest},
              "changes": ["axes reordered for TensorFlow", "weights stored as fp16; small tensors in fp32"]}
    facts["weights"] = {
        "file": "embedding.safetensors",
        "bytes": len(weights),
        "sha256": sources.digest(weights),
        "precision": "packaged",
        "floats": int(sum(np.asarray(t).size for t in tensors.values())),
        "tensors": {n: {"dtype": convert.kind(a), "shape": list(a.shape)} for n, a in sorted(arrays.items())},
    }
    options.out.mkdir(parents=True, exist_ok=True)
    if options.voices:
        facts["embedding"]["voices"] = convert.described(options.voices) | {"file": "voices.bin"}
        (options.out / "voices.bin").write_bytes(options.voices.read_bytes())
    (options.out / "embedding.safetensors").write_bytes(weights)
    manifest = {"format": convert.FORMAT, "networks": [facts]}
    (options.out / "manifest.json").write_text(convert.text(manifest), encoding="utf-8")
    print(f"{options.out}: {options.name}, {facts['embedding']['size']} numbers, {len(weights)} bytes")


if __name__ == "__main__":
    main()
