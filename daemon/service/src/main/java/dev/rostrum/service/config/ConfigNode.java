package dev.rostrum.service.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a configuration file says, before anybody asks what it means. Immutable. */
sealed interface ConfigNode {
    Place place();

    /** One key of a section and where it stands. */
    record Field(Place keyPlace, ConfigNode value) {}

    /** Keys and values, in the order of the file. */
    record Section(Place place, Map<String, Field> fields) implements ConfigNode {
        public Section {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** This section with {@code later} over it: sections merge key by key, anything else is replaced. */
        Section with(Section later) {
            Map<String, Field> merged = new LinkedHashMap<>(fields);
            later.fields.forEach((name, field) -> merged.merge(name, field, Section::merge));
            return new Section(place, merged);
        }

        private static Field merge(Field earlier, Field later) {
            if (later.value() instanceof Section over) {
                if (earlier.value() instanceof Section under) {
                    return new Field(later.keyPlace(), under.with(over));
                }
            } else if (later.value() instanceof Empty && earlier.value() instanceof Section) {
                return earlier;
            }
            return later;
        }
    }

    /** A list. */
    record Items(Place place, List<ConfigNode> nodes) implements ConfigNode {
        public Items {
            nodes = List.copyOf(nodes);
        }
    }

    /** A word, number or quoted text, not yet interpreted. */
    record Scalar(Place place, String text) implements ConfigNode {}

    /** A key without a value. */
    record Empty(Place place) implements ConfigNode {}
}
