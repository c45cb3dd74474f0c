package dev.rostrum.model.kernel;

/**
 * Large arrays that are used again for the next window: made anew they would outlive the young garbage, and the heap would
 * grow with it. Keeps the last few lengths that were asked for: windows half a second apart have one frame more or less by
 * turns. One thread; what is lent holds until the next call.
 */
public final class Buffers {
    private static final int LENGTHS = 12;

    private final float[][] kept = new float[LENGTHS][0];
    private int oldest;

    /** An array of this length, with whatever was left in it. */
    public float[] of(int length) {
        for (float[] buffer : kept) {
            if (buffer.length == length) {
                return buffer;
            }
        }
        float[] made = new float[length];
        kept[oldest] = made;
        oldest = (oldest + 1) % LENGTHS;
        return made;
    }
}
