package dev.rostrum.drivers.button;

/** What a person meant by pressing the button. */
public enum ButtonGesture {
    /** A short press: mute, or listen again. */
    TOGGLE_MUTE,
    /** Held for a while: blink, so that somebody finds the unit. */
    IDENTIFY,
    /** Held for long: forget the meeting and its voices. */
    FORGET_MEETING
}
