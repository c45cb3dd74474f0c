package dev.rostrum.service.mqtt.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadCompressionTest {
    @Test
    void shouldGiveBackWhatItWasGiven() throws IOException {
        Random random = new Random(1);
        try (PayloadCompression packing = new PayloadCompression()) {
            for (int length : new int[] {0, 1, 100, 4095, 4096, 4097, 100_000}) {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                assertThat(packing.unpack(packing.pack(noise))).isEqualTo(noise);
                byte[] text = "{\"turn\":1}".repeat(length).getBytes(UTF_8);
                assertThat(packing.unpack(packing.pack(text))).isEqualTo(text);
            }
        }
    }

    @Test
    void shouldRefuseWhatIsDamaged() {
        try (PayloadCompression packing = new PayloadCompression()) {
            byte[] whole = packing.pack("{\"schema\":1,\"unit\":\"r1\"}".getBytes(UTF_8));
            byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 3);
            assertThatThrownBy(() -> packing.unpack(cut)).isInstanceOf(IOException.class);
            whole[whole.length - 1] ^= 1;
            assertThatThrownBy(() -> packing.unpack(whole)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> packing.unpack(new byte[0])).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> packing.unpack("{\"plain\":true}".getBytes(UTF_8)))
                    .isInstanceOf(IOException.class);
        }
    }
}
