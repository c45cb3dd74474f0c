package dev.rostrum.service.mqtt;

import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that publishes turns as fast as it can until it is killed, and says now and then how many events lie in the
 * outbox or beyond it; with {@code drain} it only sends what is left.
 */
final class Doomed {
    private Doomed() {}

    /** Arguments: broker, folder of the outbox, boot, {@code flood} or {@code drain}. */
    public static void main(String[] args) {
        MqttSettings settings = Scenes.settings(args[0], Scenes.store(Path.of(args[1])));
        MqttIdentity identity = new MqttIdentity("doomed", "", args[2], Scenes.RATE, Map.of());
        try (MqttPublisher publisher = MqttPublisher.start(settings, identity, Scenes.ports())) {
            System.out.println("up");
            if (args[3].equals("drain")) {
                Wait.until(
                        Duration.ofSeconds(60),
                        () -> publisher.status().connected()
                                && publisher.status().waiting() == 0);
                return;
            }
            publisher.onEvent(Scenes.meetingStarted(1));
            for (int i = 1; ; i++) {
                publisher.onEvent(Scenes.started(Scenes.turn(i, 1, i, i + 0.5, Stage.OPEN)));
                LockSupport.parkNanos(500_000);
                if (i % 16 == 0) {
                    System.out.println("written " + publisher.status().events());
                }
            }
        }
    }
}
