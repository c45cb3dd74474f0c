package dev.rostrum.diarization.evidence;

import dev.rostrum.diarization.window.AudioWindow;

/** Says what a window holds. Windows come in stream order. One thread. */
@FunctionalInterface
public interface WindowHearing {
    /** What {@code window}, LENT for the call, holds. */
    WindowEvidence extract(AudioWindow window);

    /** From now on at most one voice in {@code n} is embedded. Whoever embeds nothing has nothing to save. */
    default void embedOneIn(int n) {}
}
