package dev.rostrum.service.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OriginTest {
    private static final Origin A = new Origin("a", false);
    private static final Origin B = new Origin("b", false);

    @Test
    void shouldCountAMachinesAddressesAsOne() {
        assertThat(of("2001:db8:1:2:3:4:5:6")).isEqualTo(of("2001:db8:1:2::9")).isNotEqualTo(of("2001:db8:1:3::9"));
        assertThat(of("192.168.1.2")).isNotEqualTo(of("192.168.1.3"));
        assertThat(of("::1")).isNotEqualTo(of("::2"));
    }

    @Test
    void shouldTakeTheOldestPlaceOfWhoeverHoldsMost() {
        record Place(String name, Origin origin) {}
        List<Place> places = List.of(new Place("b1", B), new Place("a1", A), new Place("a2", A), new Place("a3", A));

        assertThat(Origin.givesWay(places, Place::origin, B, 0).map(Place::name))
                .contains("a1");
        assertThat(Origin.givesWay(places, Place::origin, B, 2).map(Place::name))
                .contains("a1");
        assertThat(Origin.givesWay(places, Place::origin, B, 3)).isEmpty();
        assertThat(Origin.givesWay(places, Place::origin, A, 0).map(Place::name))
                .contains("a1");
        assertThat(Origin.givesWay(places, Place::origin, A, 1)).isEmpty();
    }

    @Test
    void shouldGiveAStrangerNoWayToTurnOutWhoeverHasTheToken() {
        List<Origin> places = List.copyOf(Collections.nCopies(15, A));
        List<Origin> withOneKnown = new java.util.ArrayList<>(places);
        withOneKnown.add(A.signedIn());

        assertThat(Origin.givesWay(withOneKnown, Function.identity(), A, 2)).isEmpty();
        assertThat(Origin.givesWay(withOneKnown, Function.identity(), A.signedIn(), 2))
                .isEqualTo(Optional.of(A));
    }

    private static Origin of(String address) {
        try {
            return Origin.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
