package dev.rostrum.service.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packets that pass, and the two kinds that do not; by the layout of MQTT 5, chapter 2. */
class PacketGuardTest {
    private static final long AT_MOST = 100_000;
    private static final int PUBLISH = 0x32;
    private static final int DISCONNECT = 0xE0;

    @Test
    void shouldPassOnEveryByteOfPacketsOfAnyLengthHoweverTheyAreRead() throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (int length : new int[] {0, 1, 127, 128, 16_383, 16_384, 99_999, 2}) {
            sent.writeBytes(packet(PUBLISH, length, random));
        }
        byte[] bytes = sent.toByteArray();
        for (int chunk : new int[] {1, 2, 7, 1000, bytes.length}) {
            assertThat(read(guarded(bytes), chunk)).as("in pieces of %d", chunk).isEqualTo(bytes);
        }
    }

    @Test
    void shouldEndAtAPacketThatIsTooLongBeforeItsBodyIsThere() {
        byte[] longest = {PUBLISH, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F};
        assertThatThrownBy(() -> read(guarded(longest), 1)).hasMessageContaining("268435455 bytes; at most 100000");
        byte[] oneTooLong = {PUBLISH, (byte) 0xA1, (byte) 0x8D, 0x06};
        assertThatThrownBy(() -> read(guarded(oneTooLong), 4)).hasMessageContaining("100001 bytes");
        byte[] endless = {PUBLISH, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
        assertThatThrownBy(() -> read(guarded(endless), 1)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldHearWhyTheBrokerSaysGoodbye() {
        assertThat(goodbye((byte) DISCONNECT, (byte) 1, (byte) 0x8E)).isEqualTo(0x8E);
        assertThat(goodbye((byte) DISCONNECT, (byte) 2, (byte) 0x87, (byte) 0)).isEqualTo(0x87);
        assertThat(goodbye((byte) DISCONNECT, (byte) 0)).isZero();
    }

    private static int goodbye(byte... bytes) {
        try {
            read(guarded(bytes), bytes.length);
            throw new AssertionError("nothing was heard");
        } catch (PacketGuard.Goodbye said) {
            return said.reasonCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static InputStream guarded(byte[] bytes) {
        return new PacketGuard(new ByteArrayInputStream(bytes), AT_MOST);
    }

    private static byte[] read(InputStream in, int chunk) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[chunk];
        for (int got = in.read(some, 0, chunk); got >= 0; got = in.read(some, 0, chunk)) {
            all.write(some, 0, got);
        }
        return all.toByteArray();
    }

    private static byte[] packet(int header, int length, Random random) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(header);
        int rest = length;
        do {
            packet.write((rest % 128) | (rest >= 128 ? 0x80 : 0));
            rest /= 128;
        } while (rest > 0);
        byte[] body = new byte[length];
        random.nextBytes(body);
        packet.writeBytes(body);
        return packet.toByteArray();
    }
}
