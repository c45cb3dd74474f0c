package dev.rostrum.service.masks;

/** How many talk, at any instant of a recording. */
@FunctionalInterface
public interface FrameProbabilities {
    /** Nobody ever talks. */
    FrameProbabilities SILENCE = sample -> Activity.NONE;

    /**
     * At one instant.
     *
     * @param speech probability that anybody talks
     * @param overlap probability that two or more talk, no more than {@code speech}
     */
    record Activity(double speech, double overlap) {
        static final Activity NONE = new Activity(0, 0);
    }

    /** What is known of the instant at {@code sample}. */
    Activity at(long sample);
}
