package dev.rostrum.diarization.tracking.clustering;

/**
 * Hints about the number of speakers of a meeting.
 *
 * @param atLeast with fewer speakers at the end of a meeting they are parted until there are so many
 * @param atMost the closest speakers are one until no more are left
 */
public record SpeakerLimits(int atLeast, int atMost) {
    /**
     * Checks that the hints agree.
     *
     * @throws IllegalArgumentException unless {@code 1 <= atLeast <= atMost}
     */
    public SpeakerLimits {
        if (atLeast < 1 || atLeast > atMost) {
            throw new IllegalArgumentException("speakers atLeast=" + atLeast + " atMost=" + atMost);
        }
    }
}
