package dev.rostrum.service.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusSettingsTest {
    private static final StatusSettings.Tls PLAIN = new StatusSettings.Tls(Optional.empty(), Optional.empty());
    private static final StatusSettings.Tls TLS =
            new StatusSettings.Tls(Optional.of(Path.of("c.pem")), Optional.of(Path.of("k.pem")));

    @Test
    void shouldNameThePageOnlyWhereOthersReachIt() {
        assertThat(StatusSettings.defaults().urlFromElsewhere()).isEmpty();
        assertThat(served("127.0.0.2", PLAIN).urlFromElsewhere()).isEmpty();
        assertThat(served("192.0.2.7", PLAIN).urlFromElsewhere()).contains("http://192.0.2.7:8750/");
        assertThat(served("2001:db8::7", TLS).urlFromElsewhere()).contains("https://[2001:db8::7]:8750/");
        assertThat(served("0.0.0.0", TLS).urlFromElsewhere()).isEmpty();
        assertThat(served("::", TLS).urlFromElsewhere()).isEmpty();
        assertThat(served("0.0.0.0", TLS, "room.example", "other.example").urlFromElsewhere())
                .contains("https://room.example:8750/");
        assertThat(new StatusSettings(false, "192.0.2.7", 8750, Optional.of(Path.of("t")), PLAIN, List.of("room"), 4)
                        .urlFromElsewhere())
                .isEmpty();
    }

    private static StatusSettings served(String address, StatusSettings.Tls tls, String... names) {
        return new StatusSettings(true, address, 8750, Optional.of(Path.of("token")), tls, List.of(names), 4);
    }
}
