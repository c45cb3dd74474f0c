package dev.rostrum.service.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The daemon's unit as systemd would put it together: the operator's file or else the package's, and over it the
 * drop-ins in the order of their names (systemd.unit(5)).
 */
public final class UnitFile {
    private static final String NAME = "rostrumd.service";
    /** Where units lie; the first file wins, and of drop-ins of one name the first too. */
    private static final List<String> FOLDERS =
            List.of("etc/systemd/system", "run/systemd/system", "usr/lib/systemd/system", "lib/systemd/system");

    private final Map<String, List<Line>> lines = new HashMap<>();

    /**
     * One assignment.
     *
     * @param place file and line number, such as {@code /etc/systemd/system/rostrumd.service:12}
     */
    public record Line(String key, String value, String place) {}

    private UnitFile() {}

    /**
     * The unit of the machine whose files lie below {@code root}; empty where none is installed.
     *
     * @throws IOException if a file of it cannot be read
     */
    public static Optional<UnitFile> installed(Path root) throws IOException {
        Optional<Path> main = FOLDERS.stream()
                .map(folder -> root.resolve(folder).resolve(NAME))
                .filter(Files::isRegularFile)
                .findFirst();
        if (main.isEmpty()) {
            return Optional.empty();
        }
        UnitFile unit = new UnitFile();
        unit.read(main.get());
        for (Path dropIn : dropIns(root)) {
            unit.read(dropIn);
        }
        return Optional.of(unit);
    }

    /** The value that holds: of several assignments the last; empty where there is none. */
    public Optional<Line> last(String key) {
        List<Line> all = all(key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Every assignment that holds, for keys that collect; an empty one has emptied what was before it. */
    public List<Line> all(String key) {
        return lines.getOrDefault(key, List.of());
    }

    /** The words of all assignments of a key that collects. */
    public List<String> words(String key) {
        return all(key).stream()
                .flatMap(line -> Arrays.stream(line.value().split("\\s+")))
                .toList();
    }

    private static List<Path> dropIns(Path root) throws IOException {
        Map<String, Path> byName = new HashMap<>();
        for (String folder : FOLDERS) {
            Path dropIns = root.resolve(folder).resolve(NAME + ".d");
            if (Files.isDirectory(dropIns)) {
                try (Stream<Path> files = Files.list(dropIns)) {
                    files.filter(file -> file.toString().endsWith(".conf"))
                            .forEach(file ->
                                    byName.putIfAbsent(file.getFileName().toString(), file));
                }
            }
        }
        return byName.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private void read(Path file) throws IOException {
        int number = 0;
        for (String raw : Files.readAllLines(file)) {
            number++;
            String text = raw.strip();
            int equals = text.indexOf('=');
            if (equals > 0 && !text.startsWith("#") && !text.startsWith(";")) {
                add(new Line(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip(),
                        file + ":" + number));
            }
        }
    }

    private void add(Line line) {
        if (line.value().isEmpty()) {
            lines.remove(line.key());
        } else {
            lines.computeIfAbsent(line.key(), key -> new ArrayList<>()).add(line);
        }
    }
}
