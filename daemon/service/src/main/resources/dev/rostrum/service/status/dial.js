// Where everybody sits: each speaker's last direction, in the speaker's colour, paler the longer ago it was.

import {colour, text} from "/lanes.js";

const RING = 80;
const PALEST = 0.3;
const PALEST_AFTER_S = 120;
const CROWDED_DEGREES = 14; // names nearer than that stand one behind the other

/** Returns what it draws in words; an empty string where no direction is known. */
function drawDial(dial, seats, zones) {
  const parts = [svg("circle", {class: "ring", r: RING})];
  for (const zone of zones) {
    const width = wide(zone);
    const [x0, y0] = at(zone.from_degrees, RING), [x1, y1] = at(zone.from_degrees + width, RING);
    parts.push(svg("path", {class: "zone", d: `M0 0L${x0} ${y0}A${RING} ${RING} 0 ${width > 180 ? 1 : 0} 0 ${x1} ${y1}Z`}));
    const [x, y] = at(zone.from_degrees + width / 2, 45);
    parts.push(svg("text", {class: "zone-name", x, y}, zone.name));
  }
  let before = null, far = false;
  const round = seats.filter(seat => seat.degrees !== undefined).sort((a, b) => a.degrees - b.degrees);
  for (const seat of round) {
    far = before !== null && seat.degrees - before < CROWDED_DEGREES && !far;
    before = seat.degrees;
    const [x, y] = at(seat.degrees, RING), [tx, ty] = at(seat.degrees, far ? 118 : 98);
    const group = svg("g", {class: seat.active ? "seat active" : "seat", "data-speaker": seat.speaker});
    group.style.color = colour(seat.speaker);
    const drawn = svg("g", {opacity: opacity(seat)});
    drawn.append(svg("line", {x1: 0, y1: 0, x2: x, y2: y}), svg("circle", {cx: x, cy: y, r: seat.active ? 10 : 7}));
    group.append(drawn, svg("text", {x: tx, y: ty}, seat.label.slice(0, 6)));
    parts.push(group);
  }
  dial.replaceChildren(...parts);
  return round.map(seat => `${seat.label} at ${Math.round(seat.degrees)}\u00B0${zoneOf(seat, zones)}, ${when(seat)}`).join("; ");
}

/** Draws seats and zones, and says the same in words; whether any direction is known. */
export function showDial(dial, words, seats, zones) {
  const told = drawDial(dial, seats, zones);
  const unknown = seats.filter(seat => seat.degrees === undefined).map(seat => seat.label);
  text(words, (told || "No direction is known") + (told && unknown.length ? `; not known of ${unknown.join(", ")}` : "") + ".");
  return told !== "";
}

function opacity(seat) {
  return seat.active ? 1 : Math.max(PALEST, 1 - (1 - PALEST) * seat.agoSeconds / PALEST_AFTER_S).toFixed(2);
}

function when(seat) {
  if (seat.active) return "speaks now";
  if (seat.agoSeconds < 60) return `${Math.round(Math.max(0, seat.agoSeconds))} s ago`;
  return `${Math.round(seat.agoSeconds / 60)} min ago`;
}

function zoneOf(seat, zones) {
  const zone = zones.find(one => turn(seat.degrees - one.from_degrees) < wide(one));
  return zone ? ` (${zone.name})` : "";
}

function wide(zone) {
  return turn(zone.to_degrees - zone.from_degrees) || 360;
}

function turn(degrees) {
  return (degrees % 360 + 360) % 360;
}

function at(degrees, radius) {
  const angle = degrees * Math.PI / 180; // counter-clockwise from +x, as everywhere
  return [Math.cos(angle) * radius, -Math.sin(angle) * radius];
}

function svg(tag, attributes, words = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (words) made.textContent = words;
  return made;
}
