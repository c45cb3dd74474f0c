package dev.rostrum.service.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers that say no in ways of their own, played byte by byte. */
@Timeout(30)
class BrokerProbeTest {
    private static final byte[] WELCOME = {0x20, 3, 0, 0, 0};

    @Test
    void shouldTakeABrokerThatHangsUpAtAMessageForOneThatForbidsIt() throws Exception {
        try (ServerSocket broker = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> welcomeAndHangUp(broker));

            BrokerProbe.Outcome outcome = probe(broker, Duration.ofSeconds(10));

            assertThat(outcome.fault()).isEqualTo(BrokerProbe.Fault.NO_RIGHT_TO_PUBLISH);
            assertThat(outcome.detail()).contains("rostrum/v1/r1", "hangs up");
        }
    }

    @Test
    void shouldWaitNoLongerThanItsPatienceInAll() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();

            BrokerProbe.Outcome outcome = probe(silent, Duration.ofSeconds(1));

            assertThat(outcome.fault()).isNotEqualTo(BrokerProbe.Fault.NONE);
            // leaving takes up to another third of a second or two
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
        }
    }

    private static void welcomeAndHangUp(ServerSocket broker) {
        try {
            broker.accept().close(); // the look whether anybody listens
            try (Socket client = broker.accept()) {
                InputStream in = client.getInputStream();
                in.read(new byte[1024]);
                client.getOutputStream().write(WELCOME);
                client.setSoTimeout(5_000);
                in.read(new byte[1]);
            }
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("no message came", e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BrokerProbe.Outcome probe(ServerSocket broker, Duration patience) {
        MqttSettings settings = MqttSettings.defaults().withBroker("mqtt://127.0.0.1:" + broker.getLocalPort());
        return new BrokerProbe(settings, "r1", patience).walk();
    }
}
