"""Packages a network of your own for `--networks FOLDER` or the key listening.networks.

    python convert_own.py --builder campplus|ge2e --checkpoint FILE.pt --name NAME --licence SPDX --copyright LINE \
        --out FOLDER [--voices VOICES.bin] [--open-set OPEN_SET.bin THRESHOLD]
    python convert_own.py --builder saved-model --checkpoint SAVED_MODEL_FOLDER --facts FACTS.json --name ... --out FOLDER

campplus: a state dict of 3D-Speaker's CAM++, whatever its layers, bands and vector size; ge2e: Resemblyzer's encoder,
`pretrained.pt` of the wheel. saved-model: what TensorFlow saved whole, of either role; FACTS.json says what the folder
cannot: role, sampleRate, savedModel (signature, input, output, answers, subtractMean), and segmentation, or embedding
and frontEnd, as in the manifest. VOICES.bin is what daemon/voices/fit_voice_space.py learnt of the network's vectors, OPEN_SET.bin
what daemon/voices/fit_open_set.py did, with the threshold that it said; without the first speakers are told apart by the bare cosine, without the second
nobody is recognised. Weights are stored in fp16. FILE is read by an unpickler that knows five names, so nothing in it
can run. A network of the other role that FOLDER holds already stays.
"""
import argparse
import json
import pickle
import shutil
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
    facts["frontEnd"]["mels"] = campplus.mels(tensors)
    return {key: facts[key] for key in ("role", "builder", "sampleRate", "embedding", "frontEnd")}


def of_checkpoint(options):
    """The manifest's entry but for names, and the weight file's bytes."""
    try:
        state = sources.read_state_dict(options.checkpoint.read_bytes())
    except (OSError, pickle.UnpicklingError, EOFError, ValueError) as problem:
        raise SystemExit(f"{options.checkpoint}: {problem}; a state dict is needed, as torch.save(model.state_dict(), FILE) writes it")
    builder = {"campplus": campplus, "ge2e": ge2e}[options.builder]
    tensors = builder.tensors(state)
    # CAM++ was never measured with int8 outside the one checkpoint that is packaged
    storage = (lambda name: "F32" if np.ndim(tensors[name]) < 2 else "F16") if builder is campplus else ge2e.storage
    arrays = bundle.stored(tensors, storage, {})
    weights = bundle.encode(arrays)
    facts = campplus_facts(tensors) if builder is campplus else ge2e.facts(bundle.restored(arrays))
    facts["weights"] = {
        "file": "embedding.safetensors",
        "bytes": len(weights),
        "sha256": sources.digest(weights),
        "precision": "packaged",
        "floats": int(sum(np.asarray(t).size for t in tensors.values())),
        "tensors": {n: {"dtype": convert.kind(a), "shape": list(a.shape)} for n, a in sorted(arrays.items())},
    }
    return facts, weights


def of_saved_model(options):
    """The manifest's entry but for names, and the folder's files by their paths in it."""
    if not (options.checkpoint / "saved_model.pb").is_file():
        raise SystemExit(f"{options.checkpoint}: holds no saved_model.pb; tf.saved_model.save writes one")
    if not options.facts:
        raise SystemExit("--builder saved-model needs --facts FACTS.json")
    try:
        facts = json.loads(options.facts.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise SystemExit(f"{options.facts}: {problem}")
    wanted = {"segmentation": {"segmentation"}, "embedding": {"embedding", "frontEnd"}}.get(facts.get("role"))
    if wanted is None:
        raise SystemExit(f"{options.facts}: role is {facts.get('role')}, known are segmentation and embedding")
    wanted |= {"role", "sampleRate", "savedModel"}
    if set(facts) != wanted:
        raise SystemExit(f"{options.facts}: has {sorted(facts)}, needs {sorted(wanted)}")
    files = {str(f.relative_to(options.checkpoint)): f for f in sorted(options.checkpoint.rglob("*")) if f.is_file()}
    facts["builder"] = "saved-model"
    facts["savedModel"] |= {
        "folder": facts["role"],
        "files": [convert.described(file) | {"file": name} for name, file in files.items()],
    }
    return facts, files


def copied(file, to):
    if file.resolve() != to.resolve():
        shutil.copyfile(file, to)
    return to


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--builder", choices=("campplus", "ge2e", "saved-model"), required=True)
    for name in ("checkpoint", "out"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    for name in ("name", "licence", "copyright"):
        arguments.add_argument(f"--{name}", required=True)
    for name in ("facts", "voices"):
        arguments.add_argument(f"--{name}", type=Path)
    arguments.add_argument("--open-set", nargs=2, metavar=("FILE", "THRESHOLD"))
    options = arguments.parse_args()

    saved = options.builder == "saved-model"
    facts, stored = of_saved_model(options) if saved else of_checkpoint(options)
    digest = sources.digest(b"".join(f.read_bytes() for f in stored.values()) if saved else options.checkpoint.read_bytes())
    facts |= {"name": options.name, "licence": options.licence, "copyright": options.copyright,
              "origin": {"from": options.checkpoint.name, "package": digest, "file": digest},
              "changes": [] if saved else ["axes reordered for TensorFlow", "weights stored as fp16; small tensors in fp32"]}
    if facts["role"] == "segmentation" and (options.voices or options.open_set):
        raise SystemExit("--voices and --open-set belong to an embedding network")
    options.out.mkdir(parents=True, exist_ok=True)
    if options.voices:
        facts["embedding"]["voices"] = convert.described(copied(options.voices, options.out / "voices.bin"))
    if options.open_set:
        file = copied(Path(options.open_set[0]), options.out / "open-set.bin")
        facts["embedding"]["openSet"] = convert.open_set(file, float(options.open_set[1]))
    if saved:
        target = options.out / facts["role"]
        if target.resolve() != options.checkpoint.resolve():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(options.checkpoint, target)
        size = sum(file.stat().st_size for file in stored.values())
    else:
        (options.out / "embedding.safetensors").write_bytes(stored)
        size = len(stored)
    manifest = options.out / "manifest.json"
    others = json.loads(manifest.read_text(encoding="utf-8"))["networks"] if manifest.is_file() else []
    others = [network for network in others if network["role"] != facts["role"]]
    manifest.write_text(convert.text({"format": convert.FORMAT, "networks": [*others, facts]}), encoding="utf-8")
    print(f"{options.out}: {facts['role']} network {options.name}, {size} bytes")


if __name__ == "__main__":
    main()
