package dev.rostrum.service.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.enrolment.OpenSetIdentification;
import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.service.people.Enrolment.Outcome;
import dev.rostrum.service.people.Enrolment.Wanted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows every half second in which one speaker speaks throughout, and pieces of a second and a half. */
class EnrolmentTest {
    private static final int RATE = 16_000;
    private static final FrameGrid GRID = new FrameGrid(RATE, 495, 270);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Wanted ADA = new Wanted("Ada", "yes", Duration.ofSeconds(12));

    @TempDir
    private Path folder;

    private PeopleStore store;
    private Enrolment enrolment;
    private long position = 100 * RATE;

    @BeforeEach
    void prepare() throws IOException {
        store = new PeopleStore(folder, PeopleSettings.defaults());
        enrolment = new Enrolment(store, OpenSetIdentification.packaged(), "network");
    }

    @Test
    void shouldEnrolFromWhatIsHeardOnceItIsAsked() throws IOException {
        hear(5, (byte) 1);
        assertThat(enrolment.begin(ADA, 12 * RATE, NOW)).isTrue();
        assertThat(enrolment.outcome("Ada", NOW)).isInstanceOf(Outcome.Listening.class);

        hear(12, (byte) 1);
        assertThat(enrolment.outcome("Ada", NOW)).isInstanceOf(Outcome.Listening.class);
        hear(1, (byte) 1);

        // eight pieces of a second and a half, none of what was said before
        assertThat(enrolment.outcome("Ada", NOW)).isEqualTo(new Outcome.Enrolled(12));
        assertThat(store.people()).singleElement().satisfies(person -> {
            assertThat(person.name()).isEqualTo("Ada");
            assertThat(person.consent()).isEqualTo("yes");
            assertThat(person.consentAt()).isEqualTo(NOW);
        });
        assertThat(enrolment.outcome("Ada", NOW)).isInstanceOf(Outcome.None.class);
    }

    @Test
    void shouldStoreNothingOfTwoWhoSpeakTogether() throws IOException {
        enrolment.begin(ADA, 12 * RATE, NOW);

        hear(13, (byte) 3);

        assertThat(enrolment.outcome("Ada", NOW))
                .isInstanceOfSatisfying(
                        Outcome.TooLittle.class,
                        little -> assertThat(little.explanation()).contains("0.0 s", "9 s"));
        assertThat(store.people()).isEmpty();
    }

    @Test
    void shouldEnrolOneAtATimeUntilItIsGivenUp() {
        Wanted ben = new Wanted("Ben", "yes", Duration.ofSeconds(12));
        enrolment.begin(ADA, 12 * RATE, NOW);

        assertThat(enrolment.begin(ben, 12 * RATE, NOW.plusSeconds(20))).isFalse();
        // twice its time and half a minute later nobody waits for it any more
        assertThat(enrolment.begin(ben, 12 * RATE, NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void shouldTellNobodyHowSomebodyElseDoes() throws IOException {
        enrolment.begin(ADA, 12 * RATE, NOW);

        assertThat(enrolment.outcome("Ben", NOW)).isInstanceOf(Outcome.None.class);
    }

    @Test
    void shouldRefuseToListenWithoutNameOrConsent() {
        assertThatThrownBy(() -> enrolment.begin(new Wanted(" ", "yes", Duration.ofSeconds(9)), RATE, NOW))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> enrolment.begin(new Wanted("Ada", "", Duration.ofSeconds(9)), RATE, NOW))
                .hasMessageContaining("consent");
    }

    private void hear(int seconds, byte mask) {
        for (int i = 0; i < 2 * seconds; i++) {
            position += RATE / 2;
            long first = position - 10 * RATE;
            byte[] masks = new byte[589];
            Arrays.fill(masks, mask);
            RecordedPosteriors posteriors = new RecordedPosteriors(
                    first, GRID, new float[589 * 3], new float[][] {new float[589], new float[589]}, masks);
            float[] vector = new float[192];
            vector[0] = 1;
            vector[1] = 0.1f;
            enrolment.hear(new WindowEvidence(
                    position,
                    posteriors,
                    Map.of(),
                    List.of(new EmbeddingEvidence(position - 3 * RATE / 2, position, 1.5f, vector))));
        }
    }
}
