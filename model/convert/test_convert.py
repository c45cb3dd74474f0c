"""The packaged weights are what the converter makes, every time:

    ROSTRUM_SOURCES=FOLDER [ROSTRUM_TRAINED=FOLDER] python -m unittest

ROSTRUM_TRAINED is what model/train/finish.py wrote, where the packaged segmentation network was trained on.
"""
import json
import os
import pickle
import subprocess
import sys
import tempfile
import unittest
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np

import campplus
import convert_own
import rounding
import sources

HERE = Path(__file__).parent
PACKAGED = HERE.parent / "src/main/resources/dev/rostrum/model/networks"


class ConvertTest(unittest.TestCase):
    @unittest.skipUnless("ROSTRUM_SOURCES" in os.environ, "ROSTRUM_SOURCES names no folder with the two packages")
    def test_two_runs_give_the_packaged_bytes(self):
        for _ in range(2):
            with tempfile.TemporaryDirectory() as out:
                command = [sys.executable, HERE / "convert.py", "--sources", os.environ["ROSTRUM_SOURCES"], "--out", out]
                if "ROSTRUM_TRAINED" in os.environ:
                    command += ["--segmentation", os.environ["ROSTRUM_TRAINED"]]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                for file in Path(out).iterdir():
                    self.assertEqual(file.read_bytes(), (PACKAGED / file.name).read_bytes(), file.name)

    def test_other_bytes_are_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "segmentation-3.0.onnx").write_bytes(b"not this")
            with self.assertRaisesRegex(SystemExit, "SHA-256 is [0-9a-f]{64}, expected 057ee5"):
                sources.find(Path(folder), sources.SEGMENTATION)

    def test_a_trained_graph_must_be_the_one_its_facts_are_of(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "segmentation-tuned.onnx").write_bytes(b"weights")
            facts = {"from": sources.SEGMENTATION["sha256"], "file": sources.digest(b"weights")}
            (folder / "training.json").write_text(json.dumps(facts))
            self.assertEqual(sources.trained(folder), (b"weights", facts))
            (folder / "segmentation-tuned.onnx").write_bytes(b"others")
            with self.assertRaisesRegex(SystemExit, "SHA-256 is"):
                sources.trained(folder)
            (folder / "training.json").write_text(json.dumps(facts | {"from": "elsewhere"}))
            with self.assertRaisesRegex(SystemExit, "trained from elsewhere"):
                sources.trained(folder)

    def test_a_checkpoint_cannot_call_anything(self):
        class Call:
            def __reduce__(self):
                return print, ("called",)

        file = BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("archive/data.pkl", pickle.dumps(Call(), protocol=2))
        with self.assertRaisesRegex(pickle.UnpicklingError, "not allowed"):
            sources.read_state_dict(file.getvalue())

    def test_a_relative_of_the_packaged_network_is_laid_out_too(self):
        tensors = campplus.tensors(relative({1: 2, 2: 1, 3: 3}, bands=64, size=512))

        self.assertEqual(campplus.mels(tensors), 64)
        self.assertEqual(tensors["dense.bias"].shape, (512,))
        self.assertEqual(tensors["tdnn.kernel"].shape, (1, 5, 8 * 32, 128))
        self.assertIn("block.3.3.squeeze.kernel", tensors)
        self.assertEqual(convert_own.campplus_facts(tensors)["frontEnd"]["mels"], 64)
        self.assertEqual(convert_own.campplus_facts(tensors)["embedding"]["size"], 512)

    def test_what_is_no_relative_is_refused_by_name(self):
        state = relative({1: 2, 2: 1, 3: 3}, bands=80, size=192)
        del state["xvector.block2.tdnnd1.cam_layer.linear1.bias"]
        with self.assertRaisesRegex(SystemExit, "no xvector.block2.tdnnd1.cam_layer.linear1.bias"):
            campplus.tensors(state)
        with self.assertRaisesRegex(SystemExit, "nobody used: .'xvector.block2.tdnnd3"):
            campplus.tensors(relative({1: 2, 2: 1, 3: 3}, 80, 192) | {"xvector.block2.tdnnd3.linear1.weight": np.ones(1)})

    def test_wrappings_of_training_scripts_come_off(self):
        tensor = np.ones(2)
        for wrapped in ({"a.b": tensor}, {"module.a.b": tensor}, {"state_dict": {"a.b": tensor}, "epoch": 3},
                        {"model": {"module.a.b": tensor}}, {"model_state": {"a.b": tensor}}):
            self.assertEqual(list(sources._tensors(wrapped, np.ndarray)), ["a.b"])
        with self.assertRaisesRegex(SystemExit, "holds no tensors; it has .'epoch'"):
            sources._tensors({"epoch": 3}, np.ndarray)

    def test_compensated_rounding_beats_plain_on_inputs_with_a_mean(self):
        random = np.random.default_rng(1)
        weights, scale = random.normal(size=(300, 20)), np.full(20, 4 / 127)
        inputs = np.abs(random.normal(1, 0.5, (2000, 300)))
        moments = inputs.mean(axis=0), inputs.var(axis=0)
        errors = [
            np.mean((inputs @ (q * scale - weights)) ** 2)
            for q in (np.rint(weights / scale), rounding.compensated(weights, scale, moments))
        ]
        self.assertLess(errors[1], errors[0] / 2)


def relative(layers, bands, size) -> dict:
    """A state dict as 3D-Speaker's, of other numbers of layers, bands and numbers in a vector."""
    random, state = np.random.default_rng(1), {}

    def weight(name, *shape):
        state[f"{name}.weight"] = random.normal(0, (2 / np.prod(shape[1:])) ** 0.5, shape)

    def norm(name, width, affine=True):
        state[f"{name}.running_mean"], state[f"{name}.running_var"] = np.zeros(width), np.ones(width)
        state[f"{name}.num_batches_tracked"] = np.array(1)
        if affine:
            state[f"{name}.weight"], state[f"{name}.bias"] = np.ones(width), np.zeros(width)

    for name, into in (("conv1", 1), ("layer1.0.conv1", 32), ("layer1.0.conv2", 32), ("layer1.1.conv1", 32),
                       ("layer1.1.conv2", 32), ("layer2.0.conv1", 32), ("layer2.0.conv2", 32), ("layer2.1.conv1", 32),
                       ("layer2.1.conv2", 32), ("conv2", 32)):
        weight(f"head.{name}", 32, into, 3, 3)
        norm(f"head.{name.replace('conv', 'bn')}", 32)
    for layer in (1, 2):
        weight(f"head.layer{layer}.0.shortcut.0", 32, 32, 1, 1)
        norm(f"head.layer{layer}.0.shortcut.1", 32)
    weight("xvector.tdnn.linear", 128, 32 * bands // 8, 5)
    norm("xvector.tdnn.nonlinear.batchnorm", 128)
    width = 128
    for block, count in layers.items():
        for layer in range(1, count + 1):
            name = f"xvector.block{block}.tdnnd{layer}"
            norm(f"{name}.nonlinear1.batchnorm", width)
            weight(f"{name}.linear1", 128, width, 1)
            norm(f"{name}.nonlinear2.batchnorm", 128)
            weight(f"{name}.cam_layer.linear_local", 32, 128, 3)
            for i, (out, into) in enumerate(((64, 128), (32, 64)), 1):
                weight(f"{name}.cam_layer.linear{i}", out, into, 1)
                state[f"{name}.cam_layer.linear{i}.bias"] = np.zeros(out)
            width += 32
        norm(f"xvector.transit{block}.nonlinear.batchnorm", width)
        weight(f"xvector.transit{block}.linear", width // 2, width, 1)
        width //= 2
    norm("xvector.out_nonlinear.batchnorm", width)
    weight("xvector.dense.linear", size, 2 * width, 1)
    norm("xvector.dense.nonlinear.batchnorm", size, affine=False)
    return state


if __name__ == "__main__":
    unittest.main()
