package dev.rostrum.diarization.evidence;

import dev.rostrum.diarization.window.AudioWindow;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.HeardSound;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks both networks about a window: who of its local speakers is active when; what each sounds like where it speaks
 * alone; and what the newest short pieces sound like, whoever speaks in them. One thread.
 *
 * <p>A local speaker's vector is made from its own frames put together, not by masking the network's columns: the
 * network's context mask would hear the others.
 */
public final class EvidenceExtractor implements WindowHearing {
    /**
     * What is embedded, and how often.
     *
     * @param wholeEveryWindows one window in so many is heard whole, those between go on from the one before
     * @param localsEveryWindows vectors of local speakers are made for one window in so many, the first included
     * @param cleanAtLeastSeconds a local speaker with less speech of its own gets no vector
     * @param cleanAtMostSeconds of more, only the newest count
     * @param cleanShared no vector is made for a local speaker of whose frames so large a share is behind one already
     * @param pieceSeconds length of a piece
     * @param pieceStepSeconds distance between pieces
     * @param pieceSpeech a piece in which no frame's probability of speech reaches this is not embedded
     * @param level how loud both networks hear
     */
    public record Settings(
            int wholeEveryWindows,
            int localsEveryWindows,
            double cleanAtLeastSeconds,
            double cleanAtMostSeconds,
            double cleanShared,
            double pieceSeconds,
            double pieceStepSeconds,
            double pieceSpeech,
            SoundLevel.Settings level) {
        public static Settings defaults() {
            return new Settings(5, 2, 0.3, 3.0, 0.9, 1.5, 0.5, 0.5, SoundLevel.Settings.defaults());
        }

        /** How much of a piece's sound no other piece holds while somebody speaks on, 0 to 1. */
        public double pieceShare() {
            return pieceStepSeconds / pieceSeconds;
        }
    }

    private final SegmentationNetwork segmentation;
    private final EmbeddingNetwork embedding;
    private final Settings settings;
    private final SoundLevel level;
    private final LogMelHistory logMel;
    private final int sampleRate;
    private final int shiftSamples;
    private final int atLeast;
    private final LocalEmbeddings earlier;
    private final SilenceGate gate;
    private long segmentStart = -1;
    private long windows;
    private long nextPiece;
    private int embedOneIn = 1;

    public EvidenceExtractor(
            SegmentationNetwork segmentation,
            EmbeddingNetwork embedding,
            LogMelExtractor logMelExtractor,
            Settings settings) {
        this.segmentation = segmentation;
        this.embedding = embedding;
        this.settings = settings;
        this.logMel = new LogMelHistory(logMelExtractor, segmentation.windowSamples());
        this.sampleRate = segmentation.grid().sampleRate();
        this.level = new SoundLevel(settings.level(), sampleRate);
        this.shiftSamples = logMelExtractor.settings().shiftSamples();
        this.atLeast = Math.max(framesIn(settings.cleanAtLeastSeconds()), embedding.shortestFrames());
        this.gate = new SilenceGate(logMel, framesIn(SilenceGate.BLOCK_SECONDS));
        this.earlier = new LocalEmbeddings(settings.cleanShared(), segmentation.windowSamples() / shiftSamples);
    }

    /** From now on only one piece in {@code n} is embedded, and the locals of one window in {@code n} of those due. */
    @Override
    public void embedOneIn(int n) {
        embedOneIn = n;
    }

    @Override
    public WindowEvidence extract(AudioWindow window) {
        if (window.segmentStart() != segmentStart) {
            segmentStart = window.segmentStart();
            windows = 0;
            nextPiece = 0;
            earlier.clear();
            gate.clear();
        }
        logMel.advanceTo(window);
        level.hear(window);
        Optional<SpeakerPosteriors> silence = gate.silence(window);
        SpeakerPosteriors posteriors = silence.orElseGet(() -> segmented(window));
        boolean withLocals = silence.isEmpty() && windows % ((long) settings.localsEveryWindows() * embedOneIn) == 0;
        windows++;
        List<EmbeddingEvidence> pieces = pieces(posteriors, window);
        Map<Integer, EmbeddingEvidence> locals = withLocals ? locals(posteriors, window) : Map.of();
        return new WindowEvidence(window.endSample(), posteriors, locals, pieces);
    }

    /** The vectors of local speakers, by their number: new ones of those that no vector stands for yet. */
    private Map<Integer, EmbeddingEvidence> locals(SpeakerPosteriors posteriors, AudioWindow window) {
        Map<Integer, EmbeddingEvidence> locals = new HashMap<>();
        List<Integer> unknown = new ArrayList<>();
        List<Unembedded> unembedded = new ArrayList<>();
        for (int local = 0; local < posteriors.localSpeakers(); local++) {
            List<Long> own = cleanFrames(posteriors, local, window);
            List<Long> newest =
                    own.subList(Math.max(0, own.size() - framesIn(settings.cleanAtMostSeconds())), own.size());
            Optional<EmbeddingEvidence> known = earlier.of(own, newest);
            if (known.isPresent()) {
                locals.put(local, known.get());
            } else if (newest.size() >= atLeast) {
                unknown.add(local);
                long from = logMel.startOf(newest.getFirst());
                unembedded.add(new Unembedded(from, logMel.endOf(newest.getLast()), newest));
            }
        }
        List<EmbeddingEvidence> made = embedded(unembedded);
        for (int i = 0; i < made.size(); i++) {
            locals.put(unknown.get(i), made.get(i));
            earlier.add(unembedded.get(i).frames(), made.get(i));
        }
        return locals;
    }

    /** Asks for all vectors at once, so that the network can make them side by side. */
    private List<EmbeddingEvidence> embedded(List<Unembedded> unembedded) {
        List<float[]> vectors = embedding.embed(
                unembedded.stream().map(one -> gathered(one.frames())).toList());
        List<EmbeddingEvidence> made = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            Unembedded one = unembedded.get(i);
            float seconds = (float) one.frames().size() * shiftSamples / sampleRate;
            made.add(new EmbeddingEvidence(one.fromSample(), one.toSample(), seconds, vectors.get(i)));
        }
        return made;
    }

    /**
     * Log-mel frames to be embedded.
     *
     * @param fromSample first sample behind them
     * @param toSample one past the last
     */
    private record Unembedded(long fromSample, long toSample, List<Long> frames) {}

    /** A stretch younger than a window is heard whole: its norms know too little to go on with. */
    private SpeakerPosteriors segmented(AudioWindow window) {
        HeardSound sound =
                new HeardSound(window.firstSample(), window.samples(), window.offset(), window.length(), level.gain());
        SpeakerPosteriors posteriors =
                window.length() < segmentation.windowSamples() || windows % settings.wholeEveryWindows() == 0
                        ? segmentation.segment(sound)
                        : segmentation.follow(sound);
        gate.heard(window, posteriors);
        return posteriors;
    }

    /** The log-mel frames in which {@code local} speaks alone, oldest first. */
    private List<Long> cleanFrames(SpeakerPosteriors posteriors, int local, AudioWindow window) {
        List<Long> clean = new ArrayList<>();
        long end = logMel.frameEndBefore(window.endSample());
        for (long frame = logMel.frameAtOrAfter(window.firstSample()); frame < end; frame++) {
            long centre = (logMel.startOf(frame) + logMel.endOf(frame)) / 2;
            if (posteriors.hardMask(nearestFrame(posteriors, centre)) == 1 << local) {
                clean.add(frame);
            }
        }
        return clean;
    }

    /** The vectors of the pieces that became complete with {@code window}. */
    private List<EmbeddingEvidence> pieces(SpeakerPosteriors posteriors, AudioWindow window) {
        int length = (int) Math.round(settings.pieceSeconds() * sampleRate);
        int step = (int) Math.round(settings.pieceStepSeconds() * sampleRate);
        List<Unembedded> complete = new ArrayList<>();
        for (; segmentStart + nextPiece * step + length <= window.endSample(); nextPiece++) {
            long from = segmentStart + nextPiece * step;
            if (nextPiece % embedOneIn == 0
                    && from >= window.firstSample()
                    && speechWithin(posteriors, from, from + length)) {
                List<Long> frames = new ArrayList<>();
                long end = logMel.frameEndBefore(from + length);
                for (long frame = logMel.frameAtOrAfter(from); frame < end; frame++) {
                    frames.add(frame);
                }
                complete.add(new Unembedded(from, from + length, frames));
            }
        }
        List<EmbeddingEvidence> pieces = embedded(complete);
        for (int i = 0; i < pieces.size(); i++) {
            earlier.addPiece(complete.get(i).frames(), pieces.get(i));
        }
        return pieces;
    }

    private boolean speechWithin(SpeakerPosteriors posteriors, long fromSample, long toSample) {
        int last = nearestFrame(posteriors, toSample);
        for (int frame = nearestFrame(posteriors, fromSample); frame <= last; frame++) {
            if (posteriors.speech(frame) >= settings.pieceSpeech()) {
                return true;
            }
        }
        return false;
    }

    private EmbeddingNetwork.Piece gathered(List<Long> frames) {
        float[] gathered = new float[frames.size() * logMel.mels()];
        for (int row = 0; row < frames.size(); row++) {
            logMel.copy(frames.get(row), level.gainDb(), gathered, row);
        }
        return new EmbeddingNetwork.Piece(gathered, frames.size());
    }

    /** The frame of {@code posteriors} whose centre is nearest. */
    static int nearestFrame(SpeakerPosteriors posteriors, long sample) {
        FrameGrid grid = posteriors.grid();
        long relative = sample - posteriors.firstSample() - grid.firstCentreSamples() + grid.stepSamples() / 2;
        return Math.clamp(Math.floorDiv(relative, grid.stepSamples()), 0, posteriors.frames() - 1);
    }

    private int framesIn(double seconds) {
        return (int) Math.round(seconds * sampleRate / shiftSamples);
    }
}
