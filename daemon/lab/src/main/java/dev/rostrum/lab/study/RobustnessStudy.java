package dev.rostrum.lab.study;

import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.service.annotation.AnnotationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How much worse everything gets when the sound does: the same recordings as they are, under each of the
 * {@link Conditions}, and as copies that other programs made (codecs).
 */
public final class RobustnessStudy {
    private static final String AS_THEY_ARE = "as they are";

    private final EvaluationRun.Settings settings;
    private final StudyScores scores;
    private final Supplier<EvaluationRun.Ears> ears;
    private final EvaluationRun.Progress progress;
    private final Optional<Path> copies;

    /**
     * @param settings one latency is enough
     * @param ears makes one for each thread
     * @param copies holds a folder for each further condition, named as it is to be shown, with a sound file of each
     *     recording's name; truth is the recordings' own
     */
    public RobustnessStudy(
            EvaluationRun.Settings settings,
            Supplier<EvaluationRun.Ears> ears,
            EvaluationRun.Progress progress,
            Optional<Path> copies) {
        this.settings = settings;
        this.scores = new StudyScores(settings.mainLatencyMs());
        this.ears = ears;
        this.progress = progress;
        this.copies = copies;
    }

    /**
     * Hears everything; takes as long as evaluating the recordings some twenty times.
     *
     * @return the table, in Markdown
     * @throws AnnotationException a copy is missing
     */
    public String run(List<Meeting> recordings) throws InterruptedException {
        try (MadeRecordings.Folder folder = MadeRecordings.Folder.temporary()) {
            return table(heard(recordings, new AlteredRecordings(folder.path())), recordings);
        }
    }

    private Map<String, List<MeetingScore>> heard(List<Meeting> recordings, AlteredRecordings altered)
            throws InterruptedException {
        Map<String, List<Meeting>> byCondition = new LinkedHashMap<>();
        byCondition.put(AS_THEY_ARE, recordings);
        Conditions.all()
                .forEach((name, alteration) -> byCondition.put(
                        name,
                        recordings.stream()
                                .map(recording -> altered.declare(name, alteration, recording))
                                .toList()));
        copies.ifPresent(from -> byCondition.putAll(copies(from, recordings)));
        List<Meeting> all = byCondition.values().stream().flatMap(List::stream).toList();
        List<EvaluatedMeeting> evaluated = new EvaluationRun(settings, altered.heardBy(ears), progress).run(all);
        Map<String, List<MeetingScore>> found = new LinkedHashMap<>();
        byCondition.forEach((name, meetings) -> found.put(name, StudyScores.of(meetings, evaluated)));
        return found;
    }

    private static Map<String, List<Meeting>> copies(Path from, List<Meeting> recordings) {
        Map<String, List<Meeting>> found = new LinkedHashMap<>();
        try (Stream<Path> folders = Files.list(from)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                String name = folder.getFileName().toString();
                List<Meeting> meetings = new ArrayList<>();
                for (Meeting recording : recordings) {
                    meetings.add(new Meeting(
                            name + "/" + recording.name(),
                            copy(folder, recording),
                            recording.reference(),
                            recording.scored(),
                            recording.lengthNs()));
                }
                found.put(name, meetings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static Path copy(Path folder, Meeting recording) {
        return Stream.of(".wav", ".flac")
                .map(ending -> folder.resolve(recording.name() + ending))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AnnotationException(folder, "holds no copy of " + recording.name()));
    }

    private String table(Map<String, List<MeetingScore>> found, List<Meeting> recordings) {
        List<MeetingScore> plain = Optional.ofNullable(found.get(AS_THEY_ARE)).orElseThrow();
        MarkdownTable table = new MarkdownTable(
                "condition", "live", "change", "final", "change", "miss", "false alarm", "confusion", "most, final");
        found.forEach((name, own) -> table.row(row(name, own, plain, recordings)));
        return table.toString();
    }

    private List<String> row(String name, List<MeetingScore> own, List<MeetingScore> plain, List<Meeting> recordings) {
        MeetingScore sum = MeetingScore.sum(own);
        MeetingScore before = MeetingScore.sum(plain);
        DiarizationScore last = sum.finalLabels().diarization();
        return List.of(
                name,
                MarkdownTable.percent(scores.live(sum)),
                MarkdownTable.points(scores.live(sum) - scores.live(before)),
                MarkdownTable.percent(StudyScores.last(sum)),
                MarkdownTable.points(StudyScores.last(sum) - StudyScores.last(before)),
                MarkdownTable.percent(last.share(last.missNs())),
                MarkdownTable.percent(last.share(last.falseAlarmNs())),
                MarkdownTable.percent(last.share(last.confusionNs())),
                StudyScores.most(own, plain, recordings));
    }
}
