package dev.rostrum.service.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.diarization.frontend.array.ArraySettings;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.drivers.simulated.Position;
import dev.rostrum.drivers.simulated.RoomScene;
import dev.rostrum.drivers.simulated.RoomSettings;
import dev.rostrum.drivers.simulated.SimulatedRoomSource;
import dev.rostrum.drivers.simulated.Utterance;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calibrating a simulated room whose noise is known: pink at -50 and white at -60 dB. */
final class CalibrationTest {
    private static final int RATE = CarriedMeeting.SAMPLE_RATE;

    @Test
    void shouldMeasureTheRoomsNoiseAndSuggestAThresholdBelowSpeech() {
        Calibration.Result result = calibrate(5 * RATE, 30, Optional.empty());
        assertThat(result.floorDb()).isCloseTo(-50, within(3.0));
        assertThat(result.thresholdDb()).isCloseTo(-40, within(3.0));
        assertThat(result.speechDb()).isGreaterThan(result.thresholdDb());
        assertThat(result.sentences()).isEmpty();
        assertThat(result.channels()).hasSize(4);
    }

    @Test
    void shouldSayWhetherTheArrayFitsWhatIsHeard() {
        Calibration.Result right = calibrate(
                5 * RATE, 30, ArraySettings.of(ArraySettings.Shape.RESPEAKER4).geometry());
        Calibration.Result wrong = calibrate(
                5 * RATE, 30, ArraySettings.of(ArraySettings.Shape.LINEAR4).geometry());

        assertThat(right.geometryFit().orElseThrow()).isGreaterThan(0.88);
        assertThat(right.sentences()).isEmpty();
        assertThat(wrong.sentences()).singleElement().asString().contains("does not fit the configured array");
    }

    @Test
    void shouldSayThatNobodySpoke() {
        assertThat(calibrate(25 * RATE, 30, Optional.empty()).sentences())
                .singleElement()
                .asString()
                .startsWith("Nobody was heard");
    }

    @Test
    void shouldSayWhenTheSoundIsTooShort() {
        assertThatThrownBy(() -> calibrate(5 * RATE, 12, Optional.empty()))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("the sound ended before");
    }

    /** Five seconds of silence, ten of talk; the meeting begins after {@code shift} samples. */
    private static Calibration.Result calibrate(long shift, int seconds, Optional<ArrayGeometry> array) {
        RoomSettings room = new RoomSettings(6.2, 4.6, 2.8, 0.3, -50, -60, 1);
        RoomScene meeting = CarriedMeeting.load().aroundTable(room, Position.ring(4, 0.032, 45));
        List<Utterance> later = meeting.utterances().stream()
                .map(said -> new Utterance(said.speaker(), said.beginSample() + shift, said.dry(), said.path()))
                .toList();
        SimulatedRoomSource source =
                new SimulatedRoomSource(new RoomScene(room, meeting.microphones(), later, (long) seconds * RATE, RATE));
        Calibration calibration = new Calibration(source, source.open(), array);
        calibration.silence(5, CalibrationTest::never);
        return calibration.talk(10, CalibrationTest::never);
    }

    private static void never() {
        throw new AssertionError("a simulated room always has sound");
    }
}
