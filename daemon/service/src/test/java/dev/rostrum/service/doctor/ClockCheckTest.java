package dev.rostrum.service.doctor;

import static dev.rostrum.drivers.clock.KernelClock.Kept.NOT_TOLD;
import static dev.rostrum.drivers.clock.KernelClock.Kept.SYNCHRONISED;
import static dev.rostrum.drivers.clock.KernelClock.Kept.UNSYNCHRONISED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.clock.KernelClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clocks that are wrong, found by the time server of another clock, or without one. */
class ClockCheckTest {
    private static final Instant RELEASED = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"-3600, behind", "90, ahead", "-2678400, behind", "315360000, ahead"})
    void shouldNameAClockThatDiffersFromItsTimeServers(long aheadSeconds, String how) throws Exception {
        Instant here = NOW.plus(Duration.ofDays(3650)).plusSeconds(aheadSeconds);
        try (Server server = new Server(NOW.plus(Duration.ofDays(3650)))) {
            ClockCheck check =
                    new ClockCheck(() -> here, RELEASED, new Kept(SYNCHRONISED, Optional.of(server.address())));

            assertThat(check.look()).singleElement().satisfies(one -> {
                assertThat(one.fault()).isEqualTo("clock-off");
                assertThat(one.verdict()).isEqualTo(Finding.Verdict.FAILED);
                assertThat(one.detail()).contains(Math.abs(aheadSeconds) + " s " + how, "127.0.0.1");
            });
        }
    }

    @Test
    void shouldFindNothingWrongWithTheServersTime() throws Exception {
        try (Server server = new Server(NOW)) {
            Kept kept = new Kept(SYNCHRONISED, Optional.of(server.address()));

            assertThat(new ClockCheck(() -> NOW.plusMillis(900), RELEASED, kept).look())
                    .extracting(Finding::fault)
                    .containsExactly("");
        }
    }

    @Test
    void shouldKnowTheTimeBeyondTheFirstEraOfNtp() throws Exception {
        Instant later = Instant.parse("2036-02-07T06:28:30Z"); // the era ends fourteen seconds before
        try (Server server = new Server(later)) {
            Optional<Duration> ahead =
                    new TimeServer(server.address(), () -> later.minusSeconds(30)).ahead(Duration.ofSeconds(5));

            assertThat(ahead.orElseThrow()).isBetween(Duration.ofMillis(-30_001), Duration.ofMillis(-29_999));
        }
    }

    @Test
    void shouldGoByWhatTheSystemSaysWhereNoServerAnswers() throws Exception {
        InetSocketAddress silent;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            silent = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
        assertThat(fault(new Kept(SYNCHRONISED, Optional.of(silent)), NOW)).isEmpty();
        assertThat(fault(new Kept(UNSYNCHRONISED, Optional.of(silent)), NOW)).isEqualTo("clock-not-synchronised");
        assertThat(fault(new Kept(UNSYNCHRONISED, Optional.empty()), NOW)).isEqualTo("clock-not-synchronised");
        assertThat(fault(new Kept(SYNCHRONISED, Optional.empty()), Instant.parse("1970-01-01T00:10:00Z")))
                .isEqualTo("clock-off");
    }

    @Test
    void shouldSayThatTheKernelWasNotToBeAsked() {
        Kept kept = new Kept(NOT_TOLD, Optional.empty());

        assertThat(new ClockCheck(() -> NOW, RELEASED, kept).look())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.verdict()).isEqualTo(Finding.Verdict.DOUBTFUL);
                    assertThat(one.fault()).isEqualTo("clock-not-told");
                    assertThat(one.detail()).contains("the kernel does not say");
                    assertThat(one.remedy()).contains("adjtimex", "clock_adjtime", "ProtectClock");
                });
    }

    /** Chrony, ntpd and PTP: timedatectl knows nothing of their servers, and may not even be there. */
    @Test
    void shouldBelieveTheKernelWhoeverKeepsTheClock() {
        assertThat(fault(new ClockCheck.Machine(() -> SYNCHRONISED, words -> ""), NOW))
                .isEmpty();
        assertThat(fault(new ClockCheck.Machine(() -> UNSYNCHRONISED, words -> "yes\n"), NOW))
                .isEqualTo("clock-not-synchronised");
    }

    @Test
    void shouldLearnTheTimeServerFromTimedatectl() {
        ClockCheck.Machine none = new ClockCheck.Machine(() -> SYNCHRONISED, words -> "");
        ClockCheck.Machine known = new ClockCheck.Machine(
                () -> SYNCHRONISED, words -> words.contains("show-timesync") ? "192.0.2.7\n" : "");

        assertThat(none.server()).isEmpty();
        assertThat(known.server()).contains(new InetSocketAddress("192.0.2.7", 123));
    }

    private static String fault(ClockCheck.Keeper kept, Instant now) {
        List<Finding> findings = new ClockCheck(() -> now, RELEASED, kept).look();
        return findings.getFirst().fault();
    }

    private record Kept(KernelClock.Kept kept, Optional<InetSocketAddress> server) implements ClockCheck.Keeper {}

    /** A time server whose clock stands. */
    private static final class Server implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

        Server(Instant time) throws IOException {
            Thread.ofVirtual().start(() -> answer(time));
        }

        InetSocketAddress address() {
            return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), socket.getLocalPort());
        }

        private void answer(Instant time) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[48], 48);
                while (true) {
                    socket.receive(packet);
                    ByteBuffer answer = ByteBuffer.wrap(packet.getData());
                    answer.put(0, (byte) 0x24); // version 4, server
                    answer.put(1, (byte) 2);
                    answer.putInt(40, (int) (time.getEpochSecond() + 2_208_988_800L));
                    answer.putInt(44, (int) (((long) time.getNano() << 32) / 1_000_000_000L));
                    socket.send(packet);
                }
            } catch (IOException e) {
                // closed
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
