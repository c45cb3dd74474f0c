package dev.rostrum.model.segmentation;

/**
 * A window's answer as the network gives it: the probability of every class in every frame. Immutable.
 *
 * <p>A speaker is active with the summed probability of the classes it belongs to; speech is the probability of all
 * classes but the empty one, overlap that of all classes with two or more members.
 */
public final class ClassPosteriors implements SpeakerPosteriors {
    private final long firstSample;
    private final FrameGrid grid;
    private final Powerset powerset;
    private final float[] probabilities;
    private final int frames;

    private ClassPosteriors(long firstSample, FrameGrid grid, Powerset powerset, float[] probabilities) {
        if (probabilities.length % powerset.classes() != 0) {
            throw new IllegalArgumentException(
                    "probabilities=" + probabilities.length + " is no multiple of classes=" + powerset.classes());
        }
        this.firstSample = firstSample;
        this.grid = grid;
        this.powerset = powerset;
        this.probabilities = probabilities;
        this.frames = probabilities.length / powerset.classes();
    }

    /**
     * From probabilities.
     *
     * @param probabilities row-major {@code [frames][classes]}, each row summing to 1; copied
     */
    public static ClassPosteriors ofProbabilities(
            long firstSample, FrameGrid grid, Powerset powerset, float[] probabilities) {
        return new ClassPosteriors(firstSample, grid, powerset, probabilities.clone());
    }

    /**
     * From log-probabilities.
     *
     * @param logProbabilities row-major {@code [frames][classes]}, natural logarithms; copied
     */
    public static ClassPosteriors ofLogProbabilities(
            long firstSample, FrameGrid grid, Powerset powerset, float[] logProbabilities) {
        float[] probabilities = new float[logProbabilities.length];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) Math.exp(logProbabilities[i]);
        }
        return new ClassPosteriors(firstSample, grid, powerset, probabilities);
    }

    /** All class probabilities, row-major {@code [frames][classes]}, in an array of the caller's own. */
    public float[] probabilities() {
        return probabilities.clone();
    }

    /** Probability of class {@code number} in frame {@code frame}. */
    public float probability(int frame, int number) {
        return probabilities[frame * powerset.classes() + number];
    }

    public Powerset powerset() {
        return powerset;
    }

    @Override
    public long firstSample() {
        return firstSample;
    }

    @Override
    public FrameGrid grid() {
        return grid;
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public int localSpeakers() {
        return powerset.speakers();
    }

    @Override
    public float active(int frame, int speaker) {
        float sum = 0;
        for (int c = 0; c < powerset.classes(); c++) {
            sum += (powerset.members(c) & 1 << speaker) != 0 ? probability(frame, c) : 0;
        }
        return Math.min(sum, 1f);
    }

    @Override
    public float speech(int frame) {
        return Math.clamp(1f - probability(frame, powerset.classOf(0)), 0f, 1f);
    }

    @Override
    public float overlap(int frame) {
        float sum = 0;
        for (int c = 0; c < powerset.classes(); c++) {
            sum += Integer.bitCount(powerset.members(c)) >= 2 ? probability(frame, c) : 0;
        }
        return Math.min(sum, 1f);
    }

    /** The first class wins where two are equally probable. */
    @Override
    public int hardMask(int frame) {
        int best = 0;
        for (int c = 1; c < powerset.classes(); c++) {
            if (probability(frame, c) > probability(frame, best)) {
                best = c;
            }
        }
        return powerset.members(best);
    }
}
