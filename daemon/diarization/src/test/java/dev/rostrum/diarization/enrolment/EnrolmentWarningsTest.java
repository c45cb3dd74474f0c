package dev.rostrum.diarization.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Voices in a plane, by their angle; the packaged threshold lies between 30 and 80 degrees. */
class EnrolmentWarningsTest {
    private static final Instant WHEN = Instant.parse("2026-11-23T10:00:00Z");
    private static final OpenSetIdentification OPEN_SET = OpenSetIdentification.packaged();

    @Test
    void shouldDoubtOneVoiceUnderTwoNames() {
        List<Person> people = List.of(person("Ada", 0), person("Bob", 20), person("Cleo", 110));

        assertThat(EnrolmentWarnings.about("Bob", people, OPEN_SET))
                .singleElement()
                .satisfies(doubt -> assertThat(doubt)
                        .startsWith("Bob sounds like Ada (likeness 0.94")
                        .doesNotContain("Cleo"));
        assertThat(EnrolmentWarnings.about("Cleo", people, OPEN_SET)).isEmpty();
    }

    @Test
    void shouldDoubtTwoVoicesUnderOneName() {
        assertThat(EnrolmentWarnings.about("Ada", List.of(person("Ada", 0, 15, 95)), OPEN_SET))
                .singleElement()
                .satisfies(doubt -> assertThat(doubt).startsWith("Ada sounds unlike the earlier recordings"));
        assertThat(EnrolmentWarnings.about("Ada", List.of(person("Ada", 0, 15)), OPEN_SET))
                .isEmpty();
    }

    @Test
    void shouldJudgeTheNewestRecordingAlone() {
        List<Person> people = List.of(person("Ada", 0, 5), person("Bob", 90, 10));

        assertThat(EnrolmentWarnings.about("Bob", people, OPEN_SET)).hasSize(2);
    }

    private static Person person(String name, double... degrees) {
        return new Person(
                name,
                "yes",
                WHEN,
                Arrays.stream(degrees)
                        .mapToObj(angle -> new Person.Recording(WHEN, 12, new float[] {
                            (float) Math.cos(Math.toRadians(angle)), (float) Math.sin(Math.toRadians(angle))
                        }))
                        .toList());
    }
}
