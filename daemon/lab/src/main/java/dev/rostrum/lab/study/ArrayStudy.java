package dev.rostrum.lab.study;

import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.scoring.MeetingScore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What an array is worth where it does not have it easy: its microphones or its geometry are at fault, and its
 * directions mislead.
 */
public final class ArrayStudy {
    private static final List<Long> SEEDS = List.of(1L, 2L);
    private static final String CLEAN = "as they are";

    private final EvaluationRun.Settings settings;
    private final StudyScores read;
    private final Function<Optional<ArrayGeometry>, Supplier<EvaluationRun.Ears>> ears;
    private final EvaluationRun.Progress progress;
    private final ArrayGeometry array;

    /**
     * @param settings one latency is enough
     * @param ears makes ears that hear an array's channels, or channel 0 without one
     * @param array that the recordings were made with
     */
    public ArrayStudy(
            EvaluationRun.Settings settings,
            Function<Optional<ArrayGeometry>, Supplier<EvaluationRun.Ears>> ears,
            EvaluationRun.Progress progress,
            ArrayGeometry array) {
        this.settings = settings;
        this.read = new StudyScores(settings.mainLatencyMs());
        this.ears = ears;
        this.progress = progress;
        this.array = array;
    }

    /** A fault of the second microphone, or of what is known of the array. */
    private record Fault(String name, UnaryOperator<float[][]> sound, ArrayGeometry configured) {}

    /**
     * The same recordings with one microphone at fault each, and with another geometry than the array's.
     *
     * @param recordings of all the array's channels
     * @return a table, in Markdown
     */
    public String faults(List<Meeting> recordings) throws InterruptedException {
        try (MadeRecordings.Folder folder = MadeRecordings.Folder.temporary()) {
            return faults(recordings, folder.path());
        }
    }

    private String faults(List<Meeting> recordings, Path folder) throws InterruptedException {
        MarkdownTable table =
                new MarkdownTable("fault", "live", "final", "final, relative", "most, final", "told after");
        List<MeetingScore> clean = new ArrayList<>();
        for (Fault fault : allFaults()) {
            MadeRecordings made = new MadeRecordings(folder);
            List<Meeting> faulty = recordings.stream()
                    .map(recording -> declare(made, recording, () -> faulty(recording, fault)))
                    .toList();
            List<MeetingScore> scores = scores(faulty, made, Optional.of(fault.configured()));
            if (fault.name().equals(CLEAN)) {
                clean.addAll(scores);
            }
            MeetingScore sum = MeetingScore.sum(scores);
            table.row(List.of(
                    fault.name(),
                    MarkdownTable.percent(read.live(sum)),
                    MarkdownTable.percent(StudyScores.last(sum)),
                    relative(StudyScores.last(sum), StudyScores.last(MeetingScore.sum(clean))),
                    StudyScores.most(scores, clean, recordings),
                    told(recordings, fault)));
        }
        return table.toString();
    }

    private List<Fault> allFaults() {
        return List.of(
                new Fault(CLEAN, sound -> sound, array),
                new Fault("one dead", sound -> scaled(sound, 0), array),
                new Fault("one inverted", sound -> scaled(sound, -1), array),
                new Fault("one 12 dB weaker", sound -> scaled(sound, (float) Math.pow(10, -12 / 20.0)), array),
                new Fault("two swapped", ArrayStudy::swapped, array),
                new Fault("another geometry: a line", sound -> sound, ArrayGeometry.line(array.size(), 0.033)));
    }

    private static float[][] scaled(float[][] sound, float factor) {
        for (int i = 0; i < sound[1].length; i++) {
            sound[1][i] *= factor;
        }
        return sound;
    }

    private static float[][] swapped(float[][] sound) {
        float[] second = sound[1];
        sound[1] = sound[2];
        sound[2] = second;
        return sound;
    }

    private static Meeting declare(MadeRecordings made, Meeting meeting, Supplier<WholeSound> sound) {
        return made.declare(meeting, Path.of(MadeRecordings.fileName(meeting.name()) + ".wav"), sound);
    }

    private static WholeSound faulty(Meeting recording, Fault fault) {
        WholeSound sound = WholeSound.read(recording.sound());
        return new WholeSound(fault.sound().apply(sound.channels()), sound.rateHz());
    }

    /** The longest time until the fault was told, and in how many recordings it was told at all. */
    private static String told(List<Meeting> recordings, Fault fault) {
        List<Double> seconds = recordings.stream()
                .map(recording -> faulty(recording, fault).faultTold(fault.configured()))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        if (seconds.isEmpty()) {
            return "never";
        }
        double longest = seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        String share =
                seconds.size() == recordings.size() ? "" : " in %d of %d".formatted(seconds.size(), recordings.size());
        return String.format(Locale.ROOT, "%.0f s", longest) + share;
    }

    /**
     * Meetings in simulated rooms, in which directions help or mislead, with the array and with its first microphone.
     *
     * @param voices holds {@code SPEAKER_UTTERANCE.flac}
     * @return a table, in Markdown
     */
    public String misleading(Path voices) throws InterruptedException {
        try (MadeRecordings.Folder folder = MadeRecordings.Folder.temporary()) {
            return misleading(voices, folder.path());
        }
    }

    private String misleading(Path voices, Path folder) throws InterruptedException {
        MisleadingRooms rooms = new MisleadingRooms(voices, array);
        MadeRecordings made = new MadeRecordings(folder);
        Map<MisleadingRooms.Seating, List<Meeting>> bySeating = new LinkedHashMap<>();
        for (MisleadingRooms.Seating seating : MisleadingRooms.Seating.values()) {
            bySeating.put(
                    seating,
                    SEEDS.stream()
                            .map(seed -> rooms.room(seating, seed))
                            .map(room -> declare(made, room.meeting(), room.sound()))
                            .toList());
        }
        MarkdownTable table = new MarkdownTable(
                "the speakers",
                "live, first microphone",
                "array",
                "change",
                "final, first microphone",
                "array",
                "change");
        for (Map.Entry<MisleadingRooms.Seating, List<Meeting>> one : bySeating.entrySet()) {
            MeetingScore first = MeetingScore.sum(scores(one.getValue(), made, Optional.empty()));
            MeetingScore all = MeetingScore.sum(scores(one.getValue(), made, Optional.of(array)));
            table.row(List.of(
                    one.getKey().words(),
                    MarkdownTable.percent(read.live(first)),
                    MarkdownTable.percent(read.live(all)),
                    MarkdownTable.points(read.live(all) - read.live(first)),
                    MarkdownTable.percent(StudyScores.last(first)),
                    MarkdownTable.percent(StudyScores.last(all)),
                    MarkdownTable.points(StudyScores.last(all) - StudyScores.last(first))));
        }
        return table.toString();
    }

    /** In the order of {@code meetings}. */
    private List<MeetingScore> scores(List<Meeting> meetings, MadeRecordings made, Optional<ArrayGeometry> heardBy)
            throws InterruptedException {
        return StudyScores.of(
                meetings, new EvaluationRun(settings, made.heardBy(ears.apply(heardBy)), progress).run(meetings));
    }

    private static String relative(double now, double before) {
        return String.format(Locale.ROOT, "%+.0f %%", 100 * (now / before - 1));
    }
}
