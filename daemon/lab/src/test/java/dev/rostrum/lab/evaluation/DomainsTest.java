package dev.rostrum.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.diarization.frontend.array.ArraySettings;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.lab.report.DomainTable;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.lab.scoring.ScoredRegion;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of scripted labels, counted by hand; positions at 1000 Hz, so one sample is a millisecond. */
class DomainsTest {
    private static final int RATE = 1000;
    private static final long MS = 1_000_000L;

    @TempDir
    Path folder;

    private final List<RuntimeException> bad = new ArrayList<>();

    @Test
    void shouldTakeAFolderForADomainAndEachOfUnlikeRecordings() throws IOException {
        sound("meetings/b", 1);
        sound("meetings/a", 4);
        sound("wild/call", 1);
        sound("wild/hall", 1);

        Domains domains = Domains.read(
                List.of(folder.resolve("meetings")), List.of(folder.resolve("wild")), ArrayInUse.NONE, bad::add);

        assertThat(domains.all()).extracting(Domain::name).containsExactly("meetings", "wild/call", "wild/hall");
        assertThat(domains.recordings()).extracting(Meeting::name).containsExactly("a", "b", "call", "hall");
        assertThat(domains.byArray()).isEmpty();
        assertThat(domains.only("b"::equals).all()).extracting(Domain::name).containsExactly("meetings");
        assertThat(bad).isEmpty();
    }

    @Test
    void shouldHearTwiceWhatHasTheArraysChannels() throws IOException {
        sound("meetings/b", 1);
        sound("meetings/a", 4);
        ArrayInUse array = ArrayInUse.of(
                ArraySettings.of(ArraySettings.Shape.RESPEAKER4).geometry().orElseThrow());

        Domains domains = Domains.read(List.of(folder.resolve("meetings")), List.of(), array, bad::add);

        assertThat(domains.all()).extracting(Domain::name).containsExactly("meetings", "meetings, array");
        assertThat(domains.all().getLast().recordings())
                .extracting(Meeting::name)
                .containsExactly("a, array");
        assertThat(domains.byArray()).containsExactly("a, array");
        assertThat(domains.recordings()).extracting(Meeting::name).containsExactly("a", "b", "a, array");
        assertThat(domains.only("a"::equals).recordings())
                .extracting(Meeting::name)
                .containsExactly("a", "a, array");
    }

    @Test
    void shouldRefuseDomainsOfOneName() throws IOException {
        sound("here/room/a", 1);
        sound("there/room/b", 1);

        assertThatThrownBy(() -> Domains.read(
                        List.of(folder.resolve("here/room"), folder.resolve("there/room")),
                        List.of(),
                        ArrayInUse.NONE,
                        bad::add))
                .isInstanceOf(AnnotationException.class)
                .hasMessageContaining("the name of another domain: room");
    }

    /** Room: 10 s and 30 s of speech, all missed and all right: 25 %, not the mean of the two. Call: 50 % missed. */
    @Test
    void shouldWeighSpeechWithinADomainAndDomainsAlike() {
        Domains domains = new Domains(
                List.of(
                        new Domain("room", List.of(meeting("r1", 10), meeting("r2", 30))),
                        new Domain("call", List.of(meeting("c", 8))),
                        new Domain("rain", List.of(meeting("n", 0)))),
                Set.of());
        Map<String, MeetingScore> scores =
                Map.of("r1", score(10, 0), "r2", score(30, 30), "c", score(8, 4), "n", score(0, 0));

        DomainScores found = DomainScores.of(domains, name -> Optional.ofNullable(scores.get(name)));

        assertThat(DomainScores.last(of(found, "room"))).isCloseTo(0.25, within(1e-12));
        assertThat(DomainScores.last(of(found, "call"))).isCloseTo(0.5, within(1e-12));
        // nobody speaks in the rain: it has no rate, and does not count
        assertThat(found.mean(DomainScores::last).orElseThrow()).isCloseTo(0.375, within(1e-12));
        assertThat(found.worst(DomainScores::last)).hasValue(new DomainScores.Worst("call", 0.5));
        // everything is said at the end of it, so live at 1 s has the last second of each and misses the rest
        assertThat(DomainScores.live(of(found, "call"), 1000)).isCloseTo(7.0 / 8, within(1e-12));

        String table = new DomainTable(found, 1000).text();
        assertThat(table.lines().map(line -> line.replaceAll(" {2,}", "|")))
                .anyMatch(line -> line.matches("room\\|2\\|.*\\|25\\.0\\|25\\.0\\|0\\.0\\|0\\.0\\|.*\\|1/2\\|.*"))
                .anyMatch(
                        line -> line.matches("call\\|1\\|87\\.5\\|50\\.0\\|50\\.0\\|0\\.0\\|0\\.0\\|-\\|-\\|1/1\\|.*"))
                .anyMatch(line -> line.matches("rain\\|1\\|-\\|-\\|-\\|-\\|-\\|-\\|-\\|1/1\\|-\\|-"))
                .anyMatch(line ->
                        line.matches("mean of domains\\|4\\|.*\\|37\\.5\\|37\\.5\\|0\\.0\\|0\\.0\\|.*\\|3/4\\|.*"))
                .anyMatch(line -> line.matches("worst domain\\|.*\\|50\\.0 call\\|50\\.0 call\\|.*"));
    }

    private static MeetingScore of(DomainScores scores, String domain) {
        return Optional.ofNullable(scores.byDomain().get(domain)).orElseThrow();
    }

    private static Meeting meeting(String name, int seconds) {
        return new Meeting(name, Path.of(name), reference(seconds), ScoredRegion.uem(Spans.of(0, 40_000 * MS)), 0);
    }

    private static Annotation reference(int seconds) {
        return Annotation.of(List.of(new Annotation.Segment("x", new Span(0, seconds * (1000 * MS)))));
    }

    /** One speaks from the start for so long, and for the last seconds of it that is said, as soon as it is over. */
    private static MeetingScore score(int seconds, int saidSeconds) {
        List<TimelineEvent> events = new ArrayList<>();
        events.add(new TimelineEvent.MeetingStarted(0, 1, 0));
        int end = seconds * RATE;
        if (saidSeconds > 0) {
            SpeechTurn turn = new SpeechTurn(
                    1,
                    0,
                    new SpeakerId(1),
                    end - saidSeconds * RATE,
                    end,
                    SpeechTurn.Stage.CLOSED,
                    SpeechTurn.Certainty.CONFIRMED,
                    1,
                    Optional.empty());
            events.add(new TimelineEvent.Correction(end, 1, List.of(new TimelineEvent.TurnChange.Replaced(turn))));
        }
        events.add(new TimelineEvent.MeetingEnded(40 * RATE, 1, 40 * RATE));
        MeetingScore.Heard heard =
                new MeetingScore.Heard(new TreeMap<>(Map.of(1000, EmissionLog.of(events, RATE))), 1000);
        return MeetingScore.of(heard, reference(seconds), ScoredRegion.uem(Spans.of(0, 40_000 * MS)));
    }

    private void sound(String name, int channels) throws IOException {
        Path file = folder.resolve(name + ".wav");
        Files.createDirectories(file.getParent());
        AudioFormat format = new AudioFormat(16_000, 16, channels, true, false);
        byte[] samples = new byte[1600 * 2 * channels];
        try (AudioInputStream silence = new AudioInputStream(new ByteArrayInputStream(samples), format, 1600)) {
            AudioSystem.write(silence, AudioFileFormat.Type.WAVE, file.toFile());
        }
        String recording = file.getFileName().toString().replace(".wav", "");
        Files.writeString(
                file.resolveSibling(recording + ".rttm"), "SPEAKER " + recording + " 1 0 .05 <NA> <NA> x <NA> <NA>\n");
    }
}
