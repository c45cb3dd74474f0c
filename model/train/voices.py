"""A speaker's recordings as one run of nothing but speech, so that a turn filled with it is speech from end to end."""
from pathlib import Path

import numpy as np
import onnxruntime
import soundfile
from scipy.signal import resample_poly

RATE = 16000
STEP = 160
# pauses longer than this are cut to it
PAUSE_STEPS = 20
LEVEL = 0.05
LONGEST_SECONDS = 30


def bank(speakers, detector: Path, cache: Path) -> list:
    """Speech of each speaker, int16 at one level; made once and kept in CACHE."""
    names = np.array([s.name for s in speakers])
    if cache.exists():
        with np.load(cache) as kept:
            if np.array_equal(kept["names"], names):
                return np.split(kept["speech"], kept["ends"][:-1])
    detect = Detector(detector)
    sounds, owners = [], []
    for i, speaker in enumerate(speakers):
        for sound in first_files(speaker):
            sounds.append(sound)
            owners.append(i)
    pieces = [[np.zeros(0, np.int16)] for _ in speakers]
    for sound, owner, probability in zip(sounds, owners, detect(sounds), strict=True):
        piece = speech_in(sound, probability)
        pieces[owner].append(np.round(np.clip(piece, -1, 1) * 32767).astype(np.int16))
    found = [np.concatenate(p) for p in pieces]
    np.savez(cache, names=names, speech=np.concatenate(found), ends=np.cumsum([len(f) for f in found]))
    return found


def first_files(speaker) -> list:
    """The speaker's files, as many as make LONGEST_SECONDS."""
    sounds, length = [], 0
    for file in speaker.files:
        if length < LONGEST_SECONDS * RATE:
            sounds.append(read(file))
            length += len(sounds[-1])
    return sounds


def read(file) -> np.ndarray:
    """The first channel at 16 kHz."""
    sound, rate = soundfile.read(file, dtype="float32", always_2d=True)
    sound = sound[:, 0]
    return sound if rate == RATE else resample_poly(sound, RATE // 100, rate // 100).astype(np.float32)


def speech_in(sound, probability) -> np.ndarray:
    """What is speech, by PROBABILITY for each 10 ms, within 40 dB of the loudest; long pauses short, at one level."""
    steps = len(sound) // STEP
    rows = sound[: steps * STEP].reshape(steps, STEP)
    level = 10 * np.log10((rows**2).mean(1) + 1e-12)
    active = (probability > 0.5) & (level > np.percentile(level, 95) - 40)
    spoken = np.flatnonzero(active)
    if len(spoken) < 10:
        return np.zeros(0, np.float32)
    keep, silent = np.zeros(steps, bool), 0
    for i in range(spoken[0], spoken[-1] + 1):
        silent = 0 if active[i] else silent + 1
        keep[i] = silent < PAUSE_STEPS
    return rows[keep].ravel() / max(np.sqrt((rows[active] ** 2).mean()), 1e-6) * LEVEL


class Detector:
    """Silero's probability of speech for each 10 ms of recordings; many go side by side, for calls are what costs."""

    CHUNK = 512
    CONTEXT = 64
    TOGETHER = 128

    def __init__(self, model: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model), options)

    def __call__(self, sounds) -> list:
        order = sorted(range(len(sounds)), key=lambda i: len(sounds[i]))
        found = [None] * len(sounds)
        for first in range(0, len(order), self.TOGETHER):
            group = order[first : first + self.TOGETHER]
            for i, probability in zip(group, self._together([sounds[i] for i in group]), strict=True):
                found[i] = probability
        return found

    def _together(self, sounds) -> list:
        chunks = -(-max(map(len, sounds)) // self.CHUNK)
        block = np.zeros((len(sounds), chunks * self.CHUNK), np.float32)
        for row, sound in zip(block, sounds, strict=True):
            row[: len(sound)] = sound / (np.abs(sound).max() + 1e-9) * 0.7
        state = np.zeros((2, len(sounds), 128), np.float32)
        past, rate = np.zeros((len(sounds), self.CONTEXT), np.float32), np.array(RATE, np.int64)
        rows = np.zeros((len(sounds), chunks))
        for i in range(chunks):
            chunk = block[:, i * self.CHUNK : (i + 1) * self.CHUNK]
            inputs = {"input": np.concatenate([past, chunk], 1), "state": state, "sr": rate}
            probability, state = self._session.run(None, inputs)
            past, rows[:, i] = chunk[:, -self.CONTEXT :], probability[:, 0]
        centres = (np.arange(chunks) + 0.5) * self.CHUNK
        steps = [(np.arange(len(sound) // STEP) + 0.5) * STEP for sound in sounds]
        return [np.interp(at, centres, row) for at, row in zip(steps, rows, strict=True)]
