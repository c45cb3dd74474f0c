// The unit in plain words: what is normal stands beside every figure.

const BUSY = 0.8; // of a step's time: from there on the unit saves effort

/** What each word of the state's `degraded` means, for people in the room; a test holds the words against the unit's. */
const TROUBLES = {
  "no-microphone": "there is no microphone",
  "fault": "a part of the unit failed; it starts again by itself",
  "array-without-its-channels": "too few microphone channels: hears with one, and no directions",
  "array-geometry-wrong": "the microphones do not stand as configured: directions are wrong",
  "mute-not-stored": "muted, but a restart would forget that",
  "subscription-refused": "the broker lets no commands through",
  "client-id-taken": "another program took this unit's place at the broker",
  "outbox-disk": "the disk keeps nothing: a restart loses what waits for the broker",
  "clock-not-synchronised": "the clock is not set",
  "cloned-image": "this box has another one's name",
  "light": "the light cannot be reached",
  "button": "the button cannot be reached",
  "control-socket": "the unit's own commands do not work",
  "meeting-not-recorded": "the last meeting's files could not be written",
  "status-page": "this page takes no commands",
  "updating": "a new release is being installed",
  "hop-doubled": "too slow for its sound: listens half as often",
  "fewer-embeddings": "compares fewer voices",
  "corrections-later": "corrects the past later",
  "late": "more than a second behind",
  "broker-offline": "not connected to the broker",
  "duplicate-unit-id": "another box has this unit's name",
};

export function troubleWords(words) {
  return words.map(word => TROUBLES[word] ?? word.replace(/^microphone-(\d+)-/, "microphone $1: ").replaceAll("-", " ")).join("; ");
}

/** Each returns `{words, bad}`. */
export function brokerWords(broker) {
  const queue = `${broker.waiting === 0 ? "nothing waits" : `${broker.waiting} messages wait for it`}, `
    + (broker.dropped === 0 ? "none was lost" : `${broker.dropped} were lost`);
  const where = broker.connected ? `connected to ${broker.address}`
    : `not connected to ${broker.address}${broker.trouble ? `: ${broker.trouble}` : ""}`;
  return {words: `${where}; ${queue}`, bad: !broker.connected || broker.dropped > 0};
}

export function clockWords(synchronised, offMs) {
  const off = Math.abs(offMs) > 2000 ? `; ${Math.round(Math.abs(offMs) / 1000)} s ${offMs > 0 ? "ahead of" : "behind"} this browser's` : "";
  return {words: (synchronised ? "set by a time server" : "not known to be right: no time server has set it") + off, bad: false};
}

export function stepWords(figures, hopMs) {
  if (!figures["step.count"]) return {words: "nothing heard yet", bad: false};
  const half = Math.round(figures["step.p50-ms"]), most = Math.round(figures["step.p95-ms"]);
  const slow = half >= BUSY * hopMs;
  const verdict = slow ? "Too slow for its sound" : most >= hopMs ? "Now and then too slow" : "Quick enough";
  return {words: `${verdict}: of 100 steps 95 took up to ${most} ms, the middle one ${half} ms; normal is below ${hopMs} ms.`, bad: slow};
}

export function lostWords(figures) {
  const count = name => figures[name] ?? 0;
  const device = count("audio.lost-frames"), busy = count("audio.dropped-frames"), gaps = count("audio.gaps");
  if (device + busy + gaps === 0) return {words: "none, as it should be", bad: false};
  const parts = [
    device ? `${device} samples that the sound card did not deliver` : "",
    busy ? `${busy} samples that the unit was too busy to take` : "",
    gaps ? `${gaps} ${gaps === 1 ? "gap" : "gaps"} at the sound card` : "",
  ];
  return {words: `${parts.filter(part => part).join(", ")}; normal is none`, bad: true};
}

export function memoryWords(figures, normalMb) {
  const used = Math.round(figures["process.resident-mb"] ?? 0);
  if (used === 0) return {words: "not known", bad: false};
  const much = used > normalMb;
  return {words: `${used} MB, ${much ? "more than is normal" : "which is normal"}: up to ${normalMb} MB after an hour of talk`, bad: much};
}

export function pageWords(clients, lost) {
  return {words: `${clients}${lost ? `; ${lost} events did not reach them, for the unit was busy` : ""}`, bad: lost > 0};
}
