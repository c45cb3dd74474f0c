"""Writes the FLAC fixtures beside it: every sample follows a formula that the test repeats. Needs flac 1.4.2."""
import struct
import subprocess
from pathlib import Path

here = Path(__file__).parent
for bits, channels, frames in ((16, 4, 4000), (24, 6, 2001)):
    raw = bytearray()
    for i in range(frames):
        for c in range(channels):
            value = (i * (37 + 10 * c) + 1000 * c) % 20001 - 10000
            value = value if bits == 16 else value * 256 + c
            raw += struct.pack("<i", value)[: bits // 8]
    name = here / f"pattern{bits}.flac"
    subprocess.run(
        ["flac", "--silent", "--force", "--no-seektable", "--no-padding", "--force-raw-format", "--endian=little",
         "--sign=signed", f"--channels={channels}", f"--bps={bits}", "--sample-rate=16000", f"--output-name={name}", "-"],
        input=bytes(raw), check=True)
