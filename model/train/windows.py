"""Makes the windows that the network is trained on, each with the exact truth.

    python windows.py --data CORPORA --judged RECORDINGS --out FOLDER --seed 31 --count 5000 [--part 0/2]

Files of 250 windows: sound int16 [n, 160000] and truth uint8 [n, 589, 5], the most talkative speaker first. Window i
depends on the seed and on i alone, so pieces may be made in any order, by several processes; a file that is there is
left alone.
"""
import argparse
import os
from pathlib import Path

import numpy as np
from scipy.signal import fftconvolve, resample_poly

import channels
import corpora
import rooms
import turns
import voices

RATE = 16000
SECONDS = 10
SAMPLES = SECONDS * RATE
FRAMES = 589
CENTRES = (495 + 270 * np.arange(FRAMES)) / RATE
SPEAKERS = 5
ROOMS = 240
FILE = 250
# voices a tenth lower to a tenth higher, as resampling ratios
PITCHES = ((1, 1), (1, 1), (20, 19), (20, 21), (10, 9), (10, 11))


class Maker:
    """Holds what windows are made of; the window of a number is the same whoever makes it."""

    def __init__(self, data: Path, judged: Path, seed: int, folder: Path):
        self._seed = seed
        speakers = corpora.speakers(data, judged)
        bank = voices.bank(speakers, corpora.speech_detector(data), folder / "voices.npz")
        self._voices = [v for v in bank if len(v)]
        self._meetings = corpora.meetings(data)
        self._sounds = [voices.read(f) for f in corpora.household_sounds(data)]
        self._rooms = [rooms.drawn(np.random.default_rng([seed, 1, i])) for i in range(ROOMS)]
        print(f"{len(self._voices)} speakers, {len(self._meetings)} meetings, {ROOMS} rooms", flush=True)

    def window(self, number: int):
        """Sound and truth of one window."""
        random = np.random.default_rng([self._seed, 2, number])
        said = turns.drawn(random, self._meetings, SECONDS)
        names = sorted({s for _, _, s in said})
        dry, truth = self._dry(random, said, names)
        channel = channels.drawn(random)
        place = self._headsets if random.random() < channel.headsets else self._room
        sound = place(random, dry)
        sound = self._noise(random, sound)
        sound = channel.through(random, sound)
        sound = at_level(random, sound)
        order = np.argsort(-truth.sum(0).astype(int), kind="stable")
        return np.round(np.clip(sound, -1, 1) * 32767).astype(np.int16), truth[:, order]

    def _dry(self, random, said, names):
        """Each speaker alone [speaker, sample], at levels 4 or up to 20 dB apart, and the truth [frame, speaker]."""
        who = random.permutation(len(self._voices))[: len(names)]
        spread = 10 if random.random() < 0.25 else random.uniform(0, 4)
        dry, truth = np.zeros((len(names), SAMPLES)), np.zeros((FRAMES, SPEAKERS), np.uint8)
        for i, name in enumerate(names):
            up, down = PITCHES[random.integers(len(PITCHES))]
            voice = self._voices[who[i]]
            for start, end, _ in (t for t in said if t[2] == name):
                first = int(start * RATE)
                piece = _spoken(random, voice, min(int((end - start) * RATE), SAMPLES - first), up, down)
                dry[i, first : first + len(piece)] += piece
                truth[(CENTRES >= start) & (CENTRES < start + len(piece) / RATE), i] = 1
            dry[i] *= 10 ** (random.uniform(-spread, spread) / 20)
            if random.random() < 0.08:  # somebody on the telephone, heard by the room's loudspeaker
                dry[i] = resample_poly(channels.narrow(dry[i]), 2, 1)[:SAMPLES]
        return dry, truth

    def _room(self, random, dry):
        """Everybody in one room with one microphone."""
        room = self._rooms[random.integers(ROOMS)]
        places = random.permutation(rooms.PLACES)
        sound = np.zeros(SAMPLES)
        far = random.random() < 0.5  # half of the rooms make the far ones quieter
        for voice, place in zip(dry, places):
            gain = min(1.5, 1 / room.distances[place]) if far else 1.0
            sound += gain * fftconvolve(voice, room.responses[place])[rooms.LEAD : rooms.LEAD + SAMPLES]
        return sound

    def _headsets(self, random, dry):
        """Everybody with a microphone of their own, all added up: near and dry, and faintly through the others'."""
        room = self._rooms[random.integers(ROOMS)]
        leak = 10 ** (random.uniform(-40, -12) / 20)
        alike = random.random() < 0.3
        sound = np.zeros(SAMPLES)
        for i, voice in enumerate(dry):
            sound += voice if alike else channels.curve(random, voice)
            response = room.responses[i % rooms.PLACES]
            sound += leak * fftconvolve(voice, response)[rooms.LEAD : rooms.LEAD + SAMPLES]
        return sound

    def _noise(self, random, sound):
        """Noise under it all, now and then something falling or barking, or music; where nobody speaks, mostly more."""
        silent = not sound.any()
        level = voices.LEVEL if silent else np.sqrt((sound**2).mean())
        quiet = random.uniform(5, 25) if random.random() < 0.6 else random.uniform(25, 50)
        sound = sound + channels.pink(random, SAMPLES) * level * 10 ** (-quiet / 20)
        for _ in range(random.integers(5) if silent else int(random.random() < 0.35)):
            self._event(random, sound, level * 10 ** (random.uniform(-22, 10 if silent else 0) / 20))
        if random.random() < (0.3 if silent else 0.1):
            sound += channels.music(random, SAMPLES) * level * 10 ** (random.uniform(-20, -3) / 20)
        return sound

    def _event(self, random, sound, level):
        """Adds a household sound, in half of the cases as a room sounds."""
        event = self._sounds[random.integers(len(self._sounds))]
        if random.random() < 0.5:
            room = self._rooms[random.integers(ROOMS)]
            event = fftconvolve(event, room.responses[random.integers(rooms.PLACES)])[rooms.LEAD :]
        at = random.integers(0, SAMPLES - RATE)
        event = event[: SAMPLES - at]
        sound[at : at + len(event)] += event / (np.sqrt((event**2).mean()) + 1e-9) * level


def _spoken(random, voice, length, up, down):
    """LENGTH samples of a voice from anywhere in it, at another pitch, faded in and out over 10 ms."""
    wanted = length * down // up + 2
    first = random.integers(0, max(1, len(voice) - wanted))
    piece = voice[first : first + wanted] / 32767
    if up != down:
        piece = resample_poly(piece, up, down)
    piece = piece[:length].copy()
    fade = np.linspace(0, 1, min(160, len(piece) // 2))
    piece[: len(fade)] *= fade
    piece[len(piece) - len(fade) :] *= fade[::-1]
    return piece


def at_level(random, sound):
    """The daemon brings loud sound to -20 dB, often wrongly; what came in clipped stays so."""
    sound = sound / (np.sqrt((sound**2).mean()) + 1e-9)
    if random.random() < 0.05:
        sound = np.clip(sound, -random.uniform(1.5, 3), random.uniform(1.5, 3))
    return sound * 10 ** (random.uniform(-34, -20) / 20)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, required=True, help="folder with the corpora")
    arguments.add_argument("--judged", type=Path, required=True, help="recordings whose speakers are left out")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--seed", type=int, default=31)
    arguments.add_argument("--count", type=int, default=5000)
    arguments.add_argument("--part", default="0/1", help="i/n: every n-th file, beginning with the i-th")
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    maker = Maker(options.data, options.judged, options.seed, options.out)
    part, parts = (int(p) for p in options.part.split("/"))
    for first in range(part * FILE, options.count, parts * FILE):
        file = options.out / f"windows-{first:06d}.npz"
        if file.exists():
            continue
        made = [maker.window(i) for i in range(first, min(first + FILE, options.count))]
        partial = file.with_suffix(".part")
        with partial.open("wb") as stream:
            np.savez(stream, sound=np.stack([s for s, _ in made]), truth=np.stack([t for _, t in made]))
        os.replace(partial, file)
        print(file.name, flush=True)


if __name__ == "__main__":
    main()
