package dev.rostrum.service.config;

import dev.rostrum.service.config.Keys.KeyFacts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that a configuration names: passwords, keys, certificates, sound. */
public final class NamedFiles {
    private final Keys keys = ConfigLoader.keys();
    private final SortedMap<String, Path> found = new TreeMap<>();

    private NamedFiles() {}

    /** Every file by its key, such as {@code mqtt.login.password-file}. */
    public static SortedMap<String, Path> of(DaemonConfig config) {
        NamedFiles files = new NamedFiles();
        files.look(config, "");
        return files.found;
    }

    private void look(Record section, String prefix) {
        for (KeyFacts facts : keys.of(section.getClass())) {
            Object value = RecordBinder.valueOf(section, facts.component());
            if (value instanceof Record inner) {
                look(inner, prefix + facts.name() + ".");
            } else if (value instanceof Optional<?> optional
                    && optional.orElse(null) instanceof Path file
                    && facts.name().endsWith("file")) {
                found.put(prefix + facts.name(), file);
            }
        }
    }
}
