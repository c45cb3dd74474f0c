package dev.rostrum.service.status;

import dev.rostrum.diarization.settings.Key;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the status page is served and to whom.
 *
 * @param enabled whether it is served at all
 * @param address to listen at: an IP address, or {@code localhost}
 * @param port TCP port; 0 takes a free one
 * @param tokenFile file whose first line opens the page; needed wherever {@code address} is not the loopback one
 * @param tls certificate and key, for https
 * @param names host names by which browsers reach the unit, besides its addresses
 * @param clients pages open at once
 */
public record StatusSettings(
        @Key("Whether the status page is served.") boolean enabled,

        @Key("The address to serve it at: an IP address of this machine, or localhost for this machine alone.")
        String address,

        @Key(value = "TCP port of the page.", max = 65535) int port,

        @Key("File whose first line is the token that opens the page and its commands. Needed for every address but"
                + " localhost, where without it everybody on this machine may look, and commands need the token that"
                + " the unit makes itself.")
        Optional<Path> tokenFile,

        @Key("Certificate and key; with both the page is served as https.")
        Tls tls,

        @Key("Host names by which browsers reach the unit, besides localhost and its addresses.")
        List<String> names,

        @Key(value = "Pages that may be open at once.", min = 1, max = 100)
        int clients) {

    /** PEM files; both or none. */
    public record Tls(
            @Key("The certificate with its chain, in PEM.") Optional<Path> certificateFile,

            @Key("Its private key: PKCS #8 in PEM, not encrypted.")
            Optional<Path> keyFile) {
        public Tls {
            if (certificateFile.isPresent() != keyFile.isPresent()) {
                throw new IllegalArgumentException("certificate-file and key-file go together");
            }
        }
    }

    public StatusSettings {
        names = List.copyOf(names);
        if (!address.matches("localhost|[0-9.]+|[0-9A-Fa-f:]+")) {
            throw new IllegalArgumentException("address=" + address + ": an IP address, or localhost");
        }
        if (!isLoopback(address) && tokenFile.isEmpty()) {
            throw new IllegalArgumentException(
                    "address=" + address + " can be reached from outside: set token-file, or take address localhost");
        }
    }

    /** On this machine only, port 8750, no token, no TLS. */
    public static StatusSettings defaults() {
        return new StatusSettings(
                true, "localhost", 8750, Optional.empty(), new Tls(Optional.empty(), Optional.empty()), List.of(), 16);
    }

    /** The same at another port. */
    public StatusSettings withPort(int other) {
        return new StatusSettings(enabled, address, other, tokenFile, tls, names, clients);
    }

    /** Where browsers elsewhere find the page: under its first name, else its address. Empty where they cannot, or where that is not known. */
    public Optional<String> urlFromElsewhere() {
        if (!enabled || isLoopback(address)) {
            return Optional.empty();
        }
        String host = address.contains(":") ? "[" + address + "]" : address;
        String scheme = tls.certificateFile().isPresent() ? "https" : "http";
        return names.stream()
                .findFirst()
                .or(() -> Optional.of(host).filter(known -> !isAnyAddress(address)))
                .map(known -> scheme + "://" + known + ":" + port + "/");
    }

    private static boolean isAnyAddress(String address) {
        return address.matches("[0:.]+");
    }

    /** What is unsafe about serving the page so. */
    public Optional<String> warning() {
        return !enabled || isLoopback(address) || tls.certificateFile().isPresent()
                ? Optional.empty()
                : Optional.of("The page at address " + address + " is not encrypted: whoever listens on the network can"
                        + " read its token and command this unit; set status.tls, or status.address to localhost.");
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress(); // a literal: no name is looked up
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address=" + address + ": an IP address, or localhost", e);
        }
    }
}
