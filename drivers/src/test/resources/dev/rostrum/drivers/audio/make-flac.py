"""Writes the FLAC fixtures beside it: every sample follows a formula that the tests repeat. Needs flac 1.4.2."""
import struct
import subprocess
from pathlib import Path

here = Path(__file__).parent


def encode(name, samples, bits, options):
    """samples[frame][channel], left-justified in whole bytes by WAVEFORMATEXTENSIBLE where bits are no whole bytes."""
    width, channels = (bits + 7) // 8, len(samples[0])
    shift = 8 * width - bits
    offset = 128 if width == 1 else 0
    data = b"".join(
        ((value << shift) + offset).to_bytes(width, "little", signed=width > 1) for frame in samples for value in frame)
    guid = bytes.fromhex("0100000000001000800000aa00389b71")
    fmt = struct.pack("<HHIIHHHHI", 0xFFFE, channels, 16000, 16000 * width * channels, width * channels,
                      8 * width, 22, bits, (1 << channels) - 1 if channels > 2 else 3) + guid
    wav = b"WAVEfmt " + struct.pack("<I", len(fmt)) + fmt + b"data" + struct.pack("<I", len(data)) + data
    wav += b"\0" * (len(data) & 1)
    subprocess.run(
        ["flac", "--silent", "--force", "--no-seektable", "--no-padding", "--channel-map=none", *options, f"--output-name={here / name}", "-"],
        input=b"RIFF" + struct.pack("<I", len(wav)) + wav, check=True)


def pattern(i, c):
    return (i * (37 + 10 * c) + 1000 * c) % 20001 - 10000


encode("pattern16.flac", [[pattern(i, c) for c in range(4)] for i in range(4000)], 16, [])
encode("pattern24.flac", [[pattern(i, c) * 256 + c for c in range(6)] for i in range(2001)], 24, [])


def noise(n):
    """The finalizer of SplitMix, 64 bits without sign."""
    z = (n + 1) * 0x9E3779B97F4A7C15 % 2**64
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
    return z ^ (z >> 31)


def wave(i, bits):
    """A smooth curve of 80 samples a period, made of parabolas."""
    p = i % 80
    half = p % 40 * (40 - p % 40)
    return (half if p < 40 else -half) * ((1 << (bits - 1)) - 1) >> 9


def mixed(i, c, bits):
    """Every 192 samples another kind of sound, so that the encoder has a reason to use all it knows."""
    kind, full = i // 192 % 8, 1 << (bits - 1)
    hiss = noise(2 * i + c) % 5 - 2
    loud = noise(2 * i + c) % (2 * full) - full
    return [
        full // 3,                                     # constant
        loud,                                          # nothing to predict
        wave(i, bits) + hiss,                          # alike in both channels
        wave(i, bits) + (loud // 8 if c == 1 else hiss),    # the left one can be predicted better
        wave(i, bits) + (loud // 8 if c == 0 else hiss),    # the right one
        (wave(i, bits) >> 3) << 2,                     # low bits that are never used
        -full if i % 2 == 0 else full - 1,             # the widest difference there is
        i % 192 * (c + 1) % (full // 2),               # straight lines
    ][kind]


for bits in (8, 12, 16, 20, 24):
    rows = [[mixed(i, c, bits) for c in range(2)] for i in range(192 * 8 + 77)]
    encode(f"mixed{bits}.flac", rows, bits, ["-8", "--blocksize=192"])
