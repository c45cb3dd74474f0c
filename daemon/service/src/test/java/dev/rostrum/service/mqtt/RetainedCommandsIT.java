package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands with the retain flag, at a real broker: what it had kept, what is published now, and what clears it. */
class RetainedCommandsIT {
    private static final String ROOT = "rostrum/v1/r1/";

    @TempDir
    Path folder;

    private final List<RoomCommand> obeyed = new CopyOnWriteArrayList<>();

    @Test
    void shouldObeyNoneOfThem() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Observer observer = new Observer(broker.uri(), ROOT + "#")) {
            observer.send(ROOT + "cmd/unmute", "{}", "-r");
            try (MqttPublisher publisher = publisher(broker)) {
                refused(observer, "unmute");

                observer.send(ROOT + "cmd/new-meeting", "{}", "-r");
                refused(observer, "new-meeting");

                observer.send(ROOT + "cmd/unmute", "", "-r");
                observer.send(ROOT + "cmd/new-meeting", "", "-r");
                observer.send(ROOT + "cmd/mute", "", "-r");
                // comes behind them, so what they bring about is here before it
                observer.send(ROOT + "cmd/identify", "");
                observer.await(s -> s.topic().equals(ROOT + "reply/identify"));
                assertThat(obeyed).containsExactly(new RoomCommand.Identify());
                assertThat(observer.on("/reply/unmute"))
                        .as("a cleared command is not answered")
                        .hasSize(1);
                assertThat(observer.on("/reply/mute")).isEmpty();
                assertThat(publisher.status().commandsRefused()).isEqualTo(2);
            }
        }
    }

    private static void refused(Observer observer, String command) {
        Observer.Seen reply = observer.await(s -> s.topic().equals(ROOT + "reply/" + command));
        assertThat(reply.payload()).contains("\"outcome\":\"refused\",\"reason\":\"retained\"");
    }

    private MqttPublisher publisher(Mosquitto broker) {
        return MqttPublisher.start(
                Scenes.settings(broker.uri()),
                Scenes.identity("r1"),
                Scenes.ports(TimeSource.system(), (command, origin, reply) -> {
                    obeyed.add(command);
                    reply.accept(new CommandResult.Done());
                }));
    }
}
