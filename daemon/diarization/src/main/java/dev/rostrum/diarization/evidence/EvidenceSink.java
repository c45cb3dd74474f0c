package dev.rostrum.diarization.evidence;

/** Takes what the networks say of a stream, in stream order. Called on one thread. */
public interface EvidenceSink {
    /** A window was heard. */
    void accept(WindowEvidence evidence);

    /** Samples {@code fromSample} to {@code toSample} were lost; windows after it begin at {@code toSample} or later. */
    void gap(long fromSample, long toSample);

    /** The stream ends at {@code atSample}, and with it the meeting. */
    void finish(long atSample);
}
