package dev.rostrum.diarization.evidence;

import dev.rostrum.diarization.window.AudioWindow;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells sound in which nothing begins, so that no network need hear it: where the segmentation heard nobody for a while,
 * and no band has become louder since than it was where nobody spoke. It knows nothing of speech; whatever is louder in any
 * band, a door as well as a voice, is for the segmentation to judge, whose answer is then what silence is measured
 * by. One thread.
 */
final class SilenceGate {
    /** Nobody spoke for so long before the gate may close: the newest answers are the least sure. */
    private static final double QUIET_SECONDS = 1;
    /** A frame whose probability of speech is below this counts as one in which nobody spoke. */
    private static final double SPEECH = 0.1;
    /** Bands are compared by their mean power over so long: some ten periods of a voice. */
    static final double BLOCK_SECONDS = 0.1;
    /** Mel bands that make one band: wide enough that noise has a steady power in a block. */
    private static final int MELS_TOGETHER = 4;
    /** A band's reference is as loud as so large a share of the blocks without speech: one door does not deafen. */
    private static final double SHARE = 0.9;
    /** A band that is louder than its reference by more than this opens the gate. */
    private static final double MARGIN_DB = 3;

    private static final double NEPERS_PER_DB = Math.log(10) / 10;

    private final LogMelHistory logMel;
    private final int blockFrames;
    private final double[] reference;
    private @Nullable SpeakerPosteriors quiet;
    private long heardSample;
    private long toldFrame;

    /**
     * A gate that is open.
     *
     * @param logMel of the same windows, advanced to each before it comes here
     * @param blockFrames log-mel frames in {@link #BLOCK_SECONDS}
     */
    SilenceGate(LogMelHistory logMel, int blockFrames) {
        this.logMel = logMel;
        this.blockFrames = blockFrames;
        this.reference = new double[Math.ceilDiv(logMel.mels(), MELS_TOGETHER)];
    }

    /**
     * What is to be said of {@code window} without a network: what the segmentation said last, then nobody. Empty where
     * something begins, and where the segmentation has heard nothing of the window: nothing goes unheard for good.
     */
    Optional<SpeakerPosteriors> silence(AudioWindow window) {
        SpeakerPosteriors said = quiet;
        return said != null && heardSample > window.firstSample() && nothingBegins(window)
                ? Optional.of(SilentFrames.after(said, window))
                : Optional.empty();
    }

    /** In what {@code window} brings since the segmentation last heard, or this was last asked. */
    private boolean nothingBegins(AudioWindow window) {
        double[] block = new double[reference.length];
        long end = logMel.frameEndBefore(window.endSample());
        for (long from = toldFrame; from < end; from += blockFrames) {
            // the last block may share frames with the one before it
            power(Math.max(0, Math.min(from, end - blockFrames)), block);
            for (int band = 0; band < block.length; band++) {
                if (block[band] > reference[band]) {
                    return false;
                }
            }
        }
        toldFrame = end;
        return true;
    }

    /** The segmentation heard {@code window}: what it says is what the gate measures by from now on. */
    void heard(AudioWindow window, SpeakerPosteriors posteriors) {
        FrameGrid grid = posteriors.grid();
        toldFrame = logMel.frameEndBefore(window.endSample());
        int still = (int) Math.round(QUIET_SECONDS * grid.sampleRate() / grid.stepSamples());
        heardSample = window.endSample();
        boolean closes =
                posteriors.frames() >= still && silent(posteriors, posteriors.frames() - still, posteriors.frames());
        quiet = closes ? posteriors : null;
        if (closes) {
            measure(window, posteriors);
        }
    }

    /** A hole: nothing is known. */
    void clear() {
        quiet = null;
    }

    private boolean silent(SpeakerPosteriors posteriors, int from, int to) {
        for (int frame = from; frame < to; frame++) {
            if (posteriors.speech(frame) >= SPEECH) {
                return false;
            }
        }
        return true;
    }

    private void measure(AudioWindow window, SpeakerPosteriors posteriors) {
        long first = logMel.frameAtOrAfter(window.firstSample());
        int blocks = (int) ((toldFrame - first) / blockFrames);
        double[][] powers = new double[reference.length][blocks];
        double[] block = new double[reference.length];
        int count = 0;
        for (int i = 0; i < blocks; i++) {
            long from = first + (long) i * blockFrames;
            int begin = EvidenceExtractor.nearestFrame(posteriors, logMel.startOf(from));
            int end = EvidenceExtractor.nearestFrame(posteriors, logMel.endOf(from + blockFrames - 1));
            if (silent(posteriors, begin, end + 1)) {
                power(from, block);
                for (int band = 0; band < block.length; band++) {
                    powers[band][count] = block[band];
                }
                count++;
            }
        }
        for (int band = 0; band < reference.length; band++) {
            Arrays.sort(powers[band], 0, count);
            int at = (int) (SHARE * (count - 1));
            reference[band] = powers[band][at] * Math.exp(NEPERS_PER_DB * MARGIN_DB);
        }
    }

    /** Mean power of each band over the block that begins at log-mel frame {@code from}. */
    private void power(long from, double[] out) {
        Arrays.fill(out, 0);
        for (long frame = from; frame < from + blockFrames; frame++) {
            for (int mel = 0; mel < logMel.mels(); mel++) {
                out[mel / MELS_TOGETHER] += logMel.power(frame, mel) / blockFrames;
            }
        }
    }
}
