package dev.rostrum.service.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.TimelineJson;
import dev.rostrum.service.mqtt.Scenes;
import dev.rostrum.service.replay.EmissionLog;
import dev.rostrum.service.testing.SourceTree;
import dev.rostrum.service.time.ManualTimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeetingRecorderTest {
    private static final long BEGAN = 1_795_420_800_000L; // 2026-11-23T08:00:00Z

    @TempDir
    Path folder;

    @Test
    void shouldLeaveWhatReplayLeavesOfTheSameEvents() throws Exception {
        List<TimelineEvent> events =
                TimelineJson.read(Files.readAllLines(recorded())).events();
        int rate = TimelineJson.read(Files.readAllLines(recorded())).stream().sampleRateHz();
        Path meetings = folder.resolve("meetings");
        try (MeetingRecorder recorder = recorder(meetings, 100, rate)) {
            events.forEach(event -> recorder.onEvent(new RoomEvent.Timeline(event)));
        }

        assertThat(names(meetings))
                .containsExactly("20261123T080000Z-m1.events.jsonl", "20261123T080000Z-m1.final.rttm");
        Path labels = meetings.resolve("20261123T080000Z-m1.final.rttm");
        assertThat(Rttm.text(Rttm.read(labels)))
                .isEqualTo(Rttm.text(Map.of(
                        "20261123T080000Z-m1", EmissionLog.of(events, rate).finalLabels())))
                .contains(" S2 ");
        List<TimelineEvent> kept = TimelineJson.read(
                        Files.readAllLines(meetings.resolve("20261123T080000Z-m1.events.jsonl")))
                .events();
        assertThat(kept).isEqualTo(events.subList(events.indexOf(kept.getFirst()), events.size()));
        assertThat(kept.getFirst()).isInstanceOf(TimelineEvent.MeetingStarted.class);
    }

    @Test
    void shouldWriteTheLabelsAfterTheLastCorrection() throws Exception {
        try (MeetingRecorder recorder = recorder(folder, 100, Scenes.RATE)) {
            recorder.onEvent(Scenes.meetingStarted(7));
            recorder.onEvent(Scenes.ended(Scenes.turn(1, 1, 0, 10, Stage.CLOSED)));
            recorder.onEvent(Scenes.ended(Scenes.turn(2, 2, 10, 12, Stage.CLOSED)));
            SpeechTurn second = Scenes.turn(1, 2, 0, 10, Stage.CLOSED);
            recorder.onEvent(timeline(
                    new TimelineEvent.Correction(200_000, 1, List.of(new TimelineEvent.TurnChange.Replaced(second)))));
            recorder.onEvent(timeline(new TimelineEvent.MeetingEnded(300_000, 7, 300_000)));
        }
        assertThat(Files.readString(folder.resolve("20261123T080000Z-m7.final.rttm")))
                .isEqualTo("SPEAKER 20261123T080000Z-m7 1 0.000 12.000 <NA> <NA> S2 <NA> <NA>\n");
    }

    @Test
    void shouldKeepSoManyAndNoOlderOnesAndTouchNothingElse() throws Exception {
        for (String name :
                List.of("20261122T080000Z-m1", "20261122T090000Z-m2", "20261001T080000Z-m1", "20269999T999999Z-m1")) {
            Files.writeString(folder.resolve(name + ".final.rttm"), "");
            Files.writeString(folder.resolve(name + ".events.jsonl"), "");
        }
        Files.writeString(folder.resolve("20261122T090000Z-m2.final.rttm.4711.new"), "half");
        Files.writeString(folder.resolve("notes.final.rttm"), "somebody's own");
        try (MeetingRecorder recorder = recorder(folder, 2, Scenes.RATE)) {
            recorder.onEvent(Scenes.meetingStarted(1));
            recorder.onEvent(timeline(new TimelineEvent.MeetingEnded(16_000, 1, 16_000)));
        }
        assertThat(names(folder))
                .containsExactly(
                        "20261122T090000Z-m2.events.jsonl",
                        "20261122T090000Z-m2.final.rttm",
                        "20261123T080000Z-m1.events.jsonl",
                        "20261123T080000Z-m1.final.rttm",
                        "20269999T999999Z-m1.events.jsonl",
                        "20269999T999999Z-m1.final.rttm",
                        "notes.final.rttm");
    }

    @Test
    void shouldSayThatAMeetingCouldNotBeWrittenUntilOneCan() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("meetings"), "a file");
        MeetingRecorder recorder = recorder(inTheWay, 100, Scenes.RATE);
        recorder.onEvent(Scenes.meetingStarted(1));
        recorder.onEvent(timeline(new TimelineEvent.MeetingEnded(16_000, 1, 16_000)));
        recorder.close();
        assertThat(recorder.trouble()).contains("meeting-not-recorded");
        assertThat(inTheWay).hasContent("a file");
    }

    @Test
    void shouldWantAnAbsoluteFolder() {
        assertThatThrownBy(() -> new RecordSettings(Optional.of(Path.of("here")), 1, Duration.ofDays(1)))
                .hasMessageContaining("begin it with /");
    }

    private static MeetingRecorder recorder(Path folder, int meetings, int rate) {
        RecordSettings settings = new RecordSettings(Optional.of(folder), meetings, Duration.ofDays(30));
        ManualTimeSource time = new ManualTimeSource();
        time.setEpochMillis(BEGAN);
        return new MeetingRecorder(folder, settings, time, sample -> BEGAN, rate);
    }

    private static RoomEvent timeline(TimelineEvent event) {
        return new RoomEvent.Timeline(event);
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString()).sorted().forEach(names::add);
        }
        return names;
    }

    private static Path recorded() {
        return SourceTree.ROOT.resolve("daemon/lab/src/main/resources/dev/rostrum/lab/fleet/fleet.events.jsonl");
    }
}
