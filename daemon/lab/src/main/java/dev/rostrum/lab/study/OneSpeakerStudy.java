package dev.rostrum.lab.study;

import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.study.JoinedUtterances.Joined;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Whether one voice stays one and two stay two: clips of one speaker each, and pairs of speakers whose voices are about
 * as high, under each of the {@link LineConditions}.
 */
public final class OneSpeakerStudy {
    /** Of speech, in seconds; each speaker has the next one in turn, or the longest that there is enough for. */
    private static final List<Double> CLIPS_S = List.of(5.0, 10.0, 20.0, 40.0, 60.0);

    /** Of speech of each of a pair. */
    private static final double PAIR_S = 20;

    private final EvaluationRun.Settings settings;
    private final Supplier<EvaluationRun.Ears> ears;
    private final EvaluationRun.Progress progress;

    /**
     * @param settings one latency is enough
     * @param ears makes one for each thread
     */
    public OneSpeakerStudy(
            EvaluationRun.Settings settings, Supplier<EvaluationRun.Ears> ears, EvaluationRun.Progress progress) {
        this.settings = settings;
        this.ears = ears;
        this.progress = progress;
    }

    /**
     * Hears every clip and pair under every condition that can be made here.
     *
     * @param voices holds {@code SPEAKER_UTTERANCE.flac} or {@code .wav}
     * @return tables in Markdown: what was found by condition, what was found wrong, what could not be made
     */
    public List<String> run(Path voices) throws InterruptedException {
        Map<String, String> missing = new LinkedHashMap<>();
        Map<String, UnaryOperator<WholeSound>> conditions = LineConditions.own();
        LineConditions.codecs().forEach((name, codec) -> {
            String trouble = codec.trouble();
            if (trouble.isEmpty()) {
                conditions.put(name, codec::of);
            } else {
                missing.put(name, trouble);
            }
        });
        List<String> tables = new ArrayList<>(run(voices, conditions));
        if (!missing.isEmpty()) {
            MarkdownTable table = new MarkdownTable("not measured", "why");
            missing.forEach((name, why) -> table.row(List.of(name, why)));
            tables.add(table.toString());
        }
        return List.copyOf(tables);
    }

    List<String> run(Path voices, Map<String, UnaryOperator<WholeSound>> conditions) throws InterruptedException {
        SortedMap<String, List<Path>> bySpeaker = SpeakerFolder.bySpeaker(voices, 2);
        List<Joined> clips = clips(bySpeaker);
        List<Joined> pairs = pairs(bySpeaker);
        try (MadeRecordings.Folder folder = MadeRecordings.Folder.temporary()) {
            MadeRecordings made = new MadeRecordings(folder.path());
            Map<String, List<Meeting>> byCondition = new LinkedHashMap<>();
            conditions.forEach((name, through) -> byCondition.put(
                    name,
                    Stream.concat(clips.stream(), pairs.stream())
                            .map(joined -> declare(made, name, through, joined))
                            .toList()));
            List<Meeting> all =
                    byCondition.values().stream().flatMap(List::stream).toList();
            return tables(byCondition, new EvaluationRun(settings, made.heardBy(ears), progress).run(all));
        }
    }

    private static Meeting declare(
            MadeRecordings made, String condition, UnaryOperator<WholeSound> through, Joined joined) {
        Meeting plain = joined.meeting();
        Meeting named = new Meeting(
                condition + "/" + plain.name(), plain.sound(), plain.reference(), plain.scored(), plain.lengthNs());
        return made.declare(
                named,
                Path.of(MadeRecordings.fileName(condition), plain.name() + ".wav"),
                () -> through.apply(joined.sound().get()));
    }

    private static List<Joined> clips(SortedMap<String, List<Path>> bySpeaker) {
        List<Joined> clips = new ArrayList<>();
        int turn = 0;
        for (Map.Entry<String, List<Path>> one : bySpeaker.entrySet()) {
            Optional<Joined> clip = Optional.empty();
            for (int length = turn++ % CLIPS_S.size(); length >= 0 && clip.isEmpty(); length--) {
                clip = JoinedUtterances.one(one.getKey(), one.getValue(), CLIPS_S.get(length));
            }
            clip.ifPresent(clips::add);
        }
        return clips;
    }

    /** Neighbours in the order of pitch, each speaker in one pair. */
    private static List<Joined> pairs(SortedMap<String, List<Path>> bySpeaker) {
        record Voice(String speaker, List<Path> files, double pitchHz) {}
        List<Voice> voices = bySpeaker.entrySet().stream()
                .filter(one -> JoinedUtterances.seconds(one.getValue()) >= PAIR_S)
                .map(one -> new Voice(one.getKey(), one.getValue(), pitchHz(one.getValue())))
                .sorted(Comparator.comparingDouble(Voice::pitchHz))
                .toList();
        List<Joined> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < voices.size(); i += 2) {
            Voice a = voices.get(i);
            Voice b = voices.get(i + 1);
            JoinedUtterances.two(a.speaker(), a.files(), b.speaker(), b.files(), PAIR_S)
                    .ifPresent(pairs::add);
        }
        return pairs;
    }

    private static double pitchHz(List<Path> files) {
        WholeSound sound = WholeSound.firstChannel(files.getFirst(), JoinedUtterances.RATE_HZ);
        return Pitch.medianHz(sound.channels()[0], sound.rateHz()).orElse(0);
    }

    private static List<String> tables(Map<String, List<Meeting>> byCondition, List<EvaluatedMeeting> evaluated) {
        MarkdownTable table = new MarkdownTable(
                "condition",
                "clips of one",
                "two found",
                "none found",
                "pairs",
                "taken for one",
                "three found",
                "DER, pairs");
        MarkdownTable faults = new MarkdownTable("condition / recording", "seconds", "found", "right by speaker");
        byCondition.forEach((condition, meetings) -> {
            List<SpeakersFound> found = evaluated.stream()
                    .filter(one -> meetings.stream()
                            .anyMatch(meeting ->
                                    meeting.name().equals(one.meeting().name())))
                    .map(SpeakersFound::of)
                    .toList();
            table.row(SpeakersFound.row(condition, found));
            found.stream()
                    .filter(SpeakersFound::isWrong)
                    .map(SpeakersFound::fault)
                    .forEach(faults::row);
        });
        return List.of(table.toString(), faults.toString());
    }
}
