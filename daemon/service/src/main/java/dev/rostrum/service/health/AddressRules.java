package dev.rostrum.service.health;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Which addresses the unit lets the daemon reach: {@code IPAddressDeny} and {@code IPAddressAllow} of
 * systemd.resource-control(5). An allowed address is reached even where all are denied.
 */
public final class AddressRules {
    private static final Map<String, List<String>> WORDS = Map.of(
            "any", List.of("0.0.0.0/0", "::/0"),
            "localhost", List.of("127.0.0.0/8", "::1/128"),
            "link-local", List.of("169.254.0.0/16", "fe80::/64"),
            "multicast", List.of("224.0.0.0/4", "ff00::/8"));

    private final List<Network> denied;
    private final List<Network> allowed;

    @SuppressWarnings("ArrayRecordComponent") // made here, never handed out
    private record Network(byte[] prefix, int bits) {
        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Rules as systemd writes them: {@code 10.0.0.0/8}, {@code localhost}.
     *
     * @param allowed networks that are reached in any case
     * @param denied networks that are not
     */
    public AddressRules(List<String> allowed, List<String> denied) {
        this.allowed = networks(allowed);
        this.denied = networks(denied);
    }

    /** The rules of {@code unit}. */
    static AddressRules of(UnitFile unit) {
        return new AddressRules(unit.words("IPAddressAllow"), unit.words("IPAddressDeny"));
    }

    /** Whether the daemon may talk to {@code address}. */
    public boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        return allowed.stream().anyMatch(network -> network.contains(bytes))
                || denied.stream().noneMatch(network -> network.contains(bytes));
    }

    private static List<Network> networks(List<String> words) {
        List<Network> networks = new ArrayList<>();
        for (String word : words) {
            WORDS.getOrDefault(word, List.of(word)).forEach(text -> add(text, networks));
        }
        return List.copyOf(networks);
    }

    /** What is no address systemd ignores too, with a warning. */
    private static void add(String text, List<Network> networks) {
        String[] parts = text.split("/", 2);
        try {
            byte[] prefix = InetAddress.ofLiteral(parts[0]).getAddress();
            int bits = parts.length == 1 ? prefix.length * 8 : Integer.parseInt(parts[1]);
            networks.add(new Network(Arrays.copyOf(prefix, prefix.length), Math.clamp(bits, 0, prefix.length * 8)));
        } catch (IllegalArgumentException e) {
            return;
        }
    }
}
