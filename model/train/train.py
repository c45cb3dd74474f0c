"""Trains the segmentation network on, from the published weights or from those of an earlier run.

    python train.py --published segmentation-3.0.onnx --windows FOLDER --real FOLDER --out FOLDER --steps 1000 [--from RUN]

Each step sees 9 made windows with their truth and 3 windows of real sound, on which the published network's answers
are the target. Every 50 steps the state goes to OUT/state.npz, from which the same command goes on where it was
stopped; from six tenths of the way on the weights are averaged. At the end OUT/tuned.npz holds that mean and
OUT/run.json what was learned from, how, and the loss. What a step draws depends on the seed and its number alone.
"""
import argparse
import json
import os
import time
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax
import soundfile

import channels
import network

RATE = 16000
SAMPLES = 10 * RATE
FRAMES = 589
MADE, REAL = 9, 3
# live labels come from the last second of a window, so its frames count more
EDGE_FRAMES, EDGE_WEIGHT = 60, 2.5
WEIGHT = np.where(np.arange(FRAMES) < FRAMES - EDGE_FRAMES, 1.0, EDGE_WEIGHT).astype(np.float32)
SAVE_EVERY = CURVE_EVERY = 50
MEAN_FROM = 0.6


class Batches:
    """What each step learns from. Window files are read whole, a few at a time, for disks are slow at small reads."""

    FILE = 250

    def __init__(self, windows: Path, real: Path, seed: int):
        self._files = sorted(windows.glob("windows-*.npz"))
        self._seed = seed
        self._cache = {}
        self._real = [_mono(f) for f in sorted(real.glob("*.flac"))]
        seconds = np.array([len(r) / RATE for r in self._real])
        self._share = seconds / seconds.sum()
        self.windows = sum(len(np.load(f)["truth"]) for f in self._files)
        print(f"{self.windows} windows, {seconds.sum():.0f} s of real sound in {len(self._real)} files", flush=True)

    def __getitem__(self, step: int):
        random = np.random.default_rng([self._seed, step])
        sound, truth = self._made(step)
        real = [self._cut(random) for _ in range(REAL)]
        sound = np.stack([_varied(random, s) for s in [*sound, *real]])
        return sound, network.targets(np.stack(truth))

    def _made(self, step):
        """The next windows of an order that is drawn anew each time all were seen."""
        sound, truth = [], []
        for i in range(step * MADE, (step + 1) * MADE):
            round_, place = divmod(i, self.windows)
            file, row = divmod(self._order(round_)[place], self.FILE)
            sounds, truths = self._file(file)
            sound.append(sounds[row] / np.float32(32767))
            truth.append(truths[row])
        return sound, truth

    def _order(self, round_):
        if ("order", round_) not in self._cache:
            random = np.random.default_rng([self._seed, 2**31, round_])
            self._cache[("order", round_)] = random.permutation(self.windows)
        return self._cache[("order", round_)]

    def _file(self, file):
        if file not in self._cache:
            with np.load(self._files[file]) as stored:
                self._cache[file] = stored["sound"], stored["truth"]
        return self._cache[file]

    def _cut(self, random):
        sound = self._real[random.choice(len(self._real), p=self._share)]
        first = random.integers(0, max(1, len(sound) - SAMPLES))
        return np.resize(sound[first : first + SAMPLES], SAMPLES)


def _mono(file):
    sound, rate = soundfile.read(file, dtype="float32", always_2d=True)
    if rate != RATE:
        raise SystemExit(f"{file} has {rate} samples a second, expected {RATE}")
    sound = sound[:, 0]
    return sound / (np.sqrt((sound**2).mean()) + 1e-9) * 0.05


def _varied(random, sound):
    """Another microphone in a quarter of the cases, and another level."""
    if random.random() < 0.25:
        sound = channels.curve(random, sound)
    return (sound * 10 ** (random.uniform(-6, 6) / 20)).astype(np.float32)


def optimiser(rate: float, steps: int):
    schedule = optax.warmup_cosine_decay_schedule(0, rate, min(50, steps // 4), steps, rate * 0.05)
    return optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=1e-3))


def stepper(fixed, published, optimise, agreement: float):
    """One step: new weights, new state of the optimiser, and the two losses."""

    def loss(weights, sound, classes):
        answers = network.log_posteriors(fixed, weights, sound)
        teacher = jax.lax.stop_gradient(network.log_posteriors(fixed, published, sound[MADE:]))
        learnt = network.supervised_loss(answers[:MADE], classes, WEIGHT)
        kept = network.agreement_loss(answers[MADE:], teacher, WEIGHT)
        return learnt + agreement * kept, (learnt, kept)

    @jax.jit
    def step(weights, state, sound, classes):
        (_, losses), slope = jax.value_and_grad(loss, has_aux=True)(weights, sound, classes)
        change, state = optimise.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, losses

    return step


class Progress:
    """Weights, optimiser, mean and loss curve between steps, on disk every SAVE_EVERY of them."""

    def __init__(self, folder: Path, weights, optimise):
        self._file = folder / "state.npz"
        self.weights, self.state = weights, optimise.init(weights)
        self.total, self.summed = jax.tree.map(jnp.zeros_like, weights), 0
        self.curve = []
        if self._file.exists():
            self._resume()

    @property
    def step(self) -> int:
        return len(self.curve)

    def _tree(self):
        return self.weights, self.state, self.total, self.summed, np.array(self.curve, np.float64).reshape(-1, 2)

    def _resume(self):
        _, shape = jax.tree.flatten(self._tree())
        with np.load(self._file) as stored:
            leaves = [jnp.asarray(stored[f"{i}"]) for i in range(len(stored.files) - 1)]
            curve = stored["curve"]
        tree = jax.tree.unflatten(shape, [*leaves, curve])
        self.weights, self.state, self.total, summed, _ = tree
        self.summed, self.curve = int(summed), [tuple(row) for row in curve]

    def add(self, weights, state, losses, averaged: bool):
        self.weights, self.state = weights, state
        self.curve.append(tuple(float(v) for v in losses))
        if averaged:
            self.total, self.summed = jax.tree.map(jnp.add, self.total, weights), self.summed + 1

    def save(self):
        *leaves, curve = jax.tree.leaves(self._tree())
        partial = self._file.with_suffix(".part")
        with partial.open("wb") as stream:
            np.savez(stream, curve=curve, **{f"{i}": np.asarray(leaf) for i, leaf in enumerate(leaves)})
        os.replace(partial, self._file)

    def mean(self) -> dict:
        return {name: np.asarray(value) / max(1, self.summed) for name, value in self.total.items()}


class Earlier:
    """The weights of a finished run and what it says of itself; without one, nothing."""

    def __init__(self, folder):
        self.weights, self.facts = None, {}
        if folder:
            with np.load(folder / "tuned.npz") as stored:
                self.weights = {name: jnp.asarray(value) for name, value in stored.items()}
            self.facts = {"from": json.loads((folder / "run.json").read_text())}


def loss_curve(curve) -> list:
    """The two losses, averaged over CURVE_EVERY steps."""
    out = []
    for first in range(0, len(curve), CURVE_EVERY):
        truth, agreement = np.mean(curve[first : first + CURVE_EVERY], axis=0)
        out.append(f"step {min(first + CURVE_EVERY, len(curve))}: truth {truth:.3f}, agreement {agreement:.3f}")
    return out


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--published", type=Path, required=True, help="segmentation-3.0.onnx")
    arguments.add_argument("--windows", type=Path, required=True)
    arguments.add_argument("--real", type=Path, required=True, help="FLACs without truth, kept like the published")
    arguments.add_argument("--from", dest="earlier", type=Path, help="the OUT of an earlier run, to go on from its weights")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--steps", type=int, default=1000)
    arguments.add_argument("--rate", type=float, default=3e-4)
    arguments.add_argument("--agreement", type=float, default=1.0)
    arguments.add_argument("--seed", type=int, default=31)
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    fixed, published = network.read(options.published)
    optimise = optimiser(options.rate, options.steps)
    step = stepper(fixed, published, optimise, options.agreement)
    batches = Batches(options.windows, options.real, options.seed)
    earlier = Earlier(options.earlier)
    progress = Progress(options.out, earlier.weights or published, optimise)
    began = time.monotonic()
    for number in range(progress.step, options.steps):
        weights, state, losses = step(progress.weights, progress.state, *batches[number])
        progress.add(weights, state, losses, averaged=number >= MEAN_FROM * options.steps)
        if number % 10 == 9:
            learnt, kept = np.mean(progress.curve[-50:], axis=0)
            print(f"{number + 1} {time.monotonic() - began:.0f} s, loss {learnt:.4f} {kept:.4f}", flush=True)
        if number % SAVE_EVERY == SAVE_EVERY - 1:
            progress.save()
    progress.save()
    np.savez(options.out / "tuned.npz", **progress.mean())
    facts = {name: getattr(options, name) for name in ("seed", "steps", "rate", "agreement")}
    facts |= {"made": MADE, "real": REAL, "edgeFrames": EDGE_FRAMES, "edgeWeight": EDGE_WEIGHT, "windows": batches.windows}
    facts["realSound"] = sorted(f.name for f in options.real.glob("*.flac"))
    facts["loss"] = loss_curve(progress.curve)
    facts |= earlier.facts
    (options.out / "run.json").write_text(json.dumps(facts, indent=1) + "\n")


if __name__ == "__main__":
    main()
