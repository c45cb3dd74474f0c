// The status page: follows the unit's events, draws what they mean, and sends a few guarded commands back.

import {Lanes, clock, element, text} from "/lanes.js";
import {View} from "/view.js";
import {showDial} from "/dial.js";
import {brokerWords, clockWords, lostWords, memoryWords, pageWords, stepWords, troubleWords} from "/unit.js";

const SECRET = document.querySelector("meta[name=page-secret]").content; // empty: this page may only watch
const SILENT_MS = 4000; // ticks come every second
const LOWEST_DB = -70;
const TOLD = 8; // corrections listed
const $ = id => document.getElementById(id);

const PHASES = {
  starting: "Starting.",
  listening: "Listening. Nobody speaks.",
  "no-microphone": "Hears nothing: there is no microphone.",
  fault: "Out of order.",
  stopping: "Stopping.",
};

const MUTED_BY = {button: " by the button", mqtt: " over MQTT", page: " on the page", "command-line": " on the command line"};

const lanes = new Lanes($("lanes"), $("axis"), openNaming);
const view = new View($("span"), $("until"), $("follow"));
let unit = {room: "", unit: "", networks: [], zones: []};
let state = {phase: "starting", active: [], degraded: [], overlap: false};
let tick = null;
let figures = {};
let lampSince = performance.now();
let heardMs = 0;
let naming = "";

function samplesNow() {
  if (!tick) return state.at_samples || 0;
  const paused = state.phase !== "listening";
  const since = paused ? 0 : Math.min(performance.now() - tick.arrivedMs, 2000);
  return tick.at_samples + since * lanes.rate / 1000;
}

// ---- events

function follow() {
  const source = new EventSource("/events");
  const on = (name, take) => source.addEventListener(name, message => {
    heardMs = performance.now();
    take(JSON.parse(message.data));
  });
  on("unit", onUnit);
  on("past", onPast);
  on("timeline", onTimeline);
  on("regrouped", onRegrouped);
  on("named", message => lanes.names.set(message.speaker, message.name));
  on("state", message => { state = message; lanes.active = new Set(state.active.map(one => one.speaker)); showState(); if (tick) showSeats(); });
  on("figures", message => { figures = message; showFigures(); });
  on("tick", onTick);
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, 3000);
  };
}

function onUnit(message) { // a connection begins: everything that follows is told anew
  unit = message;
  lanes.clear();
  lanes.rate = unit.sample_rate_hz;
  $("corrections").replaceChildren();
  text($("room"), unit.room === unit.unit ? unit.room : `${unit.room} (${unit.unit})`);
  document.title = `${unit.room}: Rostrum`;
  $("networks").replaceChildren(...unit.networks.map(line => element("div", "", line)));
}

function onPast(meeting) { // what was before this page was opened
  view.begin(meeting.from_samples);
  for (const [id, speaker, from, to, sure, percent] of meeting.turns) {
    lanes.put({id, speaker, from, to, certainty: sure === 1 ? "confirmed" : "provisional", confidence: percent / 100});
  }
}

function onTimeline(event) {
  switch (event.topic) {
    case "meeting": {
      if (event.kind !== "started") break;
      const names = lanes.names;
      lanes.clear();
      if (!tick) lanes.names = names;
      view.begin(event.from);
      break;
    }
    case "turn/start":
    case "turn/update":
    case "turn/end":
      lanes.put(event.turn);
      break;
    case "correction":
      lanes.correct(event.changes, performance.now());
      tellCorrection(event);
      break;
  }
}

function tellCorrection(event) {
  note(`at ${clock((event.position - view.fromSamples) / lanes.rate)}: correction ${event.batch}, `
    + `${event.changes.length} ${event.changes.length === 1 ? "turn" : "turns"} changed`);
}

function onRegrouped(found) {
  lanes.regroup(found);
  note(lanes.tellRegrouped(lanes.regrouped.at(-1), view.fromSamples));
}

function note(words) {
  $("corrections").prepend(element("li", "", words));
  while ($("corrections").children.length > TOLD) $("corrections").lastElementChild.remove();
}

function onTick(message) {
  if (!tick || tick.lamp.sign !== message.lamp.sign) lampSince = performance.now();
  tick = {...message, arrivedMs: performance.now()};
  lanes.speakers = new Map(tick.speakers.map(speaker => [speaker.speaker, speaker]));
  showState();
  showMicrophones();
  showSeats();
  showUnit();
}

// ---- what is shown

function showState() {
  const who = state.active.map(one => lanes.label(one.speaker));
  const sentence = state.phase === "muted" ? `Muted${MUTED_BY[state.muted_by] || ""}: the microphones are closed.`
    : who.length === 0 ? PHASES[state.phase] || state.phase
    : who.length === 1 ? `Hears ${who[0]}.` : `Hears ${who.join(" and ")} at once.`;
  text($("answer"), sentence);
  const muted = state.phase === "muted";
  text($("mute"), muted ? "Unmute" : "Mute");
  $("mute").classList.toggle("on", muted);
  const besides = state.degraded.filter(word => word !== state.phase);
  const troubles = besides.length ? `; not well: ${troubleWords(besides)}` : "";
  text($("troubles"), troubles);
  $("troubles").classList.toggle("bad", troubles !== "");
  if (tick) {
    const lamp = tick.lamp;
    text($("lamp-word"), `The light shows: ${lamp.sign}${lamp.fault ? ` (but: ${lamp.fault})` : ""}`);
    const meeting = tick.meeting;
    text($("meeting"), meeting.number === 0 ? "No meeting yet."
      : `Meeting ${meeting.number}${meeting.running ? "" : " (over)"}: speech ${clock(meeting.speech_s)}, `
        + `of it ${clock(meeting.overlap_s)} at once; silence ${clock(meeting.silence_s)}.`);
  }
}

function showLamp(nowMs) {
  if (!tick) return;
  const rhythm = tick.lamp.rhythm_ms;
  const cycle = rhythm.reduce((sum, length) => sum + length, 0);
  let at = cycle ? (nowMs - lampSince) % cycle : 0, lit = true;
  for (const length of rhythm) {
    if (at < length) break;
    at -= length;
    lit = !lit;
  }
  const fill = lit ? tick.lamp.colour : "transparent";
  const circle = $("lamp").firstElementChild;
  if (circle.style.fill !== fill) circle.style.fill = fill;
  $("lamp").setAttribute("aria-label", `the light shows ${tick.lamp.sign}`);
}

function showMicrophones() {
  const list = $("microphones");
  while (list.children.length > tick.microphones.length) list.lastElementChild.remove();
  if (tick.microphones.length === 0) list.append(element("li", "", state.phase === "muted" ? "Closed: nothing is measured." : "No sound."));
  tick.microphones.forEach((one, i) => {
    let item = list.children[i];
    if (!item || !item.classList.contains("mic")) {
      item?.remove();
      item = element("li", "mic");
      const meter = element("div", "meter");
      meter.setAttribute("role", "meter");
      meter.setAttribute("aria-valuemin", LOWEST_DB);
      meter.setAttribute("aria-valuemax", 0);
      meter.append(element("div", "level"), element("div", "floor"));
      item.append(element("span"), meter, element("small"));
      list.insertBefore(item, list.children[i] || null);
    }
    const [title, meter, words] = item.children;
    text(title, `Channel ${one.channel}: ${Math.round(one.level_db)} dB`);
    meter.setAttribute("aria-label", `level of channel ${one.channel} in dB`);
    meter.setAttribute("aria-valuenow", Math.round(one.level_db));
    meter.children[0].style.width = `${percent(one.level_db)}%`;
    meter.children[1].style.left = `${percent(one.floor_db)}%`;
    text(words, one.faults.length ? one.faults.join(" ") : one.gated ? "gated: digital silence for now" : `fine, quietest ${Math.round(one.floor_db)} dB`);
    words.classList.toggle("bad", one.faults.length > 0);
  });
}

function percent(db) {
  return Math.min(100, Math.max(0, (db - LOWEST_DB) * 100 / -LOWEST_DB));
}

function showSeats() {
  const now = tick.at_samples;
  const active = new Map(state.active.map(one => [one.speaker, one.azimuth_degrees]));
  const seats = tick.speakers.map(one => ({
    speaker: one.speaker,
    label: lanes.label(one.speaker),
    active: active.has(one.speaker),
    degrees: active.get(one.speaker) ?? one.azimuth_degrees,
    agoSeconds: (now - one.last_samples) / lanes.rate,
  }));
  const known = showDial($("dial"), $("where-words"), seats, unit.zones);
  $("where").hidden = !known && unit.zones.length === 0;
}

function tell(id, {words, bad}) {
  text($(id), words);
  $(id).classList.toggle("bad", bad);
}

function showUnit() {
  tell("broker", brokerWords(tick.broker));
  tell("clock", clockWords(tick.clock_synchronised, tick.epoch_ms - Date.now()));
  tell("clients", pageWords(tick.clients, tick.lost_events));
}

function showFigures() {
  tell("steps", stepWords(figures, unit.hop_ms));
  tell("lost", lostWords(figures));
  tell("memory", memoryWords(figures, unit.normal_resident_mb));
}

function showLink(nowMs) {
  const silent = heardMs === 0 || nowMs - heardMs > SILENT_MS;
  const link = $("link");
  text(link, heardMs === 0 ? "connecting" : silent ? "The unit does not answer; what is shown is old." : "live");
  link.classList.toggle("bad", silent && heardMs !== 0);
}

// ---- commands

/** Whether this page may give commands; where not, the token is asked for. */
function may() {
  if (!SECRET) location.assign("/login");
  return SECRET !== "";
}

async function command(fields) {
  const said = $("said");
  try {
    const answer = await fetch("/command", {
      method: "POST",
      headers: {"X-Rostrum-Page": SECRET},
      body: new URLSearchParams(fields),
    });
    const words = answer.headers.get("Content-Type") === "application/json"
      ? (await answer.json()).explanation || "Done." : (await answer.text()).trim();
    text(said, answer.status === 403 || answer.status === 401
      ? "The unit was restarted: reload this page, then try again." : words);
  } catch {
    text(said, "The unit does not answer; nothing was done.");
  }
  setTimeout(() => text(said, ""), 8000);
}

function openNaming(speaker) {
  if (!may()) return;
  naming = speaker;
  text($("naming-who"), `of ${speaker}`);
  $("name").value = lanes.names.get(speaker) || "";
  $("naming").returnValue = "cancel";
  $("naming").showModal();
}

$("naming").addEventListener("close", () => {
  const name = $("name").value.trim();
  if ($("naming").returnValue === "name" && name) command({do: "name-speaker", speaker: naming, name});
  if ($("naming").returnValue === "forget") command({do: "forget-speaker", speaker: naming});
});
$("new-meeting").addEventListener("click", () => { if (!may()) return; $("sure").returnValue = "cancel"; $("sure").showModal(); });
$("sure").addEventListener("close", () => { if ($("sure").returnValue === "yes") command({do: "new-meeting"}); });
$("mute").addEventListener("click", () => may() && command({do: state.phase === "muted" ? "unmute" : "mute"}));
$("identify").addEventListener("click", () => may() && command({do: "identify"}));

// ---- drawing: a few times a second is enough for lanes, less where many minutes are seen; the light needs its rhythm

let drawnMs = 0;
for (const id of ["span", "until", "follow"]) {
  for (const kind of ["input", "change", "keydown", "click"]) $(id).addEventListener(kind, () => { drawnMs = 0; });
}
function frame() {
  const nowMs = performance.now();
  showLamp(nowMs);
  if (nowMs - drawnMs > Math.min(2000, Math.max(200, view.seconds))) {
    drawnMs = nowMs;
    lanes.draw(view.at(samplesNow(), lanes.rate), nowMs);
    showLink(nowMs);
  }
  requestAnimationFrame(frame);
}
frame();
$("watching").hidden = SECRET !== "";
follow();
