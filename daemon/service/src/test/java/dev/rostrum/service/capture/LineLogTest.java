package dev.rostrum.service.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.service.capture.LineState.Line;
import dev.rostrum.service.testing.LogLines;
import dev.rostrum.service.time.ManualTimeSource;
import dev.rostrum.service.time.StreamClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of a sound card that is not there, and of a damaged file in its place. */
class LineLogTest {
    private static final String ABSENT = "no sound card matches 'ReSpeaker'; there are: PCH; plug it in";

    private final LogLines log = new LogLines(LineLog.class);
    private final ManualTimeSource time = new ManualTimeSource();
    private final Card card = new Card();
    private final CaptureLink link = new CaptureLink(4, () -> {});
    private final CaptureAgent agent = agent(card);

    /** A card that is there or not, and loses its line when told. */
    private static final class Card implements AudioSource {
        private String absent = "";
        private boolean pulled;

        @Override
        public CaptureFormat open() {
            if (!absent.isEmpty()) {
                throw new DeviceException(DeviceException.Fault.WRONG_CARD, absent);
            }
            return new CaptureFormat(16_000, 1);
        }

        @Override
        public Outcome read(AudioBlock block) {
            if (pulled) {
                throw new DeviceException("it was pulled out");
            }
            return Outcome.NOT_YET;
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void leave() {
        log.close();
    }

    @Test
    void shouldTellOnceThatTheCardIsAbsentAndWhichAreThere() {
        card.absent = ABSENT;
        work(Duration.ofHours(1));

        assertThat(said()).singleElement().asString().startsWith("WARN").contains(ABSENT);

        card.absent = "there is no sound card at all";
        work(Duration.ofHours(1));
        assertThat(said()).hasSize(2).last().asString().contains("at all");

        card.absent = "";
        work(Duration.ofMinutes(2));
        assertThat(said()).hasSize(3).last().isEqualTo("INFO event=microphone-back");
    }

    @Test
    void shouldNotFillTheLogWhereACardComesAndGoes() {
        for (int i = 0; i < 100; i++) {
            card.pulled = !card.pulled;
            work(Duration.ofSeconds(5));
        }
        assertThat(said())
                .containsExactly(
                        "WARN event=no-microphone cause=\"it was pulled out\"; looked for again at intervals",
                        "INFO event=microphone-back");

        card.pulled = false;
        work(Duration.ofMinutes(10));
        card.pulled = true;
        work(Duration.ofSeconds(5));
        assertThat(said().subList(2, said().size())).first().asString().startsWith("WARN");
    }

    @Test
    void shouldTellOnceWhereAFileIsDamaged(@TempDir Path folder) throws IOException {
        byte[] sound;
        try (InputStream in = Objects.requireNonNull(CarriedMeeting.class.getResourceAsStream("meeting/sara.flac"))) {
            sound = in.readAllBytes();
        }
        sound[sound.length / 3] ^= 8;
        Path file = Files.write(folder.resolve("odd.flac"), sound);
        CaptureAgent reader = agent(new AudioFileSource(file, List.of()));

        while (reader.state().line() != Line.ENDED) {
            reader.doWork();
            while (link.take().isPresent()) {
                // analysis takes every word
            }
        }
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("WARN ")
                .contains("odd.flac: damaged at ", "the CRC-16 of a frame is wrong");
    }

    private CaptureAgent agent(AudioSource source) {
        return new CaptureAgent(
                source,
                link,
                new StreamClock(time, 16_000),
                new CaptureAgent.Surroundings(time, new SplittableRandom(1), CaptureAgent.Settings.defaults()),
                false);
    }

    private void work(Duration howLong) {
        for (long ms = 0; ms < howLong.toMillis(); ms += 500) {
            agent.doWork();
            while (link.take().isPresent()) {
                // analysis takes every word
            }
            time.advance(Duration.ofMillis(500));
        }
    }

    private List<String> said() {
        return log.withLevels();
    }
}
