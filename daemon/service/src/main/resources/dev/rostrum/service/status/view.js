// Which stretch of the meeting is looked at: the last minutes, following along, or any other from the beginning on.

import {clock, text} from "/lanes.js";

const SHORTEST_S = 30;

export class View {
  /** `length` is a list of seconds, with "all"; `slider` where the stretch ends, in seconds of the meeting. */
  constructor(length, slider, follow) {
    this.length = length;
    this.slider = slider;
    this.button = follow;
    this.seconds = SHORTEST_S;
    this.begin(0);
    slider.addEventListener("input", () => this.endAt(Number(slider.value)));
    slider.addEventListener("keydown", event => this.key(event));
    follow.addEventListener("click", () => { this.follow(); slider.focus(); });
  }

  /** A meeting began at this sample. */
  begin(fromSamples) {
    this.fromSamples = fromSamples;
    this.follow();
  }

  follow() {
    this.endSeconds = null; // null: it goes on with the meeting
  }

  endAt(seconds) {
    this.endSeconds = seconds >= Number(this.slider.max) ? null : Math.max(seconds, Number(this.slider.min));
  }

  /** Arrows go by a quarter of what is seen, page keys by all of it; Home and End are the slider's own. */
  key(event) {
    const steps = {ArrowLeft: -0.25, ArrowDown: -0.25, ArrowRight: 0.25, ArrowUp: 0.25, PageDown: -1, PageUp: 1};
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.endAt((this.endSeconds ?? Number(this.slider.max)) + Math.round(steps[event.key] * this.seconds));
  }

  /** The stretch in samples, with the control brought up to date. */
  at(nowSamples, rate) {
    const heard = Math.max(0, Math.floor((nowSamples - this.fromSamples) / rate));
    this.seconds = this.length.value === "all" ? Math.max(SHORTEST_S, heard) : Number(this.length.value);
    const whole = heard <= this.seconds;
    if (whole) this.follow();
    if (this.endSeconds !== null) this.endSeconds = Math.max(this.endSeconds, this.seconds);
    this.slider.disabled = whole;
    this.slider.min = Math.min(heard, this.seconds);
    this.slider.max = heard;
    this.slider.value = this.endSeconds ?? heard;
    const live = this.endSeconds === null;
    this.button.hidden = live;
    const to = live ? nowSamples : this.fromSamples + this.endSeconds * rate;
    const words = live ? "now, follows along"
      : `from ${clock(this.endSeconds - this.seconds)} to ${clock(this.endSeconds)} of the meeting`;
    if (this.slider.getAttribute("aria-valuetext") !== words) this.slider.setAttribute("aria-valuetext", words);
    return {from: to - this.seconds * rate, to, live, seconds: this.seconds, fromSamples: this.fromSamples};
  }
}

/** Marks along the stretch: before now where it follows along, else in the meeting's own time. */
export function drawAxis(axis, view, rate) {
  const begin = (view.from - view.fromSamples) / rate;
  [0, 1, 2, 3].forEach(i => {
    let mark = axis.children[i];
    if (!mark) {
      mark = document.createElement("span");
      mark.style.left = `${i * 100 / 3}%`;
      axis.append(mark);
    }
    text(mark, !view.live ? clock(begin + view.seconds * i / 3)
      : i === 3 ? "now" : `\u2212${clock(view.seconds * (1 - i / 3))}`);
  });
}
