#!/usr/bin/env python3
"""check_evaluation.py JSON LABELS RECORDINGS...: computes again, with pyannote.metrics, what `rostrum evaluate` printed.

JSON is the file that --json left, LABELS the folder of --out, RECORDINGS the folders that were evaluated. For live (at
the main latency) and final labels of each recording it compares DER with its parts, JER, the DER of single speakers and
of overlap under the one mapping, speech detection, overlap detection and the count of speakers, prints the largest
difference of each figure and fails above 1e-6. Needs pyannote.metrics.
"""
import glob, json, os, sys, warnings
from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.detection import DetectionErrorRate
from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate
from pyannote.metrics.identification import IdentificationErrorRate

LEAST_SPEECH = 2.0

def rttm(path):
    a = Annotation()
    for i, line in enumerate(open(path)):
        f = line.split()
        if f and f[0] == "SPEAKER":
            a[Segment(float(f[3]), float(f[3]) + float(f[4])), i] = f[7]
    return a.support()

def uem(path):
    return Timeline([Segment(float(f[2]), float(f[3])) for f in map(str.split, open(path))])

def overlap(a):
    """Where two or more speak."""
    twice = Timeline()
    for (s1, t1), (s2, t2) in a.co_iter(a):
        if (s1, t1) != (s2, t2) and a[s1, t1] != a[s2, t2]:
            twice.add(s1 & s2)
    return twice.support()

def length(timeline):
    return sum(segment.duration for segment in timeline.support())

def figures(ref, hyp, region):
    der, jer, det = DiarizationErrorRate(), JaccardErrorRate(), DetectionErrorRate()
    d = der(ref, hyp, uem=region, detailed=True)
    ref, hyp = ref.crop(region), hyp.crop(region)
    mapping = der.optimal_mapping(ref, hyp)
    named = hyp.rename_labels(mapping={h: mapping.get(h, "unmatched " + h) for h in hyp.labels()})
    out = {"der": d["diarization error rate"], "miss_s": d["missed detection"], "false_alarm_s": d["false alarm"],
           "confusion_s": d["confusion"], "jer": jer(ref, hyp, uem=region)}
    twice, heard_twice = overlap(ref), overlap(hyp)
    once = Timeline([s for s in ref.get_timeline().support()]).extrude(twice)
    for name, where in (("single_speaker", once), ("overlapped", twice)):
        if len(where):
            e = IdentificationErrorRate()(ref.crop(where), named.crop(where), uem=where, detailed=True)
            out[name + ".der"] = e["identification error rate"]
    s = det(ref, hyp, uem=region, detailed=True)
    out["speech_detection.miss_s"], out["speech_detection.false_alarm_s"] = s["miss"], s["false alarm"]
    common = length(twice.crop(heard_twice))
    if length(twice) > 0 and length(heard_twice) > 0:
        out["overlap_detection.precision"] = common / length(heard_twice)
        out["overlap_detection.recall"] = common / length(twice)
    big = [l for l in ref.labels() if ref.label_duration(l) >= LEAST_SPEECH]
    matched = {r for h, r in mapping.items()}
    out["speakers.reference"], out["speakers.found"] = len(big), len(hyp.labels())
    out["speakers.missed"] = sum(l not in matched for l in big)
    out["speakers.invented"] = sum(h not in mapping for h in hyp.labels())
    return out

def dig(tree, path):
    for step in path.split("."):
        tree = tree[step]
    return tree

def main():
    warnings.filterwarnings("ignore")
    told = json.load(open(sys.argv[1])); worst = {}
    for folder in sys.argv[3:]:
        for path in sorted(glob.glob(folder + "/*.rttm")):
            name = os.path.basename(path)[:-5]
            if name not in told["recordings"]:
                continue
            region = uem(path[:-5] + ".uem")
            for kind in ("live", "final"):
                hyp = rttm(f"{sys.argv[2]}/{name}.{kind}.rttm")
                ours = told["recordings"][name]
                ours = ours["final"] if kind == "final" else ours["live"][str(told["main_latency_s"])]
                for figure, value in figures(rttm(path), hyp, region).items():
                    ours_value = dig(ours, figure)
                    difference = abs(value - ours_value) if ours_value is not None else 0.0
                    if difference >= worst.get(figure, (-1,))[0]:
                        worst[figure] = difference, f"{name} {kind}: {value:.6f} here, {ours_value}"
    for figure, (difference, where) in worst.items():
        print(f"{figure:32} {difference:.1e}  {where}")
    sys.exit(max(d for d, _ in worst.values()) > 1e-6)

if __name__ == "__main__":
    main()
