package dev.rostrum.service.unit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this box is called where nobody named it: its board's serial number, else its network card's address. Never the
 * machine id, which a cloned image carries along.
 */
public final class UnitId {
    private static final Path DEVICE = Path.of("device");
    private static final int LONGEST = 64;

    private final Path root;

    /** Of the machine whose {@code /proc} and {@code /sys} lie below {@code root}. */
    public UnitId(Path root) {
        this.root = root;
    }

    /** The name, fit for a topic; {@code rostrum} on a machine without any mark. */
    public String find() {
        return serial().or(this::cardAddress).orElse("rostrum");
    }

    /** The board's serial number, where its maker wrote one. */
    public Optional<String> serial() {
        return read(root.resolve("proc/device-tree/serial-number"))
                .map(text -> text.replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9-]", ""))
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST)))
                .filter(text -> !text.isEmpty() && !text.matches("0+"));
    }

    /** What the board's maker calls it: from the device tree, or from the firmware of a PC. */
    public Optional<String> model() {
        return read(root.resolve("proc/device-tree/model"))
                .or(() -> read(root.resolve("sys/class/dmi/id/product_name")))
                .map(text -> text.replaceAll("\\p{Cntrl}", "").strip())
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST);
    }

    /** The first real card's, by name; bridges and containers' cards have no device behind them. */
    private Optional<String> cardAddress() {
        Path cards = root.resolve("sys/class/net");
        if (!Files.isDirectory(cards)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(cards)) {
            List<Path> sorted = all.sorted().toList();
            return sorted.stream()
                    .filter(card -> Files.exists(card.resolve(DEVICE)))
                    .flatMap(card -> read(card.resolve("address")).stream())
                    .map(address -> address.replace(":", ""))
                    .filter(address -> !address.isEmpty() && !address.matches("0+"))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (IOException e) {
            return Optional.empty(); // not this kind of machine
        }
    }
}
