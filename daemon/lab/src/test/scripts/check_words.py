#!/usr/bin/env python3
"""check_words.py [--rostrum CMD] [--labels DIR] [--jitter S,...] [--seed N] TRUTH.rttm...: how often `rostrum words` errs.

For each recording a word stream is made inside the true turns: word lengths log-normal with a median of 0.25 s and a
sigma of 0.5, between 0.06 and 1.2 s, pauses exponential with a mean of 0.06 s, every word moved by up to the jitter in
either direction, evenly, by itself, and all sorted by time; each word has a text of its own. The stream is written as
CTM and given to `rostrum words --format stm`, by the true turns, and by NAME.final.rttm and NAME.events.jsonl where
--labels has them. Beside it stands the usual rule: the turn in which the middle of the word lies, else the nearest.

Printed for each jitter: attribution errors in per cent of the words, speakers mapped one to one; the same for words that
lie alone in the truth; meeteval's tcpWER with a collar of 0.5 s over the jitter, from the words of each speaker as
meeteval aligns them by itself; and its tcORC WER, which is 0 as no word is lost or doubled, whoever has it. Fails where
a word is lost or doubled, or where the tcpWER lies outside what the errors allow: a wrong word is a deletion with one
speaker and an insertion with another, or half of two substitutions, so errors/words <= tcpWER <= 2 errors/words.
Needs meeteval, numpy and scipy (https://pypi.org/project/meeteval/).
"""
import argparse, logging, os, random, subprocess, sys, tempfile
import numpy
from scipy.optimize import linear_sum_assignment
import meeteval

def rttm(path):
    turns = []
    for line in open(path):
        f = line.split()
        if f and f[0] == "SPEAKER":
            turns.append((float(f[3]), float(f[3]) + float(f[4]), f[7]))
    return sorted(turns)

def merged(turns):
    out = []
    for who in sorted({t[2] for t in turns}):
        mine = []
        for a, b, _ in (t for t in turns if t[2] == who):
            if mine and a <= mine[-1][1]:
                mine[-1][1] = max(b, mine[-1][1])
            else:
                mine.append([a, b])
        out += [(a, b, who) for a, b in mine]
    return sorted(out)

def stream(turns, jitter, rng):
    words = []
    for a, b, who in turns:
        at = a
        while True:
            length = min(max(rng.lognormvariate(numpy.log(0.25), 0.5), 0.06), 1.2)
            if at + length > b:
                if at == a and b - a > 0.02:
                    words.append((a, b, who))
                break
            words.append((at, at + length, who))
            at += length + rng.expovariate(1 / 0.06)
    alone = [not any(x < b and y > a and w != who for x, y, w in turns) for a, b, who in words]
    moved = []
    for (a, b, who), single in zip(words, alone):
        begin = round(max(0.0, a + rng.uniform(-jitter, jitter)), 3)
        moved.append((begin, round(begin + b - a, 3), who, single, (a, b)))
    moved.sort(key=lambda w: w[0])
    return [w + ("w%05d" % i,) for i, w in enumerate(moved)]

def middle(words, turns):
    out = {}
    begins, ends = (numpy.array([t[i] for t in turns]) for i in (0, 1))
    for a, b, *_, text in words:
        m = (a + b) / 2
        away = numpy.maximum(0, numpy.maximum(begins - m, m - ends))
        out[text] = turns[int(numpy.argmin(away))][2]
    return out

def rostrum(command, words, labels, folder, name):
    ctm = os.path.join(folder, name + ".ctm")
    with open(ctm, "w") as to:
        for a, b, *_, text in words:
            to.write("%s 1 %.3f %.3f %s\n" % (name, a, b - a, text))
    stm = subprocess.run(command + ["words", ctm] + labels, check=True, capture_output=True, text=True).stdout
    out = {}
    for line in stm.splitlines():
        f = line.split()
        for text in f[5:]:
            if text in out:
                sys.exit("%s: %s stands twice" % (name, text))
            out[text] = f[2]
    lost = {w[-1] for w in words} ^ set(out)
    if lost:
        sys.exit("%s: lost or invented: %s" % (name, sorted(lost)[:5]))
    return out

def score(name, words, owner, collar):
    who = sorted({w[2] for w in words}); found = sorted(set(owner.values()))
    together = numpy.zeros((len(who), len(found)))
    for w in words:
        together[who.index(w[2]), found.index(owner[w[-1]])] += 1
    rows, columns = linear_sum_assignment(-together)
    right = {(who[r], found[c]) for r, c in zip(rows, columns)}
    wrong = [(w[2], owner[w[-1]]) not in right for w in words]
    single = [w[3] for w in words]
    ref = meeteval.io.SegLST([dict(session_id=name, speaker=w[2], start_time=w[4][0], end_time=w[4][1], words=w[-1])
                              for w in words])  # in the order heard: jitter lets words pass each other
    hyp = meeteval.io.SegLST([dict(session_id=name, speaker=owner[w[-1]], start_time=w[0], end_time=w[1], words=w[-1])
                              for w in words])
    how = dict(reference_pseudo_word_level_timing="none", hypothesis_pseudo_word_level_timing="none")
    tcp = meeteval.wer.wer.time_constrained.time_constrained_minimum_permutation_word_error_rate(
        ref, hyp, collar=collar, reference_sort=False, hypothesis_sort=False, **how)
    if not sum(wrong) <= tcp.errors <= 2 * sum(wrong):
        sys.exit("%s: %d errors, but a tcpWER of %d words" % (name, sum(wrong), tcp.errors))
    orc = meeteval.wer.wer.time_constrained_orc.greedy_time_constrained_orc_wer(
        ref, hyp, collar=collar, reference_sort=False, hypothesis_sort=False, **how)
    if orc.errors:
        sys.exit("%s: a tcORC WER of %d words, though each is there once" % (name, orc.errors))
    return numpy.array([len(words), sum(wrong), sum(single), sum(w and s for w, s in zip(wrong, single)), tcp.errors])

def main():
    logging.disable()
    p = argparse.ArgumentParser(); p.add_argument("--rostrum", default="./rostrum"); p.add_argument("--labels")
    p.add_argument("--jitter", default="0,.1,.2,.3,.4,.5"); p.add_argument("--seed", type=int, default=1)
    p.add_argument("truth", nargs="+"); o = p.parse_args()
    print("jitter s | rule | turns | words | wrong % | wrong % alone | tcpWER %")
    for jitter in map(float, o.jitter.split(",")):
        sums = {}
        for path in o.truth:
            name = os.path.basename(path)[:-5]; turns = merged(rttm(path))
            words = stream(turns, jitter, random.Random("%d %s" % (o.seed, name)))
            with tempfile.TemporaryDirectory() as folder:
                base = os.path.join(o.labels, name) if o.labels else ""
                kinds = {"true": ["--turns", path]}
                if o.labels and os.path.exists(base + ".final.rttm"):
                    kinds["final"] = ["--turns", base + ".final.rttm"]
                    kinds["final, events"] = kinds["final"] + ["--events", base + ".events.jsonl"]
                for kind, labels in kinds.items():
                    by = {"rostrum": rostrum(o.rostrum.split(), words, labels, folder, name)}
                    if not kind.endswith("events"):
                        by["middle"] = middle(words, merged(rttm(labels[1])))
                    for rule, owner in by.items():
                        key = kind, rule
                        sums[key] = sums.get(key, 0) + score(name, words, owner, 0.5 + jitter)
        for (kind, rule), s in sorted(sums.items()):
            print("%.2f | %s | %s | %d | %.2f | %.2f | %.2f" % (
                jitter, rule, kind, s[0], 100 * s[1] / s[0], 100 * s[3] / s[2], 100 * s[4] / s[0]), flush=True)

if __name__ == "__main__":
    main()
