#!/usr/bin/env python3
"""Speaks script.txt with Debian's free voices and writes what the project carries of its own meeting.

    python3 make-meeting.py OUT_FOLDER

One FLAC per speaker (dry, mono, 16 kHz, 16 bit, utterances end to end), timeline.csv (which samples of which voice
begin at which sample of the meeting) and meeting.rttm, the truth. An utterance is cut to its speech and no pause in it
is longer than 0.2 s, so that the truth is exact. Only the standard library, flite, espeak-ng, sox and flac are used;
README.md names their versions.
"""
import array
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

RATE = 16000
FRAME = 160  # 10 ms
SILENCE_BELOW_PEAK_DB = 45.0
LONGEST_PAUSE = RATE // 5
EDGE = RATE // 50  # kept around speech so that soft consonants survive
RMS = 0.05  # of the speech in every utterance: -26 dB re full scale
VOICES = {"alex": ("flite", "awb"), "kim": ("flite", "kal16"), "sara": ("flite", "slt"), "emma": ("espeak-ng", "en-us+f5")}


def speak(speaker, text, folder):
    """Samples of one utterance, 16 kHz mono in [-32768, 32767]."""
    program, voice = VOICES[speaker]
    spoken, at_rate = folder / "spoken.wav", folder / "rate.wav"
    if program == "flite":
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(spoken)], check=True)
    else:
        subprocess.run(["espeak-ng", "-v", voice, "-s", "160", "-w", str(spoken), text], check=True)
    subprocess.run(["sox", "-D", str(spoken), "-b", "16", "-c", "1", str(at_rate), "gain", "-3", "rate", "-v", str(RATE)],
                   check=True)
    with wave.open(str(at_rate)) as sound:
        return array.array("h", sound.readframes(sound.getnframes()))


def frames_with_speech(samples):
    """One truth value per 10 ms: is the frame's level within SILENCE_BELOW_PEAK_DB of the loudest one?"""
    energy = [sum(s * s for s in samples[i:i + FRAME]) / FRAME for i in range(0, len(samples) - FRAME + 1, FRAME)]
    limit = max(energy) * 10 ** (-SILENCE_BELOW_PEAK_DB / 10)
    return [e >= limit for e in energy]


def without_pauses(samples):
    """Cut to the speech, pauses shortened to LONGEST_PAUSE (half of it kept on either side), level set."""
    speech = frames_with_speech(samples)
    pieces, start = [], None
    for index, active in enumerate(speech + [False]):
        if active and start is None:
            start = index
        elif not active and start is not None:
            pieces.append([start * FRAME, index * FRAME])
            start = None
    out = array.array("h", samples[max(0, pieces[0][0] - EDGE):pieces[0][1]])
    for before, piece in zip(pieces, pieces[1:]):
        pause = piece[0] - before[1]
        half = min(pause, LONGEST_PAUSE) // 2
        out += samples[before[1]:before[1] + half] + samples[piece[0] - (min(pause, LONGEST_PAUSE) - half):piece[0]]
        out += samples[piece[0]:piece[1]]
    out += samples[pieces[-1][1]:pieces[-1][1] + EDGE]
    loud = [s for piece in pieces for s in samples[piece[0]:piece[1]]]
    gain = RMS * 32768 / (sum(s * s for s in loud) / len(loud)) ** 0.5
    return array.array("h", (max(-32768, min(32767, round(s * gain))) for s in out))


def write_flac(path, samples):
    subprocess.run(["flac", "--silent", "--force", "-8", "--no-padding", "--force-raw-format", "--endian=little",
                    "--sign=signed", "--channels=1", "--bps=16", f"--sample-rate={RATE}", f"--output-name={path}", "-"],
                   input=samples.tobytes(), check=True)


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    voices = {speaker: array.array("h") for speaker in VOICES}
    timeline, truth, latest_end = [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        for line in Path(__file__).with_name("script.txt").read_text().splitlines():
            if line.startswith("#"):
                continue
            speaker, pause, text = (field.strip() for field in line.split("|"))
            samples = without_pauses(speak(speaker, text, Path(folder)))
            begin = latest_end + round(float(pause) * RATE)
            timeline.append((speaker, begin, len(voices[speaker]), len(samples), text))
            truth.append((begin, len(samples), speaker))
            voices[speaker] += samples
            latest_end = max(latest_end, begin + len(samples))
    for speaker, samples in voices.items():
        write_flac(out / f"{speaker}.flac", samples)
    with open(out / "timeline.csv", "w") as csv:
        csv.write("speaker,begin_sample,voice_sample,samples,text\n")
        csv.writelines(f'{t},{b},{v},{n},"{text}"\n' for t, b, v, n, text in timeline)
    with open(out / "meeting.rttm", "w") as rttm:
        rttm.writelines(f"SPEAKER meeting 1 {b / RATE:.6f} {n / RATE:.6f} <NA> <NA> {t} <NA> <NA>\n"
                        for b, n, t in truth)
    print(f"{len(truth)} utterances, {latest_end / RATE:.1f} s")


main()
