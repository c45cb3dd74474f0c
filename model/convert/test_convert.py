"""The packaged weights are what the converter makes, every time: ROSTRUM_SOURCES=FOLDER python -m unittest"""
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
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                for file in Path(out).iterdir():
                    self.assertEqual(file.read_bytes(), (PACKAGED / file.name).read_bytes(), file.name)

    def test_other_bytes_are_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "segmentation-3.0.onnx").write_bytes(b"not this")
            with self.assertRaisesRegex(SystemExit, "SHA-256 is [0-9a-f]{64}, expected 057ee5"):
                sources.find(Path(folder), sources.SEGMENTATION)

    def test_a_checkpoint_cannot_call_anything(self):
        class Call:
            def __reduce__(self):
                return print, ("called",)

        file = BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("archive/data.pkl", pickle.dumps(Call(), protocol=2))
        with self.assertRaisesRegex(pickle.UnpicklingError, "not allowed"):
            sources.read_state_dict(file.getvalue())

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


if __name__ == "__main__":
    unittest.main()
