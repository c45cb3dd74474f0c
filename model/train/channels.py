"""What happens to sound between the room and the daemon: noise, music, microphones, telephones, codecs."""
import dataclasses
import io
from collections.abc import Callable

import numpy as np
import soundfile
from scipy.signal import firwin2, lfilter, resample_poly

RATE = 16000


def pink(random, length) -> np.ndarray:
    """Noise of falling spectrum, rms 1."""
    spectrum = np.fft.rfft(random.standard_normal(length))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 50 * length / RATE))
    noise = np.fft.irfft(spectrum, length)
    return noise / np.sqrt((noise**2).mean())


def music(random, length) -> np.ndarray:
    """Chords of plucked strings, over a beat now and then; rms 1."""
    out = np.zeros(length)
    beat = int(random.uniform(0.3, 1.5) * RATE)
    for start in range(0, length, beat):
        t = np.arange(min(beat, length - start)) / RATE
        root = 110 * 2 ** (random.integers(0, 18) / 12)
        for interval in (1, random.choice([1.19, 1.26]), 1.5, 2):
            for harmonic in range(1, 6):
                wave = np.sin(2 * np.pi * root * interval * harmonic * t + random.uniform(0, 6))
                out[start : start + len(t)] += wave / harmonic**1.3 * np.exp(-t * 1.2)
        if random.random() < 0.5:
            hit = min(len(t), RATE // 8)
            out[start : start + hit] += random.standard_normal(hit) * np.exp(-40 * t[:hit]) * 3
    return out / np.sqrt((out**2).mean() + 1e-12)


def curve(random, sound, spread=3.0) -> np.ndarray:
    """Through a microphone or loudspeaker of some frequency response; SPREAD in dB from one corner to the next."""
    corners = np.array([0, 100, 300, 1000, 3000, 6000, 8000])
    gains = 10 ** (np.cumsum(random.normal(0, spread, len(corners))) / 20)
    return lfilter(firwin2(129, corners / 8000, gains / gains[3]), 1, sound)


def low_pass(sound, corner) -> np.ndarray:
    return lfilter(firwin2(129, [0, corner, corner * 1.1, 8000], [1, 1, 0, 0], fs=RATE), 1, sound)


def narrow(sound) -> np.ndarray:
    """At 8 kHz, with the band of a telephone."""
    taps = firwin2(129, [0, 200, 320, 3400, 3700, 4000], [0, 0, 1, 1, 0, 0], fs=RATE // 2)
    return lfilter(taps, 1, resample_poly(sound, 1, 2))


def telephone(sound) -> np.ndarray:
    return _coded(narrow(sound), RATE // 2, sound, format="WAV", subtype="ULAW")


def mobile(sound) -> np.ndarray:
    return _coded(narrow(sound), RATE // 2, sound, format="WAV", subtype="GSM610")


def opus(random, sound) -> np.ndarray:
    """At a low rate, and in half of the cases with one packet of 20 ms in 50 lost."""
    level = random.uniform(0.7, 0.98)
    out = _coded(sound, RATE, sound, format="OGG", subtype="OPUS", compression_level=level)
    if random.random() < 0.5:
        for packet in np.flatnonzero(random.random(len(out) // 320) < 0.02):
            out[packet * 320 : (packet + 1) * 320] = 0
    return out


def mp3(random, sound) -> np.ndarray:
    level = random.uniform(0.7, 0.97)
    return _coded(sound, RATE, sound, format="MP3", subtype="MPEG_LAYER_III", compression_level=level)


def _coded(sound, rate, original, **how) -> np.ndarray:
    """Written and read back, brought to the length and the time of the original."""
    file = io.BytesIO()
    peak = np.abs(sound).max() + 1e-9
    soundfile.write(file, sound / peak * 0.6, rate, **how)
    file.seek(0)
    out, found = soundfile.read(file)
    out = out * peak / 0.6
    if found != RATE:
        out = resample_poly(out, RATE // 1000, found // 1000)
    out = np.pad(out, (0, max(0, len(original) - len(out))))[: len(original)]
    return np.roll(out, -_delay(out, original))


def _delay(out, original) -> int:
    """By how many samples OUT lags behind, up to a quarter of a second; from the first 4 s of speech."""
    a, b = out[: 4 * RATE], original[: 4 * RATE]
    likeness = np.fft.irfft(np.fft.rfft(a, 8 * RATE) * np.conj(np.fft.rfft(b, 8 * RATE)))
    lag = int(np.argmax(likeness[: RATE // 4]))
    return lag if lag < RATE // 4 else 0


@dataclasses.dataclass(frozen=True)
class Channel:
    """What a window goes through: a function of the source of chance and the sound, and how often."""

    through: Callable
    share: float
    # how many of its windows have everybody with a microphone of their own; the others are heard in one room
    headsets: float = 0.35


# whoever telephones holds the microphone; two voices on a telephone are the hardest to tell apart
CHANNELS = (
    Channel(lambda random, sound: telephone(sound), 0.18, headsets=0.8),
    Channel(lambda random, sound: mobile(sound), 0.1, headsets=0.8),
    Channel(opus, 0.08),
    Channel(mp3, 0.06),
    Channel(lambda random, sound: low_pass(sound, random.uniform(3000, 7000)), 0.08),
    Channel(curve, 0.22),
    Channel(lambda random, sound: sound, 0.28),
)


def drawn(random) -> Channel:
    return CHANNELS[random.choice(len(CHANNELS), p=[channel.share for channel in CHANNELS])]
