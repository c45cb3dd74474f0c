// Who spoke when: the turns of the meeting as they stand after all corrections, drawn as one lane a speaker.

import {drawAxis} from "/view.js";

const MARKED_MS = 6000; // how long a corrected turn, and the place it left, stay marked
const COLOURS = 8;
const MOST_TURNS = 10000; // as many as the unit tells a page that opens late
const MOST_MARKS = 200;
const GRAINS = 800; // a lane holds no more boxes than that: what is nearer together is one
const EVEN = 50; // percent: a speaker who is less likely than that is not sure

export class Lanes {
  constructor(list, axis, onName) {
    this.list = list;
    this.axis = axis;
    this.onName = onName;
    this.rate = 16000;
    this.clear();
  }

  clear() {
    this.turns = new Map(); // id -> {id, speaker, from, to, certainty, confidence}, oldest first
    this.corrected = new Map(); // turn id -> when it was marked, in ms of this page
    this.ghosts = []; // {speaker, from, to, since}: where corrected turns were before
    this.regrouped = []; // {at, kind, from, to}: who was found to be one, or two
    this.names = new Map();
    this.speakers = new Map();
    this.active = new Set();
    this.rows = new Map();
    this.list.replaceChildren();
    this.overlapRow = null;
  }

  label(speaker) {
    return this.names.get(speaker) || speaker;
  }

  put(turn) {
    this.turns.set(turn.id, turn);
    if (this.turns.size > MOST_TURNS) this.turns.delete(this.turns.keys().next().value);
  }

  /** Marks on the lanes that somebody was found to be one with another, or two. */
  regroup(found) {
    this.regrouped.push({at: found.at_samples, kind: found.kind, from: found.from, to: found.to});
    if (this.regrouped.length > MOST_MARKS) this.regrouped.shift();
  }

  /** Applies one batch. */
  correct(changes, nowMs) {
    for (const change of changes) {
      const id = change.op === "withdraw" ? change.id : change.turn.id;
      const before = this.turns.get(id);
      const after = change.op === "withdraw" ? null : change.turn;
      if (before && (!after || after.speaker !== before.speaker)) {
        this.ghosts.push({speaker: before.speaker, from: before.from, to: before.to, since: nowMs});
      }
      if (after) {
        this.put(after);
        if (!before || before.speaker !== after.speaker || before.from !== after.from || before.to !== after.to) {
          this.corrected.set(id, nowMs);
        }
      } else {
        this.turns.delete(id);
      }
    }
  }

  /** Draws the stretch that is looked at. */
  draw(view, nowMs) {
    this.ghosts = this.ghosts.filter(ghost => nowMs - ghost.since < MARKED_MS);
    for (const [id, since] of this.corrected) {
      if (nowMs - since >= MARKED_MS) this.corrected.delete(id);
    }
    const speakers = new Set(this.speakers.keys());
    const shown = [], heard = new Set(), confirmed = new Set();
    for (const turn of this.turns.values()) {
      heard.add(turn.speaker);
      if (turn.certainty === "confirmed") confirmed.add(turn.speaker);
      if (turn.to > view.from && turn.from < view.to) shown.push(turn);
    }
    heard.forEach(speaker => speakers.add(speaker));
    this.ghosts.forEach(ghost => speakers.add(ghost.speaker));
    for (const speaker of [...this.rows.keys()]) {
      if (!speakers.has(speaker)) this.drop(speaker);
    }
    const pieces = new Map([...speakers].map(speaker => [speaker, []]));
    for (const turn of shown) {
      const sure = turn.certainty === "confirmed" && Math.round(turn.confidence * 100) >= EVEN;
      const marks = (sure ? "" : " unsure") + (this.corrected.has(turn.id) ? " corrected" : "");
      pieces.get(turn.speaker).push({key: `t${turn.id}`, from: turn.from, to: turn.to, marks});
    }
    this.ghosts.forEach((ghost, i) =>
      pieces.get(ghost.speaker).push({key: `g${i}`, from: ghost.from, to: ghost.to, marks: " gone"}));
    for (const speaker of [...speakers].sort((a, b) => number(a) - number(b))) {
      const unsure = heard.has(speaker) && !confirmed.has(speaker); // nothing that the speaker said is sure
      this.drawRow(this.row(speaker), pieces.get(speaker), unsure, view);
    }
    this.drawOverlap(shown, view);
    drawAxis(this.axis, view, this.rate);
  }

  drawRow(row, pieces, unsure, view) {
    const speaker = this.speakers.get(row.speaker);
    const name = this.label(row.speaker);
    const active = this.active.has(row.speaker);
    row.item.classList.toggle("speaking", active);
    row.item.classList.toggle("doubtful", unsure);
    text(row.button, (active ? "\u25B6 " : "") + name + (unsure ? " ?" : ""));
    row.button.setAttribute("aria-label",
      `${name}${active ? ", speaks now" : ""}${unsure ? ", not sure yet who that is" : ""}: give a name`);
    text(row.share, (unsure ? "not sure yet; " : "") + (speaker ? `${Math.round(speaker.share * 100)} %, ${clock(speaker.talk_s)}` : ""));
    const marks = this.marks(row.speaker, view);
    place(row.strip, [...coarse(pieces, view), ...marks], view);
    const unsures = pieces.filter(piece => piece.marks.includes("unsure")).length;
    row.strip.setAttribute("aria-label", [`${name}: ${pieces.length} turns in view`,
      ...(unsures ? [`${unsures} of them not sure`] : []), ...marks.map(mark => mark.told)].join("; "));
  }

  /** What was found of who is who, where it was found: on every lane that it concerns. */
  marks(speaker, view) {
    return this.regrouped.map((one, i) => ({...one, key: `m${i}-${one.at}`, told: this.tellRegrouped(one, view.fromSamples)}))
      .filter(one => one.at >= view.from && one.at <= view.to && (one.to === speaker || (one.kind === "split" && one.from === speaker)))
      .map(one => ({key: one.key, at: one.at, told: one.told,
        words: one.kind === "merged" ? `+${this.label(one.from)}`
          : one.from === speaker ? `\u2192${this.label(one.to)}` : `\u2190${this.label(one.from)}`}));
  }

  tellRegrouped(one, fromSamples) {
    const at = clock((one.at - fromSamples) / this.rate);
    return one.kind === "merged" ? `at ${at}: ${this.label(one.from)} and ${this.label(one.to)} are one speaker: merged`
      : `at ${at}: ${this.label(one.to)} is a speaker apart from ${this.label(one.from)}: split`;
  }

  drawOverlap(turns, view) {
    const edges = [];
    for (const turn of turns) edges.push([turn.from, 1], [turn.to, -1]);
    edges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const both = [];
    let open = 0, from = 0;
    for (const [at, step] of edges) {
      if (open < 2 && open + step >= 2) from = at;
      if (open >= 2 && open + step < 2 && at > from) both.push({key: `o${from}`, from, to: at, marks: " both"});
      open += step;
    }
    if (!this.overlapRow) {
      const item = element("li", "lane overlaps");
      item.append(element("span", "title", "two or more at once"), element("div", "strip"));
      this.overlapRow = item;
    }
    if (this.list.lastElementChild !== this.overlapRow) this.list.append(this.overlapRow);
    place(this.overlapRow.lastElementChild, coarse(both, view), view);
  }

  row(speaker) {
    let row = this.rows.get(speaker);
    if (!row) {
      const item = element("li", "lane");
      item.dataset.speaker = speaker;
      item.style.setProperty("--colour", colour(speaker));
      const tag = element("div", "tag");
      const button = element("button");
      button.type = "button";
      button.addEventListener("click", () => this.onName(speaker));
      const share = element("small");
      tag.append(button, share);
      const strip = element("div", "strip");
      strip.setAttribute("role", "img");
      item.append(tag, strip);
      row = {speaker, item, button, share, strip};
      this.rows.set(speaker, row);
      const next = [...this.rows.keys()].filter(other => number(other) > number(speaker)).sort((a, b) => number(a) - number(b))[0];
      this.list.insertBefore(item, next ? this.rows.get(next).item : this.overlapRow);
    }
    return row;
  }

  drop(speaker) {
    this.rows.get(speaker).item.remove();
    this.rows.delete(speaker);
  }
}

/** Joins what stands nearer together than can be seen, where it looks alike. */
function coarse(pieces, view) {
  const grain = (view.to - view.from) / GRAINS;
  const joined = [];
  for (const piece of [...pieces].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && last.marks === piece.marks && piece.from - last.to < grain) {
      last.to = Math.max(last.to, piece.to);
    } else {
      joined.push({...piece});
    }
  }
  return joined;
}

/** Makes the strip hold exactly these pieces. */
function place(strip, pieces, view) {
  const old = new Map([...strip.children].map(child => [child.dataset.key, child]));
  const wide = view.to - view.from;
  for (const piece of pieces) {
    let box = old.get(piece.key);
    if (box) {
      old.delete(piece.key);
    } else {
      box = element("div");
      box.dataset.key = piece.key;
      strip.append(box);
    }
    const classes = piece.words ? "mark" : "turn" + piece.marks;
    if (box.className !== classes) box.className = classes;
    if (piece.words) {
      text(box, piece.words);
      box.title = piece.told;
      box.style.right = `${(view.to - piece.at) * 100 / wide}%`;
      continue;
    }
    const from = Math.max(piece.from, view.from), to = Math.min(Math.max(piece.to, from), view.to);
    box.style.left = `${(from - view.from) * 100 / wide}%`;
    box.style.width = `${Math.max(0, to - from) * 100 / wide}%`;
  }
  old.forEach(child => child.remove());
}

/** Of a label such as `S2`. */
function number(speaker) {
  return Number(speaker.slice(1));
}

/** In which a speaker is drawn everywhere on the page. */
export function colour(speaker) {
  return `var(--c${(number(speaker) - 1) % COLOURS})`;
}

export function clock(seconds) {
  const whole = Math.round(seconds);
  if (whole <= 60) return `${whole} s`;
  const two = number => String(number).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)} min`;
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)} h`;
}

export function element(tag, classes = "", words = "") {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (words) made.textContent = words;
  return made;
}

/** Sets text only where it changes, so that screen readers are not told again. */
export function text(node, words) {
  if (node.textContent !== words) node.textContent = words;
}
