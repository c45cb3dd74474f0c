package dev.rostrum.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.diarization.frontend.array.ArraySettings;
import dev.rostrum.service.annotation.AnnotationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounds that the project has set itself, on real recordings beside the source tree. */
class DirectionTrialIT {
    private static final Path RECORDINGS = Path.of("../../shared/data/doa");

    @TempDir
    Path folder;

    @Test
    void shouldFindOneSpeakerToThreeDegreesHoweverTheArrayStands() {
        assertThat(trials(1)).hasSize(16).allSatisfy(trial -> {
            assertThat(trial.found()).as(trial.recording()).isEqualTo(1);
            assertThat(trial.errorDegrees()).as(trial.recording()).isLessThanOrEqualTo(3);
        });
    }

    @Test
    void shouldFindTwoSpeakersToEightDegrees() {
        assertThat(trials(2)).hasSize(16).allSatisfy(trial -> {
            assertThat(trial.found()).as(trial.recording()).isEqualTo(2);
            assertThat(trial.errorDegrees()).as(trial.recording()).isLessThanOrEqualTo(8);
        });
    }

    @Test
    void shouldFindMostOfThreeSpeakersToEightDegrees() {
        DirectionTrial all = DirectionTrial.together(trials(3));

        assertThat(all.found()).isGreaterThan(2 * all.speakers() / 3);
        assertThat(all.errorDegrees()).isLessThanOrEqualTo(8);
    }

    @Test
    void shouldReadWhereSpeakersSitFromTheFileBeside() throws IOException {
        Files.writeString(folder.resolve("m.json"), """
                {"array": {"radius_m": 0.03}, "talkers": [
                  {"speaker": "a", "talker": "x", "azimuth_deg": 40.5}, {"speaker": "b", "azimuth_deg": 300}]}
                """);
        Files.writeString(folder.resolve("m.rttm"), """
                SPEAKER m 1 0.0 2.0 <NA> <NA> a <NA> <NA>
                SPEAKER m 1 1.5 2.0 <NA> <NA> b <NA> <NA>
                """);

        OracleDirections seats = OracleDirections.read(folder.resolve("m.wav")).orElseThrow();

        assertThat(seats.azimuths()).containsEntry("a", 40.5).containsEntry("b", 300.0);
        assertThat(seats.alone("a", 1_000_000_000L)).isTrue();
        assertThat(seats.alone("a", 1_700_000_000L)).isFalse();
        assertThat(seats.alone("b", 1_000_000_000L)).isFalse();
    }

    @Test
    void shouldSayWhereNothingIsKnown() {
        assertThatThrownBy(() -> OracleDirections.in(folder))
                .isInstanceOf(AnnotationException.class)
                .hasMessageContaining("azimuths in its name");
    }

    private static List<DirectionTrial> trials(int speakers) {
        assumeTrue(Files.isDirectory(RECORDINGS), () -> RECORDINGS + " is not beside this source tree");
        return OracleDirections.in(RECORDINGS).stream()
                .filter(seats -> seats.azimuths().size() == speakers)
                .flatMap(seats -> DirectionTrial.all(
                        seats,
                        ArraySettings.of(ArraySettings.Shape.RESPEAKER4)
                                .geometry()
                                .orElseThrow(),
                        List.of())
                        .stream())
                .toList();
    }
}
