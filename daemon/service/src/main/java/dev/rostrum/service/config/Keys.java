package dev.rostrum.service.config;

import dev.rostrum.diarization.settings.Key;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of settings records. A record that cannot carry {@link Key} itself, because its module knows nothing of
 * the configuration, has a stand-in: a record with components of the same names that carry it.
 *
 * @param standIns settings record to the record that describes it
 */
record Keys(Map<Class<?>, Class<?>> standIns) {
    Keys {
        standIns = Map.copyOf(standIns);
    }

    /**
     * One key of the configuration file.
     *
     * @param name in the file
     * @param key description and range
     * @param component the record component it sets
     */
    record KeyFacts(String name, Key key, RecordComponent component) {
        Type type() {
            return component.getGenericType();
        }

        boolean isSection() {
            return component.getType().isRecord();
        }
    }

    /** The keys of one record, in the order of its components. */
    List<KeyFacts> of(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .flatMap(component -> note(record, component).stream().map(key -> facts(component, key)))
                .toList();
    }

    /** The first section below {@code record} that has a key of this name, such as {@code mqtt.tls}; not the record itself. */
    Optional<String> sectionOf(Class<?> record, String name) {
        return of(record).stream()
                .filter(KeyFacts::isSection)
                .flatMap(section -> {
                    Class<?> type = section.component().getType();
                    boolean here = of(type).stream().anyMatch(key -> key.name().equals(name));
                    return here
                            ? Stream.of(section.name())
                            : sectionOf(type, name).map(inner -> section.name() + "." + inner).stream();
                })
                .findFirst();
    }

    private Optional<Key> note(Class<?> record, RecordComponent component) {
        Class<?> standIn = standIns.get(record);
        if (standIn == null) {
            return Optional.ofNullable(component.getAnnotation(Key.class));
        }
        return Arrays.stream(standIn.getRecordComponents())
                .filter(other -> other.getName().equals(component.getName()))
                .findFirst()
                .map(other -> other.getAnnotation(Key.class));
    }

    private static KeyFacts facts(RecordComponent component, Key key) {
        return new KeyFacts(key.name().isEmpty() ? kebab(component.getName()) : key.name(), key, component);
    }

    /** {@code maxSpeakers} becomes {@code max-speakers}, {@code SYSFS_LED} becomes {@code sysfs-led}. */
    static String kebab(String name) {
        if (name.equals(name.toUpperCase(Locale.ROOT))) {
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
