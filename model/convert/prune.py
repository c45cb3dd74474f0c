"""Writes a smaller network for `--networks FOLDER`: fewer channels or units, what is left fitted to the whole network.

    python prune.py embedding --voices VOICES --out FOLDER --share 0.2 0.1
    python prune.py segmentation --voices VOICES --out FOLDER --units 112 104 88

Each network goes to a folder in FOLDER that is named by its figure. VOICES holds SPEAKER_UTTERANCE.flac. Importance is measured
and weights are fitted on four of five speakers, half of the pieces with a made tail of a room and noise; the others say how
near the smaller network's answers come. No gradient is followed: see pruning.py. Needs requirements-oracle.txt and soundfile.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import soundfile

import bundle
import convert
import ge2e
import oracle
import prune_campplus
import prune_pyannet
import sources

NETWORKS = Path(__file__).parent / "../src/main/resources/dev/rostrum/model/networks"
SEED, RATE, WINDOW = 20261123, 16_000, 160_000
PIECES, ORDERED, WINDOWS, JUDGED = 160, 60, 80, 40  # pieces to fit and to rank by, windows to fit, pieces to judge


class Speakers:
    """Utterances of every fifth speaker, to judge by, or of the others, to learn from."""

    def __init__(self, folder, judged):
        files = sorted(folder.glob("*.flac"))
        everybody = sorted({f.name.split("_")[0] for f in files})
        names = [n for i, n in enumerate(everybody) if (i % 5 == 4) == judged]
        if len(names) < 4:
            raise SystemExit(f"{folder}: wants SPEAKER_UTTERANCE.flac of 20 speakers or more")
        self.sounds = {n: [soundfile.read(f, dtype="float32")[0] for f in files if f.name.startswith(n + "_")] for n in names}
        self.draw = np.random.default_rng([SEED, judged])

    def utterance(self, name, samples):
        sounds = self.sounds[name]
        sound = sounds[self.draw.integers(len(sounds))]
        if len(sound) < samples:
            sound = np.tile(sound, samples // len(sound) + 1)
        begin = self.draw.integers(len(sound) - samples + 1)
        sound = sound[begin : begin + samples]
        return sound * (0.1 / (np.sqrt(np.mean(sound**2)) + 1e-6))

    def in_room(self, sound):
        """With a tail that falls 60 dB in .2 to .6 s, and noise 10 to 30 dB below, in every second case."""
        if self.draw.random() < 0.5:
            return sound
        seconds = self.draw.uniform(0.2, 0.6)
        t = np.arange(int(seconds * RATE)) / RATE
        tail = self.draw.normal(size=len(t)) * 10 ** (-3 * t / seconds) * 0.05
        tail[0] = 1
        wet = np.fft.irfft(np.fft.rfft(sound, 2 * WINDOW) * np.fft.rfft(tail, 2 * WINDOW))[: len(sound)]
        noise = self.draw.normal(size=len(sound)) * np.sqrt(np.mean(wet**2)) * 10 ** (-self.draw.uniform(10, 30) / 20)
        return (wet + noise).astype(np.float32)

    def pieces(self, count, samples):
        names = list(self.sounds)
        return [oracle.log_mel(self.in_room(self.utterance(names[i % len(names)], samples))) for i in range(count)]

    def conversation(self):
        """Ten seconds of two to four speakers in turns of half a second to four, some over the last one's end."""
        out, at = np.zeros(WINDOW, np.float32), 0
        who = self.draw.choice(list(self.sounds), self.draw.integers(2, 5), False)
        while at < WINDOW - RATE // 4:
            turn = self.utterance(who[self.draw.integers(len(who))], int(self.draw.uniform(0.5, 4) * RATE))[: WINDOW - at]
            out[at : at + len(turn)] += turn
            at = max(0, at + len(turn) + int(self.draw.uniform(-1, 1) * RATE))
        return self.in_room(out)


def cosine(a, b):
    return a @ b / np.linalg.norm(a) / np.linalg.norm(b)


def embedding(options, tensors):
    """Each smaller network, what its manifest says besides, and how near it comes."""
    learnt, judged = Speakers(options.voices, False), Speakers(options.voices, True)
    pieces = learnt.pieces(PIECES, 3 * RATE)
    found = prune_campplus.orders(pieces[:ORDERED], tensors)
    unheard = [judged.pieces(JUDGED, int(seconds * RATE)) for seconds in (1.5, 3)]
    check = oracle.log_mel(ge2e.check_sound().astype(np.float32))
    for share in options.share:
        small = prune_campplus.fitted(pieces, tensors, prune_campplus.kept(found, share, tensors))
        near = [np.mean([cosine(prune_campplus.vector(p, small), prune_campplus.vector(p, tensors)) for p in some]) for some in unheard]
        said = f"cosine to the whole network: 1.5 s {near[0]:.3f}, 3 s {near[1]:.3f}"
        vector = prune_campplus.vector(check, small)
        yield f"{100 * share:.0f}", small, {"check": [round(float(x), 5) for x in vector / np.linalg.norm(vector)]}, said


def segmentation(options, tensors):
    """Each smaller network and how near it comes."""
    learnt, judged = Speakers(options.voices, False), Speakers(options.voices, True)
    sounds, unheard = ([who.conversation() for _ in range(n)] for who, n in ((learnt, WINDOWS), (judged, JUDGED // 2)))
    whole = np.exp(prune_pyannet.classes(unheard, tensors))
    for units in options.units:
        small = prune_pyannet.fitted(sounds, tensors, units)
        answer = np.exp(prune_pyannet.classes(unheard, small))
        speech, other = (answer[..., 0] < 0.5) != (whole[..., 0] < 0.5), answer.argmax(2) != whole.argmax(2)
        said = f"{100 * other.mean():.1f} % of the frames change class, {100 * speech.mean():.1f} % between speech and none"
        yield str(units), small, {}, said


def write(out, facts, tensors, extra, share):
    """The manifest with this network alone, its weights in fp16, and what was learnt of voices."""
    arrays = bundle.stored(tensors, lambda name: "F32" if np.ndim(tensors[name]) < 2 or name == "sinc.kernel" else "F16", {})
    weights = bundle.encode(arrays)
    out.mkdir(parents=True, exist_ok=True)
    facts["name"] += f", {100 * share:.0f} % smaller"
    facts["changes"] = [c for c in facts["changes"] if "stored" not in c]
    facts["changes"].append(f"{100 * share:.0f} % of the multiply-adds taken out, what is left fitted to the whole network")
    facts["changes"].append("weights stored as fp16; small tensors in fp32")
    facts["weights"] = {
        "file": f"{facts['role']}.safetensors",
        "bytes": len(weights),
        "sha256": sources.digest(weights),
        "precision": "packaged",
        "floats": int(sum(np.size(t) for t in tensors.values())),
        "tensors": {n: {"dtype": convert.kind(a), "shape": list(a.shape)} for n, a in sorted(arrays.items())},
    }
    if facts["role"] == "embedding":
        facts["embedding"] |= extra
        (out / "voices.bin").write_bytes((NETWORKS / "voices.bin").read_bytes())
    (out / facts["weights"]["file"]).write_bytes(weights)
    (out / "manifest.json").write_text(convert.text({"format": convert.FORMAT, "networks": [facts]}), encoding="utf-8")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("role", choices=("embedding", "segmentation"))
    arguments.add_argument("--voices", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--share", type=float, nargs="+", default=[0.3], help="of the embedding's multiply-adds that go")
    arguments.add_argument("--units", type=int, nargs="+", default=[96], help="of the segmentation's 128 in a direction, multiples of 8")
    options = arguments.parse_args()

    manifest = (NETWORKS / "manifest.json").read_text(encoding="utf-8")
    facts = next(n for n in json.loads(manifest)["networks"] if n["role"] == options.role)
    tensors = bundle.restored(bundle.decode((NETWORKS / facts["weights"]["file"]).read_bytes()))
    make, network = {"embedding": (embedding, prune_campplus), "segmentation": (segmentation, prune_pyannet)}[options.role]
    before = network.multiply_adds(tensors)
    for name, small, extra, said in make(options, tensors):
        after = network.multiply_adds(small)
        print(f"{name}: {before / 1e6:.0f} to {after / 1e6:.0f} million multiply-adds, {100 * (1 - after / before):.1f} % fewer; "
              f"{sum(t.size for t in small.values()) / 1e6:.2f} million numbers; {said}", flush=True)
        fresh = next(n for n in json.loads(manifest)["networks"] if n["role"] == options.role)
        write(options.out / name, fresh, small, extra, 1 - after / before)


if __name__ == "__main__":
    main()
