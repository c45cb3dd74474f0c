package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.link.LinkEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Over a real connection, a broker that says what a proper one never would, or seldom. */
class StrangeBrokerIT {
    private static final byte[] NOTHING = {};
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int RECEIVE_MAXIMUM = 0x21;
    private static final int NOT_AUTHORISED = 0x87;

    @Test
    void shouldSayThatTheBrokerTakesNoMessage() throws Exception {
        byte[] none = {RECEIVE_MAXIMUM, 0, 0};
        try (RawBroker broker = new RawBroker(new RawBroker.Manners(none, 0, NOTHING));
                MqttPublisher publisher = publisher(broker)) {
            Wait.until(SOON, () -> broker.connections() > 1);
            assertThat(publisher.status().connected()).isFalse();
            assertThat(publisher.status().trouble()).contains("Receive Maximum 0");
        }
    }

    @Test
    void shouldNotMakeRoomForWhateverLengthIsDeclared() throws Exception {
        byte[] huge = {0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F};
        try (RawBroker broker = new RawBroker(new RawBroker.Manners(NOTHING, 0, huge));
                MqttPublisher publisher = publisher(broker)) {
            Wait.until(SOON, () -> publisher.status().trouble().contains("268435455 bytes"));
            Wait.until(SOON, () -> broker.connections() > 1);
        }
    }

    @Test
    void shouldHearThatTheConnectionWasTakenOverWhereNothingElseIsSaid() throws Exception {
        byte[] goodbye = {(byte) 0xE0, 1, (byte) LinkEvent.Lost.SESSION_TAKEN_OVER};
        try (RawBroker broker = new RawBroker(new RawBroker.Manners(NOTHING, 0, goodbye));
                MqttPublisher publisher = publisher(broker)) {
            Wait.until(SOON, () -> publisher.status().takeovers() > 0);
            assertThat(publisher.status().connected()).isFalse();
        }
    }

    @Test
    void shouldSayThatTheBrokerRefusesASubscription() throws Exception {
        try (RawBroker broker = new RawBroker(new RawBroker.Manners(NOTHING, NOT_AUTHORISED, NOTHING));
                MqttPublisher publisher = publisher(broker)) {
            Wait.until(SOON, () -> publisher.status().troubles().contains("subscription-refused"));
            assertThat(publisher.status().connected()).isTrue();
        }
    }

    private static MqttPublisher publisher(RawBroker broker) {
        return MqttPublisher.start(Scenes.settings(broker.uri()), Scenes.identity("r1"), Scenes.ports());
    }
}
