package dev.rostrum.lab.study;

import dev.rostrum.diarization.timeline.RevisingTracker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of the tracker under which it is tried, by the names they have in tables. */
final class TrackerVariants {
    /** How far a threshold is moved to see whether it stands at a cliff. */
    private static final double STEP = 0.2;

    private static final double NEVER = 1e9;

    private final RevisingTracker.Settings shipped;

    /** @param shipped as it is for the network that listens */
    TrackerVariants(RevisingTracker.Settings shipped) {
        this.shipped = shipped;
    }

    /** One part of the tracker less in each. */
    Map<String, RevisingTracker.Settings> ablations() {
        Map<String, RevisingTracker.Settings> all = new LinkedHashMap<>();
        all.put("no cannot-links inside a window", with("diarizer.cannotLinks", false));
        all.put("no price: voices cost nothing, and only the ratio joins them", uncounted());
        all.put("no overlap: one speaker a frame", with("diarizer.labels.overlaps", false));
        all.put("one scale: windows alone, in live labels and revision", with("diarizer.labels.temper", 0));
        all.put("one scale: pieces alone, in live labels and revision", piecesAlone());
        all.put(
                "no order of arrival: numbers as clustering finds the voices",
                with("diarizer.revision.byArrival", false));
        all.put("a pool of 500 entries instead of 4000", with("diarizer.heard.pool.entriesAtMost", 500));
        all.put("no rejection of what does not sound like a voice", with("diarizer.residualRatioAtMost", NEVER));
        all.put("no revision", with("diarizer.passes.corrects", false));
        return all;
    }

    /** A number that can be moved, and the names of the variants in which it is. */
    record Moved(SettingsPath path) {
        String lower() {
            return path + " -20 %";
        }

        String higher() {
            return path + " +20 %";
        }
    }

    /** Every number of these settings but timing, hints and zeros. */
    static List<Moved> movable(Record settings) {
        return SettingsPath.numbers(settings).stream()
                .filter(path ->
                        !path.names().contains("timing") && !path.names().contains("speakers"))
                .filter(path -> ((Number) path.in(settings)).doubleValue() != 0)
                .map(Moved::new)
                .toList();
    }

    /** Every such number a fifth lower and a fifth higher, but where the settings refuse it or round it to what it was. */
    Map<String, RevisingTracker.Settings> moved() {
        Map<String, RevisingTracker.Settings> all = new LinkedHashMap<>();
        for (Moved number : movable(shipped)) {
            double value = ((Number) number.path().in(shipped)).doubleValue();
            put(all, number.lower(), number.path(), value * (1 - STEP));
            put(all, number.higher(), number.path(), value * (1 + STEP));
        }
        return all;
    }

    private void put(Map<String, RevisingTracker.Settings> all, String name, SettingsPath path, double value) {
        try {
            RevisingTracker.Settings moved = path.with(shipped, value);
            if (!moved.equals(shipped)) {
                all.put(name, moved);
            }
        } catch (IllegalArgumentException e) {
            // a value that no tracker can have, such as a share above 1: there is nothing to try
        }
    }

    private RevisingTracker.Settings with(String path, Object value) {
        return with(shipped, path, value);
    }

    private static RevisingTracker.Settings with(RevisingTracker.Settings settings, String path, Object value) {
        return SettingsPath.of(path).with(settings, value);
    }

    /** Every speaker has the same share of the votes. */
    private RevisingTracker.Settings piecesAlone() {
        return with(with("diarizer.labels.voteFloor", NEVER), "diarizer.labels.liveVoteFloor", NEVER);
    }

    private RevisingTracker.Settings uncounted() {
        double free = 1e-2;
        RevisingTracker.Settings settings = with("diarizer.revision.clustering.variational.priceShare", 0);
        settings = with(settings, "diarizer.revision.clustering.variational.priceAtLeast", free);
        return with(settings, "diarizer.revision.clustering.variational.priceAtMost", free);
    }
}
