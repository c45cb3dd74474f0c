"""What prune.py relies on, on small made-up networks: python -m unittest"""
import unittest

import numpy as np

import prune_campplus
import prune_pyannet
import pruning


def random(draw, *shape):
    return (draw.normal(size=shape) / np.sqrt(max(1, np.prod(shape[:-1])))).astype(np.float32)


def pyannet(draw, hidden=16):
    t = {"sinc.kernel": random(draw, 1, 251, 1, 8), "sinc.offset": random(draw, 8)}
    for i, width in ((0, 8), (1, 8), (2, 8)):
        t |= {f"norm.{i}.scale": 1 + random(draw, width), f"norm.{i}.offset": random(draw, width)}
    for i in (1, 2):
        t |= {f"conv.{i}.kernel": random(draw, 1, 5, 8, 8), f"conv.{i}.bias": random(draw, 8)}
    for layer, inputs in ((0, 8), (1, 2 * hidden)):
        for d in prune_pyannet.DIRECTIONS:
            name = f"lstm.{layer}.{d}"
            t |= {f"{name}.input": random(draw, inputs, 4 * hidden), f"{name}.recurrent": random(draw, hidden, 4 * hidden)}
            t[f"{name}.bias"] = random(draw, 4 * hidden)
    for name, width, out in (("dense.0", 2 * hidden, 8), ("dense.1", 8, 8), ("classes", 8, 7)):
        t |= {f"{name}.kernel": random(draw, width, out), f"{name}.bias": random(draw, out)}
    return t


def campplus(draw, width=6):
    t, convolutions = {}, {"first": (1, 4), "last": (4, 4)}
    for layer, unit in prune_campplus.UNITS:
        convolutions |= {f"{layer}.{unit}.a": (4, width), f"{layer}.{unit}.b": (width, 4)}
    for name, (inputs, out) in convolutions.items():
        t |= {f"head.{name}.kernel": random(draw, 3, 3, inputs, out), f"head.{name}.bias": random(draw, out)}
    for layer in (1, 2):
        t |= {f"head.{layer}.0.shortcut.kernel": random(draw, 1, 1, 4, 4), f"head.{layer}.0.shortcut.bias": random(draw, 4)}
    t |= {"tdnn.kernel": random(draw, 1, 5, 4, 8), "tdnn.bias": random(draw, 8)}
    for block in (1, 2, 3):
        name = f"block.{block}.1"
        t |= {f"{name}.squeeze.kernel": random(draw, 8, width), f"{name}.squeeze.bias": random(draw, width)}
        t |= {f"{name}.local.kernel": random(draw, 1, 3, width, 4), f"{name}.scale": 1 + random(draw, 8), f"{name}.offset": random(draw, 8)}
        t |= {f"{name}.mask.1.kernel": random(draw, width, 4), f"{name}.mask.1.bias": random(draw, 4)}
        t |= {f"{name}.mask.2.kernel": random(draw, 4, 4), f"{name}.mask.2.bias": random(draw, 4)}
        name = f"transit.{block}"
        t |= {f"{name}.scale": 1 + random(draw, 12), f"{name}.offset": random(draw, 12), f"{name}.kernel": random(draw, 12, 8)}
    return t | {"transit.3.bias": random(draw, 8), "dense.kernel": random(draw, 16, 5), "dense.bias": random(draw, 5)}


class PruneTest(unittest.TestCase):
    def setUp(self):
        self.draw = np.random.default_rng(7)

    def test_a_channel_that_another_repeats_goes_first_and_costs_nothing(self):
        x = self.draw.normal(size=(500, 6))
        x[:, 4] = 2 * x[:, 1]
        order, lost = pruning.removal_order(x.T @ x, self.draw.normal(size=(6, 3)), [np.array([i]) for i in range(6)])
        self.assertIn(order[0], (1, 4))
        self.assertLess(lost[0], 0.01)
        self.assertGreater(lost[1], 0.02)

    def test_a_fit_finds_the_map_that_made_its_targets(self):
        x, w = self.draw.normal(size=(400, 5)).astype(np.float32), self.draw.normal(size=(5, 2)).astype(np.float32)
        found, bias = pruning.repaired(x, x @ w + 3)
        np.testing.assert_allclose(found, w, atol=1e-3)
        np.testing.assert_allclose(bias, 3, atol=1e-3)

    def test_what_costs_least_error_is_spent_first(self):
        cheap, dear = ([0, 1, 2], np.array([0.01, 0.02, 0.03])), ([2, 1, 0], np.array([0.5, 0.6, 0.7]))
        self.assertEqual(pruning.spent([cheap, dear], [10, 10], 25), [3, 0])
        self.assertEqual(pruning.spent([cheap, dear], [1, 100], 150), [0, 2])

    def test_an_embedding_that_loses_nothing_answers_the_same(self):
        t = campplus(self.draw)
        frames = [self.draw.normal(size=(60, 8)).astype(np.float32) for _ in range(40)]
        stay = {f"head.{layer}.{unit}": np.arange(6) for layer, unit in prune_campplus.UNITS}
        stay |= {f"block.{b}.1": np.arange(6) for b in (1, 2, 3)}
        small = prune_campplus.fitted(frames, t, stay)
        whole = prune_campplus.vector(frames[0], t)
        np.testing.assert_allclose(prune_campplus.vector(frames[0], small), whole, atol=0.02 * np.abs(whole).max())

    def test_a_segmentation_that_loses_nothing_answers_the_same(self):
        t = pyannet(self.draw)
        sounds = [self.draw.normal(size=32_000).astype(np.float32) for _ in range(8)]
        small = prune_pyannet.fitted(sounds, t, 16)
        np.testing.assert_allclose(prune_pyannet.classes(sounds[:1], small), prune_pyannet.classes(sounds[:1], t), atol=0.02)

    def test_half_the_units_leave_tensors_of_fitting_shapes(self):
        t = pyannet(self.draw)
        sounds = [self.draw.normal(size=32_000).astype(np.float32) for _ in range(4)]
        small = prune_pyannet.fitted(sounds, t, 8)
        self.assertEqual(small["lstm.1.backward.input"].shape, (16, 32))
        self.assertEqual(small["conv.2.kernel"].shape, (1, 5, 4, 4))
        self.assertTrue(np.isfinite(prune_pyannet.classes(sounds, small)).all())


if __name__ == "__main__":
    unittest.main()
