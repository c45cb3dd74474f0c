// Who spoke when: the turns of the meeting as they stand after all corrections, drawn as one lane a speaker.

const MARKED_MS = 6000; // how long a corrected turn, and the place it left, stay marked
const COLOURS = 8;

export class Lanes {
  constructor(list, axis, onName) {
    this.list = list;
    this.axis = axis;
    this.onName = onName;
    this.rate = 16000;
    this.spanSeconds = 60;
    this.clear();
  }

  clear() {
    this.turns = new Map();
    this.corrected = new Map(); // turn id -> when it was marked, in ms of this page
    this.ghosts = []; // {speaker, from, to, since}: where corrected turns were before
    this.names = new Map();
    this.speakers = new Map();
    this.active = new Set();
    this.rows = new Map();
    this.list.replaceChildren();
    this.overlapRow = null;
  }

  label(speaker) {
    return this.names.get(speaker) || `S${speaker}`;
  }

  put(turn) {
    this.turns.set(turn.id, turn);
  }

  /** Applies one batch; returns how many turns of those that are drawn changed. */
  correct(changes, nowMs) {
    for (const change of changes) {
      const id = change.change === "withdrawn" ? change.id : change.turn.id;
      const before = this.turns.get(id);
      const after = change.change === "withdrawn" ? null : change.turn;
      if (before && (!after || after.speaker !== before.speaker)) {
        this.ghosts.push({speaker: before.speaker, from: before.from_samples, to: before.to_samples, since: nowMs});
      }
      if (after) {
        this.turns.set(id, after);
        if (!before || before.speaker !== after.speaker || before.from_samples !== after.from_samples
            || before.to_samples !== after.to_samples) {
          this.corrected.set(id, nowMs);
        }
      } else {
        this.turns.delete(id);
      }
    }
  }

  /** Draws the last seconds before `now`, in samples. */
  draw(now, nowMs) {
    const begin = now - this.spanSeconds * this.rate;
    this.ghosts = this.ghosts.filter(ghost => nowMs - ghost.since < MARKED_MS && ghost.to > begin);
    for (const [id, since] of this.corrected) {
      if (nowMs - since >= MARKED_MS) this.corrected.delete(id);
    }
    const speakers = new Set(this.speakers.keys());
    const shown = [];
    for (const turn of this.turns.values()) {
      speakers.add(turn.speaker);
      if (turn.to_samples > begin) shown.push(turn);
    }
    this.ghosts.forEach(ghost => speakers.add(ghost.speaker));
    for (const speaker of [...this.rows.keys()]) {
      if (!speakers.has(speaker)) this.drop(speaker);
    }
    const pieces = new Map([...speakers].map(speaker => [speaker, []]));
    for (const turn of shown) {
      const marks = (turn.certainty === "provisional" ? " unsure" : "") + (this.corrected.has(turn.id) ? " corrected" : "");
      pieces.get(turn.speaker).push({key: `t${turn.id}`, from: turn.from_samples, to: turn.to_samples, marks});
    }
    this.ghosts.forEach((ghost, i) =>
      pieces.get(ghost.speaker).push({key: `g${i}`, from: ghost.from, to: ghost.to, marks: " gone"}));
    for (const speaker of [...speakers].sort((a, b) => a - b)) {
      this.drawRow(this.row(speaker), pieces.get(speaker), begin, now);
    }
    this.drawOverlap(shown, begin, now);
    this.drawAxis();
  }

  drawRow(row, pieces, begin, now) {
    const speaker = this.speakers.get(row.speaker);
    const name = this.label(row.speaker);
    row.item.classList.toggle("speaking", this.active.has(row.speaker));
    text(row.button, (this.active.has(row.speaker) ? "\u25B6 " : "") + name);
    row.button.setAttribute("aria-label", `${name}${this.active.has(row.speaker) ? ", speaks now" : ""}: give a name`);
    text(row.share, speaker ? `${Math.round(speaker.share * 100)} %, ${clock(speaker.talk_s)}` : "");
    place(row.strip, pieces, begin, now);
    row.strip.setAttribute("aria-label", `${name}: ${pieces.length} turns in view`);
  }

  drawOverlap(turns, begin, now) {
    const edges = [];
    for (const turn of turns) edges.push([turn.from_samples, 1], [turn.to_samples, -1]);
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
    place(this.overlapRow.lastElementChild, both, begin, now);
  }

  drawAxis() {
    if (this.axis.dataset.span === String(this.spanSeconds)) return;
    this.axis.dataset.span = this.spanSeconds;
    this.axis.replaceChildren(...[0, 1, 2, 3].map(i => {
      const mark = element("span", "", i === 3 ? "now" : `\u2212${clock(this.spanSeconds * (1 - i / 3))}`);
      mark.style.left = `${i * 100 / 3}%`;
      return mark;
    }));
  }

  row(speaker) {
    let row = this.rows.get(speaker);
    if (!row) {
      const item = element("li", "lane");
      item.dataset.speaker = speaker;
      item.style.setProperty("--colour", `var(--c${(speaker - 1) % COLOURS})`);
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
      const next = [...this.rows.keys()].filter(other => other > speaker).sort((a, b) => a - b)[0];
      this.list.insertBefore(item, next ? this.rows.get(next).item : this.overlapRow);
    }
    return row;
  }

  drop(speaker) {
    this.rows.get(speaker).item.remove();
    this.rows.delete(speaker);
  }
}

/** Makes the strip hold exactly these pieces. */
function place(strip, pieces, begin, now) {
  const old = new Map([...strip.children].map(child => [child.dataset.key, child]));
  for (const piece of pieces) {
    let box = old.get(piece.key);
    if (box) {
      old.delete(piece.key);
    } else {
      box = element("div");
      box.dataset.key = piece.key;
      strip.append(box);
    }
    const classes = "turn" + piece.marks;
    if (box.className !== classes) box.className = classes;
    const from = Math.max(piece.from, begin), to = Math.min(Math.max(piece.to, from), now);
    box.style.left = `${(from - begin) * 100 / (now - begin)}%`;
    box.style.width = `${Math.max(0, to - from) * 100 / (now - begin)}%`;
  }
  old.forEach(child => child.remove());
}

export function clock(seconds) {
  const whole = Math.round(seconds);
  return whole <= 60 ? `${whole} s` : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")} min`;
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
