"""Who speaks when in a window: stretches of real meetings, and conversations made up to be denser than those."""
import numpy as np

# turns of one speaker closer than this are one; voices.py leaves pauses that long within speech
JOIN_SECONDS = 0.2
SHORTEST_SECONDS = 0.08


def drawn(random, meetings, seconds) -> list:
    """Turns (start, end, speaker) in a window of SECONDS, of at most five speakers."""
    kind = random.random()
    if kind < 0.07:
        return []
    if kind < 0.55:
        return of_meeting(random, meetings, seconds)
    if kind < 0.63:
        return alone(random, seconds)
    return made_up(random, int(random.choice([2, 3, 4, 5], p=[0.4, 0.35, 0.15, 0.1])), seconds)


def of_meeting(random, meetings, seconds) -> list:
    """A stretch of a real meeting, its talkative ones first; one with somebody speaking, if ten tries find one."""
    for _ in range(10):
        turns = meetings[random.integers(len(meetings))]
        first = random.uniform(0, max(end for _, end, _ in turns) - seconds)
        cut = [(a - first, b - first, s) for a, b, s in turns if b > first and a < first + seconds]
        cut = joined(within(cut, seconds))
        if cut:
            break
    spoken = {}
    for a, b, s in cut:
        spoken[s] = spoken.get(s, 0) + b - a
    kept = sorted(spoken, key=lambda s: -spoken[s])[:5]
    return [t for t in cut if t[2] in kept]


def alone(random, seconds) -> list:
    """One speaker with a pause or two; where a turn ends the window may end, too."""
    turns, t = [], random.uniform(-3, 3)
    while t < seconds:
        end = t + random.uniform(1, 9)
        turns.append((t, end, "a"))
        t = end + random.uniform(0.3, 3)
    return joined(within(turns, seconds))


def made_up(random, count, seconds) -> list:
    """A conversation of COUNT speakers with its own habits: how long they speak, interrupt, answer and think."""
    names = "abcde"[:count]
    share = random.dirichlet(np.full(count, 1.5))
    long_turn = random.uniform(0.3, 1.3)
    answers, thinks = random.uniform(0.1, 0.6), random.uniform(0, 0.15)
    gap = random.uniform(-0.9, 0.4)
    turns, t, last = [], random.uniform(-3, 1), None
    while t < seconds:
        speaker = random.choice(count, p=share)
        if speaker == last:
            speaker = (speaker + 1 + random.integers(count - 1)) % count
        end = t + float(np.clip(random.lognormal(long_turn, 0.8), 0.3, 12))
        turns.append((t, end, names[speaker]))
        if random.random() < answers:
            turns.append(_answer(random, t, end, names[(speaker + 1 + random.integers(count - 1)) % count]))
        pause = random.uniform(0.8, 3) if random.random() < thinks else random.normal(gap, 0.5)
        t, last = max(t + 0.25, end + pause), speaker
    return joined(within(turns, seconds))


def _answer(random, start, end, who):
    """A word or two of somebody else while one speaks."""
    at = random.uniform(start, max(start + 0.1, end - 0.3))
    return at, at + random.uniform(0.25, 0.9), who


def within(turns, seconds) -> list:
    return [(max(a, 0.0), min(b, seconds), s) for a, b, s in turns if b > 0 and a < seconds]


def joined(turns) -> list:
    """Turns of one speaker that touch, overlap or nearly do become one; what is too short to hear goes."""
    out = []
    for speaker in sorted({s for _, _, s in turns}):
        current = None
        for a, b, _ in sorted(t for t in turns if t[2] == speaker):
            if current and a - current[1] < JOIN_SECONDS:
                current[1] = max(current[1], b)
            else:
                current = [a, b]
                out.append((current, speaker))
    return sorted((a, b, s) for (a, b), s in out if b - a > SHORTEST_SECONDS)
