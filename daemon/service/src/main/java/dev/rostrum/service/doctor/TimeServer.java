package dev.rostrum.service.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a time server once what time it is (SNTP, RFC 4330 section 5). The answer is as good as half the way there and
 * back, which is enough to find a clock that is off by seconds.
 */
final class TimeServer {
    private static final int PACKET_BYTES = 48;
    private static final int TRANSMITTED_AT = 40;
    /** No leap warning, version 4, client. */
    private static final byte CLIENT = 0x23;
    /** Seconds from the epoch of NTP, 1900, to that of Java. */
    private static final long EPOCH_SECONDS = 2_208_988_800L;
    /** One turn of the 32 bits in which NTP counts seconds. */
    private static final long ERA_SECONDS = 1L << 32;

    private final InetSocketAddress address;
    private final Supplier<Instant> clock;

    TimeServer(InetSocketAddress address, Supplier<Instant> clock) {
        this.address = address;
        this.clock = clock;
    }

    /** How far the clock here is ahead of the server's; empty where no server that knows the time answers in time. */
    Optional<Duration> ahead(Duration patience) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(address);
            byte[] packet = new byte[PACKET_BYTES];
            packet[0] = CLIENT;
            Instant asked = clock.get();
            socket.send(new DatagramPacket(packet, packet.length));
            socket.receive(new DatagramPacket(packet, packet.length));
            Instant answered = clock.get();
            if (!tells(ByteBuffer.wrap(packet))) {
                return Optional.empty();
            }
            Instant here = asked.plus(Duration.between(asked, answered).dividedBy(2));
            return Optional.of(Duration.between(time(ByteBuffer.wrap(packet), here), here));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it is the answer of a server that knows the time: mode 4, no alarm, stratum 1 to 15, a time. */
    private static boolean tells(ByteBuffer packet) {
        int mode = packet.get(0) & 0x07;
        int alarm = packet.get(0) >> 6 & 0x03;
        int stratum = packet.get(1);
        return mode == 4 && alarm != 3 && stratum >= 1 && stratum <= 15 && packet.getLong(TRANSMITTED_AT) != 0;
    }

    /** The server's time, in the era of NTP that is nearest to {@code near}. */
    private static Instant time(ByteBuffer packet, Instant near) {
        long seconds = Integer.toUnsignedLong(packet.getInt(TRANSMITTED_AT)) - EPOCH_SECONDS;
        long nanos = (Integer.toUnsignedLong(packet.getInt(TRANSMITTED_AT + 4)) * 1_000_000_000L) >>> 32;
        long eras = Math.round((double) (near.getEpochSecond() - seconds) / ERA_SECONDS);
        return Instant.ofEpochSecond(seconds + eras * ERA_SECONDS, nanos);
    }
}
