#!/usr/bin/env python3
"""Runs other diarizers on the same sound and machine as `rostrum bench`, one after the other, one thread each.

    python3 -m venv V && V/bin/pip install -r daemon/bench/requirements.txt
    V/bin/python daemon/bench/peers.py SOUND.flac --weights DIR [--rttm SOUND.rttm] [--seconds N] [--rostrum ./rostrum]

DIR holds `segmentation-3.0.onnx` (PyanNet) and `campplus_weighted.onnx` (CAM++ with an input for the weights of its
pooling): the networks that Rostrum carries, for onnxruntime. Peers:

  diart-1  the online algorithm of Coria et al. 2021 ("Overlap-aware low-latency online speaker diarization based on
           end-to-end local segmentation"), written from the paper with its published parameters; windows of 10 s, as
           the network wants them, every 0.5 s; the trunk of the speaker network runs once a window.
  diart-3  the same, where the speaker network runs once per local speaker, as published.
  sherpa   sherpa-onnx's offline diarization at its defaults: no online peer; it hears the whole file first.
  senko    senko at its defaults, where it is installed (pip install senko==0.2.2: PyTorch, some gigabytes; Python 3.11
           or newer): no online peer.

CPU is user and system time of the process from the first sample on, networks loaded. DER scores overlap, no collar.
Prints what each said as JSON while it goes, and a table with date and machine at the end.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np
import soundfile
from scipy.optimize import linear_sum_assignment

RATE = 16000
STEP, WINDOW = RATE // 2, 10 * RATE
TAU, RHO, DELTA, GAMMA, BETA, MOST = 0.6, 0.3, 1.0, 3, 10, 20
POWERSET = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], np.float32)
GRID = 0.01


def session(file):
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(file, options)


def log_mel(samples):
    import kaldi_native_fbank as knf
    options = knf.FbankOptions()
    options.frame_opts.dither = 0
    options.frame_opts.samp_freq = RATE
    options.frame_opts.window_type = "povey"
    options.mel_opts.num_bins = 80
    options.energy_floor = 0
    bank = knf.OnlineFbank(options)
    bank.accept_waveform(RATE, samples.tolist())
    bank.input_finished()
    return np.stack([bank.get_frame(i) for i in range(bank.num_frames_ready)])


class Diart:
    """The paper's section 3: local segmentation, overlap-aware embeddings, incremental clustering, newest step out."""

    def __init__(self, weights, trunk_per_speaker):
        self.segmentation = session(f"{weights}/segmentation-3.0.onnx")
        self.embedding = session(f"{weights}/campplus_weighted.onnx")
        self.trunk_per_speaker = trunk_per_speaker
        self.centres = np.zeros((MOST, 192))
        self.known = []

    def run(self, samples):
        turns = []
        for end in range(STEP, len(samples) + 1, STEP):
            window = samples[max(0, end - WINDOW):end]
            if len(window) < WINDOW:
                window = np.concatenate([np.zeros(WINDOW - len(window), np.float32), window])
            activity = self.local(window)
            mapped = self.cluster(activity, self.embed(window, activity))
            newest = max(1, round(len(activity) * STEP / WINDOW))
            for local, speaker in mapped.items():
                active = activity[-newest:, local] >= TAU
                turns += pieces(active, (end - STEP) / RATE, STEP / RATE / newest, speaker)
        return turns

    def local(self, window):
        name = self.segmentation.get_inputs()[0].name
        return np.exp(self.segmentation.run(None, {name: window[None, None]})[0][0]) @ POWERSET

    def embed(self, window, activity):
        soft = np.exp(BETA * activity)
        weights = (activity * (soft / soft.sum(1, keepdims=True))) ** GAMMA
        weights = np.maximum(weights, 1e-8).T
        mel = log_mel(window)
        x = (mel - mel.mean(0))[None].astype(np.float32)
        frames = (mel.shape[0] - 1) // 2 + 1
        at = np.minimum(((np.arange(frames) + 0.5) / frames * weights.shape[1]).astype(int), weights.shape[1] - 1)
        w = weights[None, :, at].astype(np.float32)
        if self.trunk_per_speaker:
            found = np.concatenate([self.embedding.run(None, {"x": x, "w": w[:, k:k + 1]})[0] for k in range(3)])
        else:
            found = self.embedding.run(None, {"x": x, "w": w})[0]
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    def cluster(self, activity, voices):
        active = [k for k in range(3) if activity[:, k].max() >= TAU]
        steady = {k for k in active if activity[:, k].mean() >= RHO}
        mapped, missed = {}, active
        if self.known and active:
            centres = self.centres[self.known]
            far = 1 - voices[active] @ (centres / np.linalg.norm(centres, axis=1, keepdims=True)).T
            rows, columns = linear_sum_assignment(far)
            mapped = {active[r]: self.known[c] for r, c in zip(rows, columns) if far[r, c] < DELTA}
            missed = [k for k in active if k not in mapped]
        for k, speaker in mapped.items():
            if k in steady:
                self.centres[speaker] += voices[k]
        for k in missed:
            if len(self.known) < MOST and (k in steady or not self.known):
                speaker = len(self.known)
                self.known.append(speaker)
                self.centres[speaker] = voices[k]
                mapped[k] = speaker
            else:
                free = [s for s in self.known if s not in mapped.values()]
                if free:
                    mapped[k] = min(free, key=lambda s: 1 - voices[k] @ self.centres[s]
                                    / np.linalg.norm(self.centres[s]))
        return mapped


def pieces(active, begin, step, speaker):
    edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(int), [0]])))
    return [(begin + a * step, begin + b * step, f"S{speaker}") for a, b in zip(edges[::2], edges[1::2])]


class Sherpa:
    """sherpa-onnx wants facts about a network inside its file; they are added to copies."""

    def __init__(self, weights):
        import sherpa_onnx as so
        folder = tempfile.mkdtemp()
        self.describe(f"{weights}/segmentation-3.0.onnx", f"{folder}/s.onnx", dict(
            model_type="pyannote-segmentation-3.0", num_speakers=3, powerset_max_classes=2, num_classes=7,
            sample_rate=RATE, window_size=WINDOW, receptive_field_size=991, receptive_field_shift=270))
        self.describe(f"{weights}/campplus_weighted.onnx", f"{folder}/e.onnx", dict(
            framework="3d-speaker", language="Chinese-English", url="", comment="", sample_rate=RATE, output_dim=192,
            normalize_samples=0, feature_normalize_type="global-mean"))
        self.diarizer = so.OfflineSpeakerDiarization(so.OfflineSpeakerDiarizationConfig(
            segmentation=so.OfflineSpeakerSegmentationModelConfig(
                pyannote=so.OfflineSpeakerSegmentationPyannoteModelConfig(model=f"{folder}/s.onnx"), num_threads=1),
            embedding=so.SpeakerEmbeddingExtractorConfig(model=f"{folder}/e.onnx", num_threads=1),
            clustering=so.FastClusteringConfig()))

    @staticmethod
    def describe(source, copy, facts):
        import onnx
        from onnx import helper, numpy_helper
        model = onnx.load(source)
        graph = model.graph
        if "w" in [one.name for one in graph.input]:  # all frames count the same
            graph.input.remove(next(one for one in graph.input if one.name == "w"))
            for name, value in (("one", [1]), ("two", [2]), ("axis", [1])):
                graph.initializer.append(numpy_helper.from_array(np.array(value, np.int64), "all_" + name))
            ones = helper.make_tensor("all_value", onnx.TensorProto.FLOAT, [1], [1.0])
            for node in reversed([
                    helper.make_node("Shape", ["x"], ["all_shape"]),
                    helper.make_node("Gather", ["all_shape", "all_axis"], ["all_t"]),
                    helper.make_node("Sub", ["all_t", "all_one"], ["all_t1"]),
                    helper.make_node("Div", ["all_t1", "all_two"], ["all_t2"]),
                    helper.make_node("Add", ["all_t2", "all_one"], ["all_k"]),
                    helper.make_node("Concat", ["all_one", "all_one", "all_k"], ["all_size"], axis=0),
                    helper.make_node("ConstantOfShape", ["all_size"], ["w"], value=ones)]):
                graph.node.insert(0, node)
        for key, value in facts.items():
            model.metadata_props.add(key=key, value=str(value))
        onnx.save(model, copy)

    def run(self, samples):
        return [(s.start, s.end, f"S{s.speaker}") for s in self.diarizer.process(samples).sort_by_start_time()]


class Senko:
    """At its defaults, with the networks that come with it."""

    def __init__(self, weights):
        import senko
        self.diarizer = senko.Diarizer(device="cpu", warmup=False, quiet=True)

    def run(self, samples):
        with tempfile.TemporaryDirectory() as folder:
            sound = f"{folder}/sound.wav"
            soundfile.write(sound, samples, RATE, subtype="PCM_16")
            found = self.diarizer.diarize(sound, generate_colors=False)
        return [(one["start"], one["end"], one["speaker"]) for one in (found or {"merged_segments": []})["merged_segments"]]


PEERS = {"diart-1": lambda w: Diart(w, False), "diart-3": lambda w: Diart(w, True), "sherpa": Sherpa, "senko": Senko}


def table(turns, seconds):
    names = sorted({name for _, _, name in turns})
    cells = np.zeros((round(seconds / GRID), len(names)), bool)
    for begin, end, name in turns:
        cells[round(begin / GRID):round(end / GRID), names.index(name)] = True
    return cells


def error_rate(truth, found):
    """DER: missed, false and confused speech over all speech; overlap counts, no collar."""
    said, heard = truth.sum(1), found.sum(1)
    both = truth.T.astype(float) @ found.astype(float)
    rows, columns = linear_sum_assignment(-both)
    confused = np.minimum(said, heard).sum() - both[rows, columns].sum()
    return float((np.maximum(said - heard, 0).sum() + np.maximum(heard - said, 0).sum() + confused) / said.sum())


def rttm(file):
    fields = [line.split() for line in open(file)]
    return [(float(f[3]), float(f[3]) + float(f[4]), f[7]) for f in fields if f and f[0] == "SPEAKER"]


def one(arguments):
    samples, rate = soundfile.read(arguments.sound, dtype="float32", always_2d=True)
    assert rate == RATE, f"{arguments.sound}: {rate} Hz, {RATE} are needed"
    samples = np.ascontiguousarray(samples[:, 0])[:int(arguments.seconds * RATE)]
    seconds = len(samples) / RATE
    peer = PEERS[arguments.peer](arguments.weights)
    wall, cpu = time.perf_counter(), time.process_time()
    turns = peer.run(samples)
    figures = {"cpu-s-per-s": (time.process_time() - cpu) / seconds,
               "wall-s-per-s": (time.perf_counter() - wall) / seconds,
               "resident-mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
               "speakers": len({name for _, _, name in turns})}
    if arguments.rttm:
        figures["der"] = error_rate(table([(b, min(e, seconds), n) for b, e, n in rttm(arguments.rttm) if b < seconds],
                                          seconds), table(turns, seconds))
    print(json.dumps(figures))


def rostrum(arguments, folder):
    """The daemon's own bench, and its labels by replaying, on the same stretch."""
    samples, _ = soundfile.read(arguments.sound, dtype="float32", always_2d=True)
    sound = f"{folder}/sound.wav"
    soundfile.write(sound, samples[:int(arguments.seconds * RATE), 0], RATE, subtype="PCM_16")
    bench = json.loads(subprocess.run([arguments.rostrum, "bench", sound, "--json", "-"], check=True,
                                      capture_output=True, text=True).stdout)
    subprocess.run([arguments.rostrum, "replay", sound, "--out", folder], check=True, capture_output=True)
    seconds = soundfile.info(sound).duration
    for name in ("live", "final"):
        if arguments.rttm:
            truth = [(b, min(e, seconds), n) for b, e, n in rttm(arguments.rttm) if b < seconds]
            bench[f"der-{name}"] = error_rate(table(truth, seconds), table(rttm(f"{folder}/sound.{name}.rttm"), seconds))
    return bench


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sound")
    parser.add_argument("--weights", required=True)
    parser.add_argument("--rttm")
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--rostrum")
    parser.add_argument("--peer", choices=PEERS)
    arguments = parser.parse_args()
    if arguments.peer:
        return one(arguments)
    said = {}
    if arguments.rostrum:
        with tempfile.TemporaryDirectory() as folder:
            said["rostrum"] = rostrum(arguments, folder)
            print("rostrum", json.dumps(said["rostrum"]), flush=True)
    for peer in PEERS:
        done = subprocess.run([sys.executable, *sys.argv, "--peer", peer], capture_output=True, text=True,
                              env={**os.environ, "OMP_NUM_THREADS": "1"})
        print(peer, done.stdout.strip() or done.stderr.strip().splitlines()[-1], flush=True)
        if done.returncode == 0:
            said[peer] = json.loads(done.stdout)
    report(arguments, said)


def report(arguments, said):
    """A table for people, with what the figures depend on."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    print(f"\n{time.strftime('%Y-%m-%d')}, {os.cpu_count()} x {model}, load {os.getloadavg()[0]:.0f}, "
          f"{os.path.basename(arguments.sound)}\n\n| who | CPU s per s | of diart's, one trunk a window | speakers | DER % "
          "| resident MB |\n|---|---|---|---|---|---|")
    base = said.get("diart-1", {}).get("cpu-s-per-s")
    for who, figures in said.items():
        cpu = figures.get("cpu-s-per-s", figures.get("cpu-s-per-audio-s"))
        rates = [(word + f"{100 * figures[key]:.1f}") for key, word in
                 (("der", ""), ("der-live", "live "), ("der-final", "final ")) if key in figures]
        print(f"| {who} | {cpu:.3f} | {cpu / base if base else float('nan'):.2f} | {figures.get('speakers', '')} | "
              f"{', '.join(rates)} | {figures['resident-mb']:.0f} |")


if __name__ == "__main__":
    main()
