package dev.rostrum.diarization.window;

/**
 * A stretch of mono sound without a hole. LENT until the assembler takes more samples.
 *
 * @param segmentStart first sample of the unbroken stretch that the window lies in; another value means that sound was lost
 * @param firstSample stream position of {@code samples[offset]}
 * @param samples mono, in [-1, 1]
 * @param offset first valid index
 * @param length valid samples
 */
@SuppressWarnings("ArrayRecordComponent")
public record AudioWindow(long segmentStart, long firstSample, float[] samples, int offset, int length) {
    /** One past the last sample. */
    public long endSample() {
        return firstSample + length;
    }
}
