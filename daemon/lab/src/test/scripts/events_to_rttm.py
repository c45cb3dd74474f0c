"""Rebuilds RTTM files from a file of events, by the definition and with nothing but the standard library.

    python3 events_to_rttm.py NAME.events.jsonl LATENCY_SECONDS > NAME.live.rttm
    python3 events_to_rttm.py NAME.events.jsonl final > NAME.final.rttm

The live label of instant t at latency L is the state after only those events that were emitted at audio position
t + L or earlier; no label by then counts as silence. So the state between two events, emitted at a and b, labels the
instants from a - L until b - L. The final label is the state after the last event.
"""
import json
import sys
from decimal import Decimal
from fractions import Fraction

FOREVER = 1 << 62


def load(path):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file if line.strip()]
    if (lines[0].get("format"), lines[0].get("version")) != ("rostrum-events", 2):
        sys.exit(f"{path}: no rostrum-events of version 2; this script knows no other")
    return lines[0], lines[1:]


def apply(event, state, meeting):
    """Changes state, a dict from (meeting, turn id) to turn; gives the number of the meeting that runs."""
    kind = event["topic"]
    if kind == "meeting" and event["kind"] == "started":
        return event["meeting"]
    if kind in ("turn/start", "turn/update", "turn/end"):
        state[meeting, event["turn"]["id"]] = event["turn"]
    elif kind == "correction":
        for change in event["changes"]:
            if change["op"] == "withdraw":
                del state[meeting, change["id"]]
            else:
                state[meeting, change["turn"]["id"]] = change["turn"]
    return meeting


def labelled(events, latency):
    """Pieces (speaker, from, to) in samples; latency None for the final state."""
    state, meeting, pieces = {}, 0, []
    for number, event in enumerate(events):
        meeting = apply(event, state, meeting)
        last = number + 1 == len(events)
        if latency is None and not last:
            continue
        begin = 0 if latency is None else event["position"] - latency
        end = FOREVER if last else events[number + 1]["position"] - latency
        for (of_meeting, _), turn in state.items():
            first, past = max(begin, turn["from"]), min(end, turn["to"])
            if first < past:
                prefix = f"M{of_meeting}-" if of_meeting > 1 else ""
                pieces.append((prefix + turn["speaker"], first, past))
    return pieces


def merged(pieces):
    result = []
    for speaker, first, past in sorted(pieces):
        if result and result[-1][0] == speaker and first <= result[-1][2]:
            result[-1][2] = max(result[-1][2], past)
        else:
            result.append([speaker, first, past])
    return sorted(result, key=lambda piece: (piece[1], piece[2], piece[0]))


def seconds(samples, rate):
    nanoseconds = samples * 1_000_000_000 // rate
    text = f"{Decimal(nanoseconds).scaleb(-9):f}"
    whole, _, part = text.partition(".")
    return f"{whole}.{part.rstrip('0').ljust(3, '0')}"


def main(path, latency):
    stream, events = load(path)
    rate = stream["rate"]
    samples = None if latency == "final" else int(Fraction(latency) * rate)
    recording = "_".join(stream["recording"].split())
    for speaker, first, past in merged(labelled(events, samples)):
        start, length = seconds(first, rate), seconds(past - first, rate)
        print(f"SPEAKER {recording} 1 {start} {length} <NA> <NA> {speaker} <NA> <NA>")


if __name__ == "__main__":
    main(*sys.argv[1:])
