package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.service.mqtt.link.MqttSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which quality of service a real broker gets what. */
class QosIT {
    @TempDir
    Path folder;

    @Test
    void shouldSendEachKindAsTheConfigurationSays() throws Exception {
        String log = play(new MqttSettings.Qos(0, 2, 1));
        assertThat(log).containsPattern("PUBLISH from rostrum-r1 \\(d0, q0, r1, m0, 'rostrum/v1/r1/state'");
        assertThat(log).containsPattern("PUBLISH from rostrum-r1 \\(d0, q2, r0, m\\d+, 'rostrum/v1/r1/turn/start'");
        assertThat(log).containsPattern("PUBLISH from rostrum-r1 \\(d0, q1, r0, m\\d+, 'rostrum/v1/r1/reply/identify'");
        assertThat(log).containsPattern("rostrum/v1/r1/cmd/# \\(QoS 1\\)");
    }

    @Test
    void shouldSendEverythingAtLeastOnceUnlessToldOtherwise() throws Exception {
        String log = play(MqttSettings.defaults().qos());
        assertThat(log).containsPattern("PUBLISH from rostrum-r1 \\(d0, q1, r1, m\\d+, 'rostrum/v1/r1/state'");
        assertThat(log).doesNotContainPattern("PUBLISH from rostrum-r1 \\(d0, q[02]");
    }

    private String play(MqttSettings.Qos qos) throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Observer observer = new Observer(broker.uri(), "rostrum/v1/#");
                MqttPublisher publisher = MqttPublisher.start(
                        Scenes.settings(broker.uri(), qos), Scenes.identity("r1"), Scenes.ports())) {
            observer.await(s -> s.topic().endsWith("/availability"));
            publisher.onEvent(Scenes.meetingStarted(1));
            publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 1, 2, Stage.OPEN)));
            observer.await(s -> s.topic().endsWith("/turn/start"));
            observer.send("rostrum/v1/r1/cmd/identify", "{}");
            observer.await(s -> s.topic().endsWith("/reply/identify"));
            return Files.readString(broker.log());
        }
    }
}
