"""python -m unittest; what needs the published network reads its folder from ROSTRUM_SOURCES."""
import os
import tempfile
import unittest
from pathlib import Path

import jax.numpy as jnp
import numpy as np
import onnxruntime

import channels
import network
import rooms
import score
import train
import turns

SOURCES = os.environ.get("ROSTRUM_SOURCES")
PUBLISHED = Path(SOURCES or ".") / "segmentation-3.0.onnx"


def onnx_answer(file, sound):
    session = onnxruntime.InferenceSession(str(file))
    return session.run(None, {session.get_inputs()[0].name: sound[None, None]})[0][0]


@unittest.skipUnless(SOURCES, "ROSTRUM_SOURCES names no folder with segmentation-3.0.onnx")
class NetworkTest(unittest.TestCase):
    def test_it_answers_as_onnxruntime_does(self):
        sound = channels.music(np.random.default_rng(1), 160000).astype(np.float32) * 0.05
        fixed, weights = network.read(PUBLISHED)
        ours = np.asarray(network.log_posteriors(fixed, weights, jnp.asarray(sound[None])))[0]
        self.assertLess(np.abs(np.exp(ours) - np.exp(onnx_answer(PUBLISHED, sound))).max(), 5e-5)

    def test_other_weights_are_written_into_the_graph(self):
        sound = channels.pink(np.random.default_rng(1), 48000).astype(np.float32) * 0.05
        fixed, weights = network.read(PUBLISHED)
        random = np.random.default_rng(2)
        other = {n: np.asarray(w) * random.uniform(0.8, 1.2, w.shape).astype(np.float32) for n, w in weights.items()}
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "other.onnx"
            network.write(PUBLISHED, other, file)
            theirs = onnx_answer(file, sound)
            for name, value in network.read(file)[1].items():
                np.testing.assert_array_equal(np.asarray(value), other[name])
        ours = np.asarray(network.log_posteriors(fixed, other, jnp.asarray(sound[None])))[0]
        self.assertLess(np.abs(np.exp(ours) - np.exp(theirs)).max(), 5e-5)
        self.assertGreater(np.abs(theirs - onnx_answer(PUBLISHED, sound)).max(), 0.01)


class LossTest(unittest.TestCase):
    def test_the_name_of_a_speaker_does_not_matter(self):
        truth = np.zeros((1, 6, 5), np.uint8)
        truth[0, :4, 0] = 1
        truth[0, 3:5, 1] = 1
        right = [2, 2, 2, 6, 3, 0]  # speaker 0 named second, speaker 1 named third
        answers = jnp.log(jnp.asarray(np.eye(7)[right] * 0.93 + 0.01)[None])
        loss = network.supervised_loss(answers, jnp.asarray(network.targets(truth)), np.ones(6, np.float32))
        self.assertAlmostEqual(float(loss), -np.log(0.94), places=5)

    def test_of_three_at_once_two_count(self):
        truth = np.ones((1, 1, 4), np.uint8)
        self.assertEqual(network.CLASSES[network.targets(truth)[0, 0, 0]].tolist(), [1, 1, 0])

    def test_a_network_agrees_with_itself_under_any_naming(self):
        random = np.random.default_rng(1)
        answers = np.log(random.dirichlet(np.full(7, 0.3), (2, 9)) + 1e-9)
        for naming in network.renamed_classes():
            other = jnp.asarray(answers[..., naming])
            loss = network.agreement_loss(other, jnp.asarray(answers), np.ones(9, np.float32))
            self.assertAlmostEqual(float(loss), 0, places=5)
        uniform = jnp.full((2, 9, 7), -np.log(7))
        self.assertGreater(float(network.agreement_loss(uniform, jnp.asarray(answers), np.ones(9, np.float32))), 0.3)


class MadeUpTest(unittest.TestCase):
    def test_turns_of_one_speaker_never_touch_and_stay_within(self):
        random = np.random.default_rng(1)
        for _ in range(200):
            said = turns.made_up(random, int(random.integers(2, 6)), 10)
            for name in {s for _, _, s in said}:
                own = sorted((a, b) for a, b, s in said if s == name)
                self.assertTrue(all(0 <= a < b <= 10 for a, b in own))
                self.assertTrue(all(b + turns.JOIN_SECONDS <= a for (_, b), (a, _) in zip(own, own[1:])))

    def test_a_room_begins_with_its_direct_sound_and_dies_away(self):
        room = rooms.drawn(np.random.default_rng(3))
        for response in room.responses:
            self.assertAlmostEqual(float((response**2).sum()), 1, places=4)
            self.assertLess(float((response[: rooms.LEAD - 20] ** 2).sum()), 0.01)

    def test_codecs_keep_the_time(self):
        random = np.random.default_rng(1)
        sound = channels.low_pass(random.standard_normal(80000), 3000) * 0.05
        for coded in (channels.telephone(sound), channels.mobile(sound), channels.mp3(random, sound)):
            self.assertEqual(len(coded), len(sound))
            likeness = [np.dot(np.roll(coded, -lag), sound) for lag in range(-40, 41)]
            self.assertLess(abs(int(np.argmax(likeness)) - 40), 3)


class RunTest(unittest.TestCase):
    def test_the_loss_is_told_every_fifty_steps_and_at_the_end(self):
        curve = [(0.4, 0.01)] * 50 + [(0.2, 0.03)] * 10
        told = ["step 50: truth 0.400, agreement 0.010", "step 60: truth 0.200, agreement 0.030"]
        self.assertEqual(train.loss_curve(curve), told)

    def test_a_run_goes_on_from_the_weights_of_an_earlier_one_and_tells_of_it(self):
        with tempfile.TemporaryDirectory() as folder:
            np.savez(Path(folder) / "tuned.npz", **{"classes.bias": np.arange(7.0)})
            (Path(folder) / "run.json").write_text('{"seed": 31}')
            earlier = train.Earlier(Path(folder))
        self.assertEqual(earlier.weights["classes.bias"].tolist(), list(range(7)))
        self.assertEqual(earlier.facts, {"from": {"seed": 31}})
        self.assertEqual((train.Earlier(None).weights, train.Earlier(None).facts), (None, {}))


class ScoreTest(unittest.TestCase):
    def test_errors_are_counted_with_the_best_naming(self):
        truth = np.zeros((589, 2), np.uint8)
        truth[:100, 0], truth[50:150, 1] = 1, 1
        found = np.zeros((589, 3), int)
        found[:100, 2], found[100:150, 1], found[150:160, 1] = 1, 1, 1
        missed, false, wrong, spoken, both, right, taken = score.errors(found, truth)
        self.assertEqual([missed, false, wrong, spoken, both, right, taken], [50, 10, 0, 200, 0, 50, 0])

    def test_of_several_runs_the_mean_counts(self):
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / f"{value}.npz" for value in (1, 4)]
            for file, value in zip(files, (1.0, 4.0)):
                np.savez(file, bias=np.full(3, value))
            self.assertEqual(score.mean(files)["bias"].tolist(), [2.5] * 3)
            self.assertEqual(score.mean(files[:1])["bias"].tolist(), [1.0] * 3)

    def test_a_share_that_costs_a_domain_more_than_the_limit_is_not_taken(self):
        table = {"a": {0.0: 20.0, 0.5: 18.0, 1.0: 15.0}, "b": {0.0: 20.0, 0.5: 20.2, 1.0: 20.4}}
        self.assertEqual(score.allowed(table, ["a", "b"], [0.0, 0.5, 1.0], 0.3), 0.5)
        self.assertEqual(score.allowed(table, ["a"], [0.0, 0.5, 1.0], 0.3), 1.0)
        self.assertEqual(score.allowed(table, ["a", "b"], [0.0, 0.5, 1.0], 0.1), 0.0)


if __name__ == "__main__":
    unittest.main()
