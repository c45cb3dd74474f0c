package dev.rostrum.model.segmentation;

/**
 * What a segmentation network says of one window. Local speakers are numbered from 0 and mean nothing outside
 * their window. Immutable.
 */
public interface SpeakerPosteriors {
    /** Stream position of the window's first sample. */
    long firstSample();

    FrameGrid grid();

    int frames();

    /** How many local speakers the network can tell apart in one window. */
    int localSpeakers();

    /** Probability that local speaker {@code speaker} talks in frame {@code frame}, alone or with another. */
    float active(int frame, int speaker);

    /** Probability that anybody talks in frame {@code frame}. */
    float speech(int frame);

    /** Probability that two or more talk in frame {@code frame}. */
    float overlap(int frame);

    /** Bit {@code k} is set where local speaker {@code k} belongs to the frame's most probable class. */
    int hardMask(int frame);
}
