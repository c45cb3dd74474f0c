package dev.rostrum.service.status;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who asks, as far as places are shared out.
 *
 * @param network an IPv4 address, or the upper 64 bits of an IPv6 address: the lower ones a machine chooses itself
 * @param known whether the token was shown; whoever has it shares no place with a stranger at the same address
 */
record Origin(String network, boolean known) {
    /** A stranger at this address. */
    static Origin of(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean wide = address instanceof Inet6Address && !address.isLoopbackAddress();
        return new Origin(HexFormat.of().formatHex(bytes, 0, wide ? 8 : bytes.length), false);
    }

    /** The same with the token shown. */
    Origin signedIn() {
        return new Origin(network, true);
    }

    /**
     * Who gives way to a newcomer where all places are taken: the oldest place of the origin that holds most of them.
     *
     * @param places oldest first
     * @param lead how many more places than the newcomer that origin must hold; else nobody gives way
     */
    static <T> Optional<T> givesWay(Collection<T> places, Function<T, Origin> whose, Origin newcomer, int lead) {
        Map<Origin, Integer> held = new HashMap<>();
        places.forEach(place -> held.merge(whose.apply(place), 1, Integer::sum));
        int most = held.values().stream().mapToInt(count -> count).max().orElse(0);
        return most - held.getOrDefault(newcomer, 0) < lead
                ? Optional.empty()
                : places.stream()
                        .filter(place -> held.getOrDefault(whose.apply(place), 0) == most)
                        .findFirst();
    }
}
