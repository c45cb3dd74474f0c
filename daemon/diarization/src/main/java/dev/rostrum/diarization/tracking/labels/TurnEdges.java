package dev.rostrum.diarization.tracking.labels;

import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.tracking.frame.FrameDirections;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Moves the edges of turns to where the sound itself begins and ends: a network hears a room's echo as speech and a
 * speaker's breath as silence, an array hears that the one comes from all around and the other from the speaker's seat. A
 * turn's direction is its own, so speakers may walk. Where directions are not told, turns stay as they are. Plain.
 */
public final class TurnEdges {
    /**
     * When an edge moves.
     *
     * @param echo a frame at an edge of which a smaller share comes from the turn's direction than this times the turn's
     *     mean share is an echo
     * @param echoSeconds most that is cut at an edge
     * @param breath a pause is part of the turn if at least this times the turn's mean share comes from its direction, and
     *     no more from any other
     * @param breathSeconds longest such pause
     */
    public record Settings(double echo, double echoSeconds, double breath, double breathSeconds) {
        public static Settings defaults() {
            return new Settings(0.35, 0.5, 0.12, 1.0);
        }
    }

    private static final int SECTORS = DirectionFrame.SECTORS;
    /** The best sector of a pause may be a hair stronger than the turn's. */
    private static final double NEARLY = 0.99;

    private final Settings settings;
    private final double framesPerSecond;

    /** For frames of which {@code framesPerSecond} come in a second. */
    public TurnEdges(Settings settings, double framesPerSecond) {
        this.settings = settings;
        this.framesPerSecond = framesPerSecond;
    }

    /**
     * A turn's frames.
     *
     * @param from its first frame
     * @param to one past its last
     * @param sector from where most of it came
     * @param share mean agreement with that sector
     */
    private record Run(int speaker, int from, int to, int sector, double share) {}

    /**
     * The labels with their edges moved.
     *
     * @param heard of the same frames
     */
    public FrameLabels moved(FrameLabels labels, FrameDirections heard, int speakers) {
        if (!heard.any()) {
            return labels;
        }
        FrameLabels moved = labels.of(labels.firstFrame(), labels.frames());
        bridge(moved, heard, speakers);
        for (Run run : runs(moved, heard, speakers)) {
            cut(moved, heard, run);
        }
        return moved;
    }

    /** Fills the pauses in which the speaker before and after still is what is heard most. */
    private void bridge(FrameLabels labels, FrameDirections heard, int speakers) {
        Run[] last = new Run[speakers];
        for (Run run : runs(labels, heard, speakers)) {
            Run before = last[run.speaker()];
            last[run.speaker()] = run;
            if (before != null && pauses(labels, before, run) && breathes(heard, before, run)) {
                float confidence = Math.min(labels.confidence(before.to() - 1), labels.confidence(run.from()));
                for (int i = before.to(); i < run.from(); i++) {
                    labels.set(i, run.speaker(), FrameLabels.NONE, confidence);
                }
            }
        }
    }

    private boolean pauses(FrameLabels labels, Run before, Run after) {
        boolean nobody = after.from() - before.to() <= settings.breathSeconds() * framesPerSecond;
        for (int i = before.to(); nobody && i < after.from(); i++) {
            nobody = labels.first(i) == FrameLabels.NONE;
        }
        return nobody;
    }

    private boolean breathes(FrameDirections heard, Run before, Run after) {
        double[] shares = shares(heard, before.to(), after.from());
        double most = 0;
        for (double share : shares) {
            most = Math.max(most, share);
        }
        double theirs = Math.max(near(s -> shares[s], before.sector()), near(s -> shares[s], after.sector()));
        double turns = Math.min(before.share(), after.share());
        return turns > 0 && theirs > settings.breath() * turns && theirs >= NEARLY * most;
    }

    /** Cuts the echo at both edges, but for those that were not heard whole. */
    private void cut(FrameLabels labels, FrameDirections heard, Run run) {
        int most = (int) Math.round(settings.echoSeconds() * framesPerSecond);
        int from = run.from();
        while (run.from() > 0 && from < Math.min(run.to(), run.from() + most) && echoes(heard, run, from)) {
            silence(labels, from++, run.speaker());
        }
        int to = run.to();
        while (run.to() < labels.frames() && to > Math.max(from, run.to() - most) && echoes(heard, run, to - 1)) {
            silence(labels, --to, run.speaker());
        }
    }

    private boolean echoes(FrameDirections heard, Run run, int frame) {
        if (!heard.told(frame)) {
            return false;
        }
        return near(sector -> heard.agreement(frame, sector), run.sector()) < settings.echo() * run.share();
    }

    private static void silence(FrameLabels labels, int frame, int speaker) {
        int other = labels.first(frame) == speaker ? labels.second(frame) : labels.first(frame);
        labels.set(frame, other, FrameLabels.NONE, other == FrameLabels.NONE ? 0 : labels.confidence(frame));
    }

    /** All turns of which something was told, by their ends. */
    private static List<Run> runs(FrameLabels labels, FrameDirections heard, int speakers) {
        List<Run> runs = new ArrayList<>();
        int[] begin = new int[speakers];
        for (int i = 0; i <= labels.frames(); i++) {
            for (int speaker = 0; speaker < speakers; speaker++) {
                boolean speaks = i < labels.frames() && (labels.first(i) == speaker || labels.second(i) == speaker);
                if (!speaks) {
                    if (begin[speaker] < i) {
                        add(runs, heard, speaker, begin[speaker], i);
                    }
                    begin[speaker] = i + 1;
                }
            }
        }
        return runs;
    }

    private static void add(List<Run> runs, FrameDirections heard, int speaker, int from, int to) {
        double[] shares = shares(heard, from, to);
        int best = 0;
        for (int s = 1; s < SECTORS; s++) {
            best = shares[s] > shares[best] ? s : best;
        }
        runs.add(new Run(speaker, from, to, best, shares[best]));
    }

    /** The largest share of a sector and its two neighbours. */
    private static double near(IntToDoubleFunction shares, int sector) {
        double most = shares.applyAsDouble(sector);
        most = Math.max(most, shares.applyAsDouble((sector + 1) % SECTORS));
        return Math.max(most, shares.applyAsDouble((sector + SECTORS - 1) % SECTORS));
    }

    /** Mean agreement with each sector in the frames from {@code from} to {@code to} that were told of. */
    private static double[] shares(FrameDirections heard, int from, int to) {
        double[] shares = new double[SECTORS];
        int told = 0;
        for (int i = from; i < to; i++) {
            if (heard.told(i)) {
                told++;
                for (int s = 0; s < SECTORS; s++) {
                    shares[s] += heard.agreement(i, s);
                }
            }
        }
        for (int s = 0; s < SECTORS && told > 0; s++) {
            shares[s] /= told;
        }
        return shares;
    }
}
