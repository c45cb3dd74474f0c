package dev.rostrum.diarization.evidence;

import dev.rostrum.diarization.window.AudioWindow;
import dev.rostrum.model.features.LogMelExtractor;

/**
 * The log-mel frames of the newest window's worth of sound, each computed once as the stream advances, and given out
 * as if the sound had been so much louder: gain is added and the floor comes last. Frames lie on a grid that begins
 * with the unbroken stretch, so none reaches across a hole. One thread.
 */
final class LogMelHistory {
    private static final double NEPERS_PER_DB = Math.log(10) / 10;

    private final LogMelExtractor extractor;
    private final double logFloor;
    private final int mels;
    private final int frameSamples;
    private final int shiftSamples;
    private final int capacityFrames;
    private final float[] ring;
    private long segmentStart = -1;
    private long nextFrame;

    LogMelHistory(LogMelExtractor extractor, int windowSamples) {
        this.extractor = new LogMelExtractor(extractor.settings().withoutFloor());
        this.logFloor = Math.log(extractor.settings().floor());
        this.mels = extractor.mels();
        this.frameSamples = extractor.settings().frameSamples();
        this.shiftSamples = extractor.settings().shiftSamples();
        this.capacityFrames = windowSamples / shiftSamples + 1;
        this.ring = new float[capacityFrames * mels];
    }

    /** Computes the frames that became complete with {@code window}. */
    void advanceTo(AudioWindow window) {
        if (window.segmentStart() != segmentStart) {
            segmentStart = window.segmentStart();
            nextFrame = 0;
        }
        long oldest = frameAtOrAfter(window.firstSample());
        nextFrame = Math.max(nextFrame, oldest);
        while (startOf(nextFrame) + frameSamples <= window.endSample()) {
            int offset = window.offset() + (int) (startOf(nextFrame) - window.firstSample());
            extractor.extractFrame(window.samples(), offset, ring, slot(nextFrame) * mels);
            nextFrame++;
        }
    }

    /** First frame that begins at {@code sample} or later. */
    long frameAtOrAfter(long sample) {
        return Math.ceilDiv(sample - segmentStart, shiftSamples);
    }

    /** One past the last frame that ends at {@code sample} or earlier, of those computed. */
    long frameEndBefore(long sample) {
        long fitting = Math.floorDiv(sample - segmentStart - frameSamples, shiftSamples) + 1;
        return Math.clamp(fitting, 0, nextFrame);
    }

    /** First sample of {@code frame}. */
    long startOf(long frame) {
        return segmentStart + frame * shiftSamples;
    }

    /** One past the last sample of {@code frame}. */
    long endOf(long frame) {
        return startOf(frame) + frameSamples;
    }

    /** Copies {@code frame}, raised by {@code gainDb}, to row {@code row} of {@code out}, {@code [frames][mels]}. */
    void copy(long frame, double gainDb, float[] out, int row) {
        if (extractor.settings().kind() == LogMelExtractor.Kind.LIBROSA_POWER) {
            double factor = Math.exp(NEPERS_PER_DB * gainDb);
            for (int mel = 0; mel < mels; mel++) {
                out[row * mels + mel] = (float) (ring[slot(frame) * mels + mel] * factor);
            }
            return;
        }
        for (int mel = 0; mel < mels; mel++) {
            double energy = ring[slot(frame) * mels + mel] + NEPERS_PER_DB * gainDb;
            out[row * mels + mel] = (float) Math.max(energy, logFloor);
        }
    }

    /** Power of a band of {@code frame}, as it came: no gain, no floor. */
    double power(long frame, int mel) {
        double value = ring[slot(frame) * mels + mel];
        return extractor.settings().kind() == LogMelExtractor.Kind.LIBROSA_POWER ? value : Math.exp(value);
    }

    int mels() {
        return mels;
    }

    private int slot(long frame) {
        return (int) (frame % capacityFrames);
    }
}
