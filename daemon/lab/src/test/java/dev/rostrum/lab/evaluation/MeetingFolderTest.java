package dev.rostrum.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.RecordingName;
import dev.rostrum.service.annotation.Spans;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeetingFolderTest {
    @TempDir
    Path folder;

    private final List<RuntimeException> bad = new ArrayList<>();

    @Test
    void shouldFindSoundWithTruthBesideIt() throws IOException {
        sound("b.wav");
        sound("a.wav");
        sound("without-truth.wav");
        Files.writeString(folder.resolve("a.rttm"), "SPEAKER a 1 0.1 0.2 <NA> <NA> x <NA> <NA>\n");
        Files.writeString(folder.resolve("a.uem"), "a 1 0 0.4\n");
        Files.writeString(folder.resolve("b.rttm"), "");

        List<Meeting> meetings = MeetingFolder.meetings(folder, bad::add);

        assertThat(meetings).extracting(Meeting::name).containsExactly("a", "b");
        Meeting a = meetings.getFirst();
        assertThat(a.lengthNs()).isEqualTo(500_000_000L);
        assertThat(a.scored().of(a.reference(), Annotation.empty())).isEqualTo(Spans.of(0, 400_000_000L));
        assertThat(meetings.getLast().reference()).isEqualTo(Annotation.empty());
    }

    @Test
    void shouldSayWhatIsWrongWithAFolder() throws IOException {
        assertThatThrownBy(() -> MeetingFolder.meetings(folder.resolve("no"), bad::add))
                .isInstanceOf(AnnotationException.class)
                .hasMessageEndingWith("no: there is no such folder");
        assertThatThrownBy(() -> MeetingFolder.meetings(folder, bad::add))
                .isInstanceOf(AnnotationException.class)
                .hasMessageContaining("no .wav or .flac file with an .rttm");
        sound("a.wav");
        Files.copy(folder.resolve("a.wav"), folder.resolve("a.flac"));
        Files.writeString(folder.resolve("a.rttm"), "");
        assertThatThrownBy(() -> MeetingFolder.meetings(folder, bad::add)).hasMessageContaining("a");
    }

    @Test
    void shouldNameWhatIsBadAndKeepTheRest() throws IOException {
        for (String name : List.of("good", "cut", "labels", "regions")) {
            sound(name + ".wav");
            Files.writeString(folder.resolve(name + ".rttm"), "");
        }
        Files.write(folder.resolve("cut.wav"), new byte[20]);
        Files.writeString(folder.resolve("labels.rttm"), "SPEAKER a b 1 0.1 0.2 <NA> <NA> x <NA> <NA>\n");
        Files.writeString(folder.resolve("regions.uem"), "regions 1 0\n");

        assertThat(MeetingFolder.meetings(folder, bad::add))
                .extracting(Meeting::name)
                .containsExactly("good");
        assertThat(bad)
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        cut -> assertThat(cut).contains("cut.wav"),
                        labels -> assertThat(labels).contains("labels.rttm:1: "),
                        regions -> assertThat(regions).contains("regions.uem:1: "));
    }

    @Test
    void shouldTakeNamesAsTheyAre() throws IOException {
        for (String name : List.of("Büro Straße.WAV", "meeting.2026.11", "2026.11.30.wav")) {
            sound(name);
            Files.writeString(folder.resolve(RecordingName.of(Path.of(name)) + ".rttm"), "");
        }

        assertThat(MeetingFolder.meetings(List.of(folder), bad::add))
                .extracting(Meeting::name)
                .containsExactly("2026.11.30", "Büro Straße", "meeting.2026.11");
        assertThat(bad).isEmpty();
    }

    /** Half a second of silence. */
    private void sound(String name) throws IOException {
        AudioFormat format = new AudioFormat(16_000, 16, 1, true, false);
        try (AudioInputStream silence =
                new AudioInputStream(new ByteArrayInputStream(new byte[16_000]), format, 8_000)) {
            AudioSystem.write(
                    silence, AudioFileFormat.Type.WAVE, folder.resolve(name).toFile());
        }
    }
}
