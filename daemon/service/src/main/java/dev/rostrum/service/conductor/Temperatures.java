package dev.rostrum.service.conductor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the board's thermal zones say, as the kernel's sysfs shows them: {@code thermal_zone*} with {@code type} and
 * {@code temp}, the latter in thousandths of a degree Celsius (Linux, Documentation/ABI/testing/sysfs-class-thermal). A
 * zone that is switched off cannot be read: it is left out. Any thread.
 */
public final class Temperatures {
    private static final double PER_DEGREE = 1000;

    private final Path folder;

    /**
     * Reads below a folder.
     *
     * @param folder {@code /sys/class/thermal}, or what stands for it in a test
     */
    public Temperatures(Path folder) {
        this.folder = folder;
    }

    /** {@code temperature.<zone>-c} in degrees Celsius; nothing where the board has no zones. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return figures;
        }
        try (DirectoryStream<Path> zones = Files.newDirectoryStream(folder, "thermal_zone*")) {
            for (Path zone : zones) {
                add(zone, figures);
            }
        } catch (IOException e) {
            return figures; // what was read so far is true
        }
        return figures;
    }

    private static void add(Path zone, Map<String, Double> figures) {
        try {
            String type = Files.readString(zone.resolve("type")).strip().toLowerCase(Locale.ROOT);
            double degrees =
                    Integer.parseInt(Files.readString(zone.resolve("temp")).strip()) / PER_DEGREE;
            // zones of one type are told apart by the hottest: that is what somebody must hear of
            figures.merge("temperature." + type.replaceAll("[^a-z0-9]+", "-") + "-c", degrees, Math::max);
        } catch (IOException | NumberFormatException e) {
            return; // switched off
        }
    }
}
