package dev.rostrum.daemon.doctor;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * Which addresses a systemd unit may talk to: an address is let through if {@code IPAddressAllow} names it, or if
 * {@code IPAddressDeny} does not (systemd.resource-control(5)). Immutable.
 *
 * @param allow networks as systemd writes them, {@code 10.0.0.0/8}
 * @param deny the same
 */
record AddressRules(List<String> allow, List<String> deny) {
    private static final Map<String, List<String>> WORDS = Map.of(
            "any", List.of("0.0.0.0/0", "::/0"),
            "localhost", List.of("127.0.0.0/8", "::1/128"),
            "link-local", List.of("169.254.0.0/16", "fe80::/64"),
            "multicast", List.of("224.0.0.0/4", "ff00::/8"));

    AddressRules {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** No rules: everything is let through. */
    static AddressRules none() {
        return new AddressRules(List.of(), List.of());
    }

    /** From properties of {@code systemctl show}. */
    static AddressRules of(Map<String, String> properties) {
        return new AddressRules(
                words(properties.getOrDefault("IPAddressAllow", "")),
                words(properties.getOrDefault("IPAddressDeny", "")));
    }

    boolean allow(InetAddress address) {
        return names(allow, address) || !names(deny, address);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static boolean names(List<String> networks, InetAddress address) {
        return networks.stream()
                .flatMap(word -> WORDS.getOrDefault(word, List.of(word)).stream())
                .anyMatch(network -> holds(network, address));
    }

    private static boolean holds(String network, InetAddress address) {
        int slash = network.indexOf('/');
        try {
            byte[] base = InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash))
                    .getAddress();
            byte[] bytes = address.getAddress();
            if (base.length != bytes.length) {
                return false;
            }
            int bits = slash < 0 ? 8 * base.length : Integer.parseInt(network.substring(slash + 1));
            int shift = 8 * base.length - bits;
            return new BigInteger(1, base).shiftRight(shift).equals(new BigInteger(1, bytes).shiftRight(shift));
        } catch (IllegalArgumentException e) {
            return false; // a word that this systemd knows and we do not
        }
    }
}
