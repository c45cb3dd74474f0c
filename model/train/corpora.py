"""What the training windows are made of: which repositories, which of their speakers, whose turns.

Every corpus is a public repository, cloned at one commit into one folder (README.md). Speakers who sound in recordings
that the network is judged by are left out, by name.
"""
import dataclasses
import hashlib
import json
from pathlib import Path

CORPORA = {
    "speechocean762": {
        "repository": "jimbozhang/speechocean762",
        "commit": "613968e3b0b789fc33936fb5eba1973176ba7d11",
        "licence": "free for commercial and non-commercial use (Xiaomi, SpeechOcean)",
        "use": "read speech, every second adult and every second child by name",
    },
    "Resemblyzer": {
        "repository": "resemble-ai/Resemblyzer",
        "commit": "15d828edebe06bc72b9cabc8ef8ca5ab2cb457ce",
        "licence": "CC-BY-4.0 (the excerpts of LibriSpeech that it carries)",
        "use": "read speech: 251 speakers of train-clean-100 with one utterance each, ten of test-other with ten each",
    },
    "AMI-diarization-setup": {
        "repository": "BUTSpeechFIT/AMI-diarization-setup",
        "commit": "2509d8933721023fab4def2618aabd5c28eb82e9",
        "licence": "CC-BY-4.0 (annotations of the AMI corpus)",
        "use": "who speaks when, in the meetings of its train and dev parts",
    },
    "ESC-10": {
        "repository": "karoldvl/ESC-10",
        "commit": "553c8f1743b9dba6b282e1323c3ca8fa76923448",
        "licence": "CC-BY-3.0",
        "use": "household sounds",
    },
    "silero-vad": {
        "repository": "snakers4/silero-vad",
        "commit": "806dcba3f0b5d95282d0889a074954a2f8c6397b",
        "licence": "MIT",
        "use": "says what of a read utterance is speech; nothing of it is in the weights",
    },
}


@dataclasses.dataclass(frozen=True)
class Speaker:
    """One talker and the files that hold nobody else."""

    name: str
    files: tuple


def speakers(data: Path, judged: Path) -> list:
    """The speakers to train on, by name; JUDGED holds the recordings whose speakers must not be among them."""
    refused = names_in(judged)
    found = _speechocean(data / "speechocean762") + _excerpts(data / "Resemblyzer" / "audio_data")
    return sorted((s for s in found if s.files and s.name not in refused), key=lambda s: s.name)


def names_in(judged: Path) -> set:
    """Who sounds in the simulated conversations (their JSON says so) and in the enrolment voices (their files do)."""
    names = {f.name.rsplit("_", 1)[0] for f in judged.glob("voices/*.flac")}
    for facts in [*judged.glob("sim/*.json"), *judged.glob("wild/*.json")]:
        names |= {talker["talker"] for talker in json.loads(facts.read_text())["talkers"]}
    return names


def _speechocean(root: Path) -> list:
    """Every second adult and every second child; the others stay unheard until the network is accepted."""
    ages = {}
    for part in ("train", "test"):
        for line in (root / part / "spk2age").read_text().splitlines():
            name, age = line.split()
            ages[name] = int(age)
    adults = sorted(name for name, age in ages.items() if age >= 18)
    children = sorted(name for name, age in ages.items() if age < 18)
    chosen = adults[::2] + children[::2]
    return [Speaker(f"ocean-{n}", tuple(sorted((root / "WAVE" / f"SPEAKER{n}").glob("*.WAV")))) for n in chosen]


def _excerpts(root: Path) -> list:
    files = {}
    for part in ("librispeech_train-clean-100", "librispeech_test-other"):
        for file in sorted((root / part).rglob("*.flac")):
            files.setdefault(f"libri-{file.name.split('-')[0]}", []).append(file)
    return [Speaker(name, tuple(of)) for name, of in files.items()]


def household_sounds(data: Path) -> list:
    return sorted((data / "ESC-10").rglob("*.ogg"))


def meetings(data: Path) -> list:
    """Turns (start, end, speaker) of each meeting of AMI's train and dev parts, in seconds."""
    files = []
    for part in ("train", "dev"):
        files += sorted((data / "AMI-diarization-setup" / "only_words" / "rttms" / part).glob("*.rttm"))
    return [turns_of(file) for file in files]


def turns_of(rttm: Path) -> list:
    rows = [line.split() for line in rttm.read_text().splitlines() if line.startswith("SPEAKER")]
    return [(float(r[3]), float(r[3]) + float(r[4]), r[7]) for r in rows]


def speech_detector(data: Path) -> Path:
    return data / "silero-vad" / "src" / "silero_vad" / "data" / "silero_vad.onnx"


def data_list(data: Path, judged: Path) -> dict:
    """What the manifest says of the data: repositories with commits and licences, and a checksum over the speakers."""
    names = [s.name for s in speakers(data, judged)]
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()
    return {"corpora": CORPORA, "speakers": len(names), "speakersSha256": digest}
