package dev.rostrum.service.masks;

import dev.rostrum.service.masks.FrameProbabilities.Activity;
import java.util.Arrays;
import java.util.List;

/**
 * For each speaker and frame of 20 ms the probabilities of silence, of the speaker alone, of others without him, and of
 * him together with others: silence, target, non-target, overlap. They add to 1 (Polok et al., diarization-conditioned
 * Whisper, 2024).
 *
 * <p>How many talk is the segmentation network's word, averaged over the windows; who, the labels' with their
 * confidence. Where one is labelled he is the only one, or one of two, with his confidence, and what is left of it goes
 * to the others by how much they talk; where two are labelled and one talks, it is either, by their confidence. Where
 * nobody is labelled, speech counts for at most half: the tracker has taken it for noise, or too faint.
 */
final class Masks {
    /** What the columns of a mask are. */
    static final List<String> COLUMNS = List.of("silence", "target", "non_target", "overlap");

    private static final double UNLABELLED_AT_MOST = 0.5;

    private final LabelledFrames labels;
    private final FrameProbabilities heard;
    private final double[] shares;
    private final int samplesPerFrame;

    Masks(LabelledFrames labels, FrameProbabilities heard, int sampleRate) {
        this.labels = labels;
        this.heard = heard;
        this.shares = labels.shares();
        this.samplesPerFrame = sampleRate / LabelledFrames.FRAMES_PER_SECOND;
    }

    List<String> speakers() {
        return labels.speakers();
    }

    int frames() {
        return labels.frames();
    }

    /** One speaker's probabilities in one frame, as {@link #COLUMNS}. */
    float[] of(int speaker, int frame) {
        Activity activity = heard.at((long) frame * samplesPerFrame + samplesPerFrame / 2);
        double speech = labelled(frame) ? activity.speech() : Math.min(UNLABELLED_AT_MOST, activity.speech());
        double two = Math.min(speech, activity.overlap());
        double one = speech - two;
        double alone = one * alone(speaker, frame);
        double together = two * together(speaker, frame);
        return new float[] {
            (float) (1 - speech), (float) alone, (float) (one - alone + two - together), (float) together
        };
    }

    private boolean labelled(int frame) {
        for (int k = 0; k < shares.length; k++) {
            if (labels.sureness(k, frame) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Probability that the speaker is the one, where one talks. */
    private double alone(int speaker, int frame) {
        double sum = 0;
        double none = 1;
        for (int k = 0; k < shares.length; k++) {
            sum += labels.sureness(k, frame);
            none *= 1 - labels.sureness(k, frame);
        }
        double rest = otherShares(frame);
        double labelled = rest > 0 ? 1 - none : 1;
        return labels.sureness(speaker, frame) > 0
                ? labelled * labels.sureness(speaker, frame) / sum
                : (1 - labelled) * shares[speaker] / rest;
    }

    /** Probability that the speaker is one of the two, where two talk. */
    private double together(int speaker, int frame) {
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            sum += labels.sureness(k, frame);
        }
        double own = labels.sureness(speaker, frame);
        if (own > 0) {
            return shares.length <= 2 ? 1 : own;
        }
        return Math.min(1, Math.max(0, 2 - sum) * shares[speaker] / otherShares(frame));
    }

    /** What those talk, in all, who are not labelled in the frame. */
    private double otherShares(int frame) {
        double rest = 0;
        for (int k = 0; k < shares.length; k++) {
            rest += labels.sureness(k, frame) > 0 ? 0 : shares[k];
        }
        return rest;
    }

    @Override
    public String toString() {
        return "Masks of " + frames() + " frames and " + Arrays.toString(shares);
    }
}
