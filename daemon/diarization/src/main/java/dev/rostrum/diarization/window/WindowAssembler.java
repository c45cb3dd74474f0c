package dev.rostrum.diarization.window;

/**
 * The only place where samples are kept: the newest {@code windowSamples} of the unbroken stretch. A window ends at
 * every multiple of the hop, so that windows do not depend on how the samples arrive. While the stretch is younger
 * than a full window, a window has the stretch's true length; one shorter than the network's shortest is not made.
 *
 * <p>The samples slide through an array of two windows, so that a window is contiguous and copying costs one pass
 * over it per window length.
 */
public final class WindowAssembler {
    private final int windowSamples;
    private final int shortestSamples;
    private int hopSamples;
    private final float[] kept;
    private long segmentStart;
    private long nextSample;
    private int end;
    private boolean ended;

    /**
     * @param windowSamples longest window
     * @param shortestSamples shortest window
     * @param hopSamples distance between window ends, at most a window
     */
    public WindowAssembler(int windowSamples, int shortestSamples, int hopSamples) {
        if (shortestSamples < 1 || shortestSamples > windowSamples) {
            throw new IllegalArgumentException(
                    "windowSamples=" + windowSamples + " shortestSamples=" + shortestSamples);
        }
        requireHop(hopSamples, windowSamples);
        this.windowSamples = windowSamples;
        this.shortestSamples = shortestSamples;
        this.hopSamples = hopSamples;
        this.kept = new float[2 * windowSamples];
    }

    /** Stream position of the sample expected next. */
    public long nextSample() {
        return nextSample;
    }

    /** Distance between window ends in samples. */
    public int hopSamples() {
        return hopSamples;
    }

    /** From the newest sample on, windows end at every multiple of {@code samples}, at most a window. */
    public void hopSamples(int samples) {
        requireHop(samples, windowSamples);
        hopSamples = samples;
    }

    private static void requireHop(int hopSamples, int windowSamples) {
        if (hopSamples < 1 || hopSamples > windowSamples) {
            throw new IllegalArgumentException("windowSamples=" + windowSamples + " hopSamples=" + hopSamples);
        }
    }

    /**
     * Takes samples up to the next multiple of the hop.
     *
     * @param samples LENT for the call
     * @return how many were taken, at least 1 where {@code length} is
     */
    public int take(float[] samples, int offset, int length) {
        int untilBoundary = (int) (hopSamples - nextSample % hopSamples);
        int taken = Math.min(Math.min(length, untilBoundary), kept.length - windowSamples);
        if (end + taken > kept.length) {
            int keep = windowSamples - taken;
            System.arraycopy(kept, end - keep, kept, 0, keep);
            end = keep;
        }
        System.arraycopy(samples, offset, kept, end, taken);
        end += taken;
        nextSample += taken;
        ended = false;
        return taken;
    }

    /** Whether a window ends at the newest sample by the hop. */
    public boolean windowDue() {
        return nextSample % hopSamples == 0 && length() >= shortestSamples && !ended;
    }

    /** Whether samples came since the last multiple of the hop that a last window should cover. */
    public boolean tailDue() {
        return nextSample % hopSamples != 0 && length() >= shortestSamples && !ended;
    }

    /** The newest window. LENT until the next {@link #take}; it is not due again. */
    public AudioWindow window() {
        ended = true;
        int length = length();
        return new AudioWindow(segmentStart, nextSample - length, kept, end - length, length);
    }

    /** Drops everything; the next sample is at {@code positionSamples}. */
    public void restartAt(long positionSamples) {
        if (positionSamples < nextSample) {
            throw new IllegalArgumentException("positionSamples=" + positionSamples + " nextSample=" + nextSample);
        }
        segmentStart = positionSamples;
        nextSample = positionSamples;
        end = 0;
        ended = false;
    }

    private int length() {
        return (int) Math.min(nextSample - segmentStart, windowSamples);
    }
}
