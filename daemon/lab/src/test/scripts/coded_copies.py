#!/usr/bin/env python3
"""coded_copies.py OUT FILE...: copies of sound files that went through a codec, for `rostrum study robustness --altered OUT`.

OUT gets a folder for each codec, named as it is shown, and in it NAME.wav: the first channel, coded and decoded by
libsndfile (1.2 or later, with LAME and libopus), 16 bit, at the rate and length of the original. A codec's delay is
taken out, by the place of the greatest correlation. Prints the bit rates that came of it.
Needs numpy, scipy, soundfile.
"""
import io, os, sys
import numpy as np, soundfile as sf
from scipy.signal import correlate, resample_poly

# libsndfile's compression level: 0 for the most bits, 1 for the fewest
CODECS = {
    "MP3, 24 kbit per s": ("MP3", "MPEG_LAYER_III", 24),
    "Opus, 8 kbit per s": ("OGG", "OPUS", 8),
}

def coded(x, rate, container, codec, level):
    """Decoded samples, their rate, and kilobits a second."""
    data = io.BytesIO()
    extra = dict(bitrate_mode="CONSTANT") if codec.startswith("MPEG") else {}
    sf.write(data, x, rate, format=container, subtype=codec, compression_level=level, **extra)
    kbps = 8e-3 * data.tell() / (len(x) / rate)
    data.seek(0)
    y, yrate = sf.read(data, dtype="float64")
    return y, yrate, kbps

def level_for(x, rate, container, codec, kbps):
    """The level whose bit rate comes nearest, tried on the first 20 s of the first file; Opus varies its rate by itself."""
    tried = [(abs(coded(x[:20 * rate], rate, container, codec, q / 100)[2] - kbps), q / 100) for q in range(0, 100, 3)]
    return min(tried)[1]

def main():
    out, files = sys.argv[1], sys.argv[2:]
    sounds = {os.path.splitext(os.path.basename(f))[0]: sf.read(f, dtype="float64", always_2d=True) for f in files}
    for name, (container, codec, kbps) in CODECS.items():
        os.makedirs(os.path.join(out, name), exist_ok=True)
        rates, level = [], None
        for stem, (x, rate) in sounds.items():
            x = x[:, 0]
            level = level_for(x, rate, container, codec, kbps) if level is None else level
            y, yrate, got = coded(x, rate, container, codec, level)
            if yrate != rate:
                y = resample_poly(y, rate, yrate)
            n = min(len(x), len(y), 30 * rate)
            delay = int(np.argmax(correlate(y[:n], x[:n], "full"))) - (n - 1)
            y = y[delay:] if delay >= 0 else np.concatenate([np.zeros(-delay), y])
            y = np.concatenate([y, np.zeros(max(0, len(x) - len(y)))])[:len(x)]
            sf.write(os.path.join(out, name, stem + ".wav"), np.clip(y, -1, 1), rate, subtype="PCM_16")
            rates.append(got)
            print(f"{name}: {stem}, delay {delay} samples, {got:.1f} kbit/s", flush=True)

if __name__ == "__main__":
    main()
