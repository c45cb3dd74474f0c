package dev.rostrum.lab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that are tried for settings, every combination of them; what they are settings of is found out by reflection.
 *
 * @param settings at least one
 */
public record Candidates(List<Values> settings) {
    /** More would run for days. */
    private static final int MOST = 1000;

    public Candidates {
        settings = List.copyOf(settings);
        if (settings.isEmpty()) {
            throw new IllegalArgumentException("no setting to choose");
        }
    }

    /** A setting, by its {@link SettingsPath}, and what it may be. */
    record Values(SettingsPath path, List<String> values) {
        Values {
            values = List.copyOf(values);
        }
    }

    /**
     * Reads {@code PATH=VALUE,VALUE} a setting.
     *
     * @throws IllegalArgumentException it is not that
     */
    public static Candidates parse(List<String> options) {
        List<Values> settings = new ArrayList<>();
        for (String option : options) {
            String[] parts = option.split("=", -1);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw new IllegalArgumentException("'" + option + "' is not PATH=VALUE,VALUE");
            }
            settings.add(new Values(SettingsPath.of(parts[0]), Arrays.asList(parts[1].split(",", -1))));
        }
        return new Candidates(settings);
    }

    /** As they are told: the first setting's value, then the second's. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        settings.forEach(one -> words.add(one.path() + "=" + String.join(",", one.values())));
        return String.join(" ", words);
    }

    /**
     * The settings with every combination, by a name that says the values; what is shipped anyway is left out.
     *
     * @throws IllegalArgumentException there is no such setting, or a value is none that it can have
     */
    <R extends Record> Map<String, R> of(R shipped) {
        Map<String, R> all = Map.of("", shipped);
        for (Values setting : settings) {
            Map<String, R> more = new LinkedHashMap<>();
            all.forEach((name, settings) -> setting.values()
                    .forEach(value -> more.put(
                            (name.isEmpty() ? "" : name + ", ") + setting.path().last() + '=' + value,
                            setting.path()
                                    .with(settings, parsed(value, setting.path().in(shipped), setting.path())))));
            all = more;
            if (all.size() > MOST) {
                throw new IllegalArgumentException("more than " + MOST + " combinations");
            }
        }
        Map<String, R> others = new LinkedHashMap<>(all);
        others.values().removeIf(shipped::equals);
        return others;
    }

    private static Object parsed(String text, Object now, SettingsPath path) {
        try {
            if (now instanceof Number) {
                return Double.valueOf(text);
            }
            if (now instanceof Boolean && text.matches("true|false")) {
                return Boolean.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(path + ": '" + text + "' is no number", e);
        }
        throw new IllegalArgumentException(path + " is " + now + ", it cannot be '" + text + "'");
    }
}
