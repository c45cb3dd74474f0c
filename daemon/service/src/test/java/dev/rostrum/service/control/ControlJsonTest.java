package dev.rostrum.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.event.BadRequest;
import dev.rostrum.service.event.RoomCommand;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlJsonTest {
    static Stream<ControlRequest> requests() {
        return Stream.concat(
                Stream.of(new ControlRequest.Status(), new ControlRequest.Reload()),
                Stream.of(
                                new RoomCommand.Mute(),
                                new RoomCommand.Unmute(),
                                new RoomCommand.Identify(),
                                new RoomCommand.NewMeeting(),
                                new RoomCommand.NameSpeaker(new SpeakerId(3), "Ada \"\\ Ümläut"),
                                new RoomCommand.ForgetSpeaker(new SpeakerId(12)),
                                new RoomCommand.SetLatency(Duration.ofMillis(1500)))
                        .map(ControlRequest.Room::new));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldReadWhatItWrites(ControlRequest request) throws BadRequest {
        assertThat(ControlJson.write(request)).doesNotContain("\n");
        assertThat(ControlJson.readRequest(ControlJson.write(request))).isEqualTo(request);
    }

    static Stream<ControlReply> replies() {
        return Stream.of(
                new ControlReply.Done(),
                new ControlReply.Refused("muted-by-button", "The button muted; press it."),
                new ControlReply.Status("{\"a\":{\"b\":[1,2]}}"));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void shouldReadRepliesItWrites(ControlReply reply) throws BadRequest {
        assertThat(ControlJson.readReply(ControlJson.write(reply))).isEqualTo(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mute",
                "[]",
                "{}",
                "{\"do\":\"sing\"}",
                "{\"do\":{\"x\":1}}",
                "{\"do\":\"name-speaker\",\"speaker\":\"S1\"}",
                "{\"do\":\"name-speaker\",\"speaker\":\"S0\",\"name\":\"x\"}",
                "{\"do\":\"name-speaker\",\"speaker\":\"S1\",\"name\":\"a\\u0007b\"}",
                "{\"do\":\"name-speaker\",\"speaker\":\"S1\",\"name\":\"a\\u202eb\"}",
                "{\"do\":\"name-speaker\",\"speaker\":\"one\",\"name\":\"x\"}",
                "{\"do\":\"mute\"",
                "{\"do\":\"mute\",\"do\":\"unmute\"}",
                "{\"do\":\"mute\"} {}",
                "{\"do\":\"name-speaker\",\"speaker\":1,\"name\":\"x\"}",
                "{\"do\":\"enrol\",\"name\":\"x\",\"consent\":\"y\",\"millis\":1.5}",
                "{\"do\":\"set-latency\",\"seconds\":1e999}",
                "{\"do\":\"set-latency\",\"seconds\":0.4}"
            })
    void shouldRefuseWhatIsNoRequest(String line) {
        assertThatThrownBy(() -> ControlJson.readRequest(line)).isInstanceOf(BadRequest.class);
    }
}
