"""GE2E speaker encoder (three LSTM layers, Resemblyzer) from its state dict to tensors, and what it answers in plain numpy."""
import numpy as np

RATE, FRAME, SHIFT, MELS, LEVEL_DB = 16000, 400, 160, 40, -30.0


def tensors(state) -> dict:
    out = {}
    layer = 0
    for name in ("lstm.weight_ih_l0", "linear.weight", "linear.bias"):
        if name not in state:
            raise SystemExit(f"state dict has no {name}: not a GE2E encoder; it has {sorted(state)[:3]}")
    bands = state["lstm.weight_ih_l0"].shape[1]
    if bands != MELS:
        raise SystemExit(f"the encoder takes {bands} bands; the front end known here is Resemblyzer's, of {MELS}")
    while f"lstm.weight_ih_l{layer}" in state:
        out[f"lstm.{layer}.input"] = state[f"lstm.weight_ih_l{layer}"].T
        out[f"lstm.{layer}.recurrent"] = state[f"lstm.weight_hh_l{layer}"].T
        out[f"lstm.{layer}.bias"] = state[f"lstm.bias_ih_l{layer}"].astype(float) + state[f"lstm.bias_hh_l{layer}"]
        layer += 1
    out["dense.kernel"], out["dense.bias"] = state["linear.weight"].T, state["linear.bias"]
    return out


def storage(name: str) -> str:
    return "F32" if name.endswith("bias") else "F16"


def facts(tensor) -> dict:
    """What the manifest says of it but for names."""
    vector = answer(tensor, check_sound())
    return {
        "role": "embedding",
        "builder": "ge2e",
        "sampleRate": RATE,
        "embedding": {
            "size": int(tensor["dense.bias"].size),
            "shortestFrames": 30,
            "longestFrames": 1000,
            "levelDb": LEVEL_DB,
            "check": [round(float(x), 5) for x in vector],
        },
        "frontEnd": {
            "kind": "librosa-power",
            "frameSamples": FRAME,
            "shiftSamples": SHIFT,
            "fftSize": FRAME,
            "mels": MELS,
            "lowHz": 0.0,
            "highHz": RATE / 2,
            "preemphasis": 0.0,
            "windowPower": 1.0,
            "floor": 0.0,
        },
    }


def check_sound():
    """The sound that the daemon tries networks with: twelve harmonics of 125 Hz that swell and fade, three seconds."""
    t = np.arange(3 * RATE) / RATE
    h = np.arange(1, 13)[:, None]
    return (0.1 / h * (1 + np.sin(2 * np.pi * (0.7 * t + h / 5))) * np.sin(2 * np.pi * 125 * h * t)).sum(0)


def slaney(hz):
    hz = np.asarray(hz, float)
    return np.where(hz < 1000, hz * 3 / 200, 15 + np.log(np.maximum(hz, 1) / 1000) * 27 / np.log(6.4))


def mel_powers(sound):
    """Librosa's mel spectrogram without padding: [frames][mels]."""
    mel = np.linspace(0, slaney(RATE / 2), MELS + 2)
    edges = np.where(mel < 15, mel * 200 / 3, 1000 * np.exp((mel - 15) * np.log(6.4) / 27))
    bins = np.arange(FRAME // 2 + 1) * RATE / FRAME
    rise = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    bank = np.maximum(0, np.minimum(rise, fall)) * (2 / (edges[2:] - edges[:-2]))[:, None]
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)
    frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::SHIFT] * window
    return np.abs(np.fft.rfft(frames)) ** 2 @ bank.T


def answer(tensor, sound):
    """The unit vector of a sound brought to the level of the training by its root mean square."""
    x = mel_powers(sound * 10 ** (LEVEL_DB / 20) / np.sqrt(np.mean(sound**2)))
    layer = 0
    while f"lstm.{layer}.input" in tensor:
        w, u, b = (np.asarray(tensor[f"lstm.{layer}.{part}"], float) for part in ("input", "recurrent", "bias"))
        h, c, out = np.zeros(u.shape[0]), np.zeros(u.shape[0]), []
        for row in x @ w + b:
            i, f, g, o = np.split(row + h @ u, 4)
            c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
            h = np.tanh(c) / (1 + np.exp(-o))
            out.append(h)
        x, layer = np.array(out), layer + 1
    vector = np.maximum(0, x[-1] @ np.asarray(tensor["dense.kernel"], float) + tensor["dense.bias"])
    return vector / np.linalg.norm(vector)
