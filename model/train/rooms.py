"""Impulse responses of rooms: early reflections by the image method, then noise that dies away as the room says."""
import dataclasses

import numpy as np
import pyroomacoustics

RATE = 16000
SOUND = 343.0
PLACES = 5
ORDER = 9
# samples kept in front of the direct sound
LEAD = 40


@dataclasses.dataclass(frozen=True)
class Room:
    """One microphone and the responses from PLACES, the direct sound first; unit energy each."""

    reverberation: float
    distances: tuple
    responses: tuple


def drawn(random) -> Room:
    """A room of .15 to 1.1 s, speakers .3 to 5 m from the microphone."""
    size, reverberation, absorption = _walls(random)
    microphone = size * random.uniform([0.3, 0.3, 0.2], [0.7, 0.7, 0.5])
    room = pyroomacoustics.ShoeBox(
        size, fs=RATE, materials=pyroomacoustics.Material(absorption), max_order=ORDER, air_absorption=True
    )
    room.add_microphone(microphone)
    distances = []
    for _ in range(PLACES):
        place = _place(random, size, microphone)
        room.add_source(place)
        distances.append(float(np.linalg.norm(place - microphone)))
    room.compute_rir()
    early = ORDER * size.min() / SOUND
    responses = [_with_tail(random, h, d, early, reverberation) for h, d in zip(room.rir[0], distances, strict=True)]
    return Room(reverberation, tuple(distances), tuple(responses))


def _walls(random):
    while True:
        size = random.uniform([2.5, 2.5, 2.3], [12, 9, 4])
        reverberation = random.uniform(0.15, 0.7) if random.random() < 0.75 else random.uniform(0.7, 1.1)
        try:
            absorption, _ = pyroomacoustics.inverse_sabine(reverberation, size)
            return size, reverberation, absorption
        except ValueError:  # no wall absorbs that much
            continue


def _place(random, size, microphone):
    while True:
        distance = np.exp(random.uniform(np.log(0.3), np.log(5)))
        angle = random.uniform(0, 2 * np.pi)
        height = random.uniform(-0.1, 0.6) if distance > 0.6 else random.uniform(0, 0.2)
        place = microphone + [distance * np.cos(angle), distance * np.sin(angle), height]
        if (place > 0.25).all() and (place < size - 0.25).all():
            return place


def _with_tail(random, response, distance, early, reverberation):
    """Beyond EARLY seconds the image method, which knows few reflections, gives way to decaying noise."""
    direct = int(np.argmax(np.abs(response[: int((distance / SOUND + 0.01) * RATE) + 80])))
    response = response[max(0, direct - LEAD) :]
    start, length = int(early * RATE), int(1.2 * reverberation * RATE)
    if start + 400 < length:
        before = np.sqrt((response[start - 400 : start] ** 2).mean()) if len(response) > start else 0.0
        decay = np.exp(-6.9 * np.arange(length - start) / RATE / reverberation)
        response = np.concatenate([response[:start], random.standard_normal(length - start) * before * decay])
    else:
        response = response[:length]
    return (response / np.sqrt((response**2).sum())).astype(np.float32)
