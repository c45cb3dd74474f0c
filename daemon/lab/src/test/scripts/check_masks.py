#!/usr/bin/env python3
"""check_masks.py MASKS LABELS TRUTH.rttm...: how good the masks of `rostrum replay --masks MASKS --out LABELS` are.

Speakers are mapped one to one by the time they talk together in the final labels. For each lane, over all matched speakers
and frames inside the extent of the truth: the Brier score (squared distance from the true state, 0 to 2) and the share of
frames whose likeliest state is wrong, of the mask and of the hard mask that the RTTM of the same lane gives. Fails where
a mask does not add to 1 or has another shape than its manifest says. Needs numpy and scipy.
"""
import json, os, sys
import numpy
from scipy.optimize import linear_sum_assignment

def frames(path, count, step):
    out = {}
    for line in open(path):
        f = line.split()
        if f and f[0] == "SPEAKER":
            a, b = float(f[3]), float(f[3]) + float(f[4])
            mine = out.setdefault(f[7], numpy.zeros(count, bool))
            mine[max(0, int(numpy.ceil(a / step - 0.5))):max(0, int(numpy.ceil(b / step - 0.5)))] = True
    return out

def states(speaker, everybody, count):
    mine = everybody.get(speaker, numpy.zeros(count, bool))
    others = numpy.zeros(count, bool)
    for name, active in everybody.items():
        if name != speaker:
            others |= active
    return numpy.eye(4)[numpy.where(mine & others, 3, numpy.where(mine, 1, numpy.where(others, 2, 0)))]

def main():
    masks, labels, truths = sys.argv[1], sys.argv[2], sys.argv[3:]
    sums = {}
    for path in truths:
        name = os.path.basename(path)[:-5]
        manifest = json.load(open("%s/%s.masks.json" % (masks, name)))
        count, step = manifest["frames"], manifest["frame_s"]
        truth = frames(path, count, step); final = frames("%s/%s.final.rttm" % (labels, name), count, step)
        inside = numpy.flatnonzero(numpy.any(list(truth.values()), axis=0)); inside = slice(inside[0], inside[-1] + 1)
        known, found = sorted(truth), sorted(final)
        together = numpy.array([[(truth[k] & final[f]).sum() for f in found] for k in known])
        mapped = {found[c]: known[r] for r, c in zip(*linear_sum_assignment(-together)) if together[r, c]}
        files = {(m["lane"], m["speaker"]): m["file"] for m in manifest["masks"]}
        for (lane, speaker), file in sorted(files.items()):
            mask = numpy.load("%s/%s" % (masks, file))
            if mask.shape != (count, 4) or not numpy.allclose(mask.sum(1), 1, atol=1e-5) or mask.min() < -1e-6:
                sys.exit(file + ": no mask")
            if speaker not in mapped:
                continue
            true = states(mapped[speaker], truth, count)[inside]
            hard = states(speaker, frames("%s/%s.%s.rttm" % (labels, name, lane), count, step), count)[inside]
            for kind, said in (("mask", mask[inside]), ("RTTM", hard)):
                s = sums.setdefault((lane, kind), numpy.zeros(3))
                s += [((said - true) ** 2).sum(), (said.argmax(1) != true.argmax(1)).sum(), len(true)]
    print("lane | from | Brier score | wrong frames %")
    for (lane, kind), s in sorted(sums.items()):
        print("%s | %s | %.3f | %.1f" % (lane, kind, s[0] / s[2], 100 * s[1] / s[2]))

if __name__ == "__main__":
    main()
