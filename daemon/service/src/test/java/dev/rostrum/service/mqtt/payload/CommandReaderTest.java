package dev.rostrum.service.mqtt.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.event.BadRequest;
import dev.rostrum.service.event.RoomCommand;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandReaderTest {
    @Test
    void shouldReadEveryCommand() throws Exception {
        assertThat(read("mute", "")).isEqualTo(new RoomCommand.Mute());
        assertThat(read("mute", "{\"on\":false}")).isEqualTo(new RoomCommand.Unmute());
        assertThat(read("unmute", "{}")).isEqualTo(new RoomCommand.Unmute());
        assertThat(read("identify", "{\"unknown\":{\"deep\":[1,2]}}")).isEqualTo(new RoomCommand.Identify());
        assertThat(read("new-meeting", "")).isEqualTo(new RoomCommand.NewMeeting());
        assertThat(read("name-speaker", "{\"speaker\":\"S2\",\"name\":\" Zoë \"}"))
                .isEqualTo(new RoomCommand.NameSpeaker(new SpeakerId(2), "Zoë"));
        assertThat(read("forget-speaker", "{\"speaker\":\"S2\"}"))
                .isEqualTo(new RoomCommand.ForgetSpeaker(new SpeakerId(2)));
        assertThat(read("set-latency", "{\"seconds\":0.75}"))
                .isEqualTo(new RoomCommand.SetLatency(Duration.ofMillis(750)));
        assertThat(CommandReader.read("snapshot", new byte[0])).isEqualTo(new CommandReader.Asked.Snapshot());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "mute | {\"on\":1} | field on",
                "mute | [] | a JSON object expected",
                "mute | {\"on\":true} x | no valid JSON",
                "mute | {\"on\":true}{} | something follows",
                "mute | {\"on\":true,\"on\":false} | no valid JSON",
                "mute | {\"on\": | no valid JSON",
                "name-speaker | {\"speaker\":\"S0\",\"name\":\"A\"} | field speaker",
                "name-speaker | {\"speaker\":\"S1\"} | field name is missing",
                "name-speaker | {\"speaker\":\"S1\",\"name\":\"a\\u0007b\"} | field name: a name has no control characters",
                "name-speaker | {\"speaker\":\"S1\",\"name\":\"a\\u202eb\"} | field name: a name has no control characters",
                "name-speaker | {\"speaker\":\"S1\",\"name\":\"  \"} | field name",
                "forget-speaker | {\"speaker\":\"S99999999999\"} | field speaker",
                "set-latency | {\"seconds\":\"NaN\"} | 0.5 to 5",
                "set-latency | {\"seconds\":-1} | 0.5 to 5",
                "set-latency | {\"seconds\":\"soon\"} | a number",
                "set-latency | {} | is missing"
            })
    void shouldSayWhatIsWrong(String name, String payload, String message) {
        assertThatThrownBy(() -> CommandReader.read(name, payload.getBytes(UTF_8)))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseHostileBytesWithoutHarm() {
        byte[] wrongUtf8 = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String longName = "{\"speaker\":\"S1\",\"name\":\"" + "x".repeat(1_000_000) + "\"}";
        for (byte[] payload : new byte[][] {wrongUtf8, deep.getBytes(UTF_8), longName.getBytes(UTF_8)}) {
            assertThatThrownBy(() -> CommandReader.read("name-speaker", payload))
                    .isInstanceOf(BadRequest.class);
        }
    }

    @Test
    void shouldOnlyEverAnswerOrRefuseRandomBytes() {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[1 + random.nextInt(40)];
            random.nextBytes(payload);
            payload[0] = '{';
            try {
                CommandReader.read("set-latency", payload);
            } catch (BadRequest e) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(20_000);
    }

    private static RoomCommand read(String name, String payload) throws BadRequest {
        CommandReader.Asked asked = CommandReader.read(name, payload.getBytes(UTF_8));
        return ((CommandReader.Asked.Room) asked).command();
    }
}
