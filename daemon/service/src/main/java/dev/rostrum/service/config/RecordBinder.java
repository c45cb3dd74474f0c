package dev.rostrum.service.config;

import dev.rostrum.service.config.ConfigNode.Empty;
import dev.rostrum.service.config.ConfigNode.Field;
import dev.rostrum.service.config.ConfigNode.Items;
import dev.rostrum.service.config.ConfigNode.Scalar;
import dev.rostrum.service.config.ConfigNode.Section;
import dev.rostrum.service.config.Keys.KeyFacts;
import dev.rostrum.service.config.Quantity.NoQuantity;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lays a section of the file over a settings record: what the file says, else what the record said. */
final class RecordBinder {
    private final Keys keys;
    private final Problems problems;

    RecordBinder(Keys keys, Problems problems) {
        this.keys = keys;
        this.problems = problems;
    }

    /**
     * A record like {@code base} with the section's values in it. Whatever cannot be used becomes a problem and keeps
     * the value of {@code base}.
     */
    <R extends Record> R bind(R base, Section section) {
        Object bound = bind(base.getClass(), base, section);
        @SuppressWarnings("unchecked") // made by the constructor of base's own class
        R result = bound == null ? base : (R) bound;
        return result;
    }

    private @Nullable Object bind(Class<?> type, @Nullable Object base, Section section) {
        List<KeyFacts> known = keys.of(type);
        refuseUnknown(section, known);
        int before = problems.count();
        Map<String, KeyFacts> byComponent =
                known.stream().collect(Collectors.toMap(k -> k.component().getName(), k -> k));
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Object current = base == null ? null : valueOf(base, component);
            KeyFacts facts = byComponent.get(component.getName());
            Object value = facts == null ? current : value(facts, current, section);
            values.add(value == null ? current : value);
        }
        boolean complete = values.stream().allMatch(v -> v != null);
        return complete ? make(type, values, section) : missing(type, section, before);
    }

    private void refuseUnknown(Section section, List<KeyFacts> known) {
        List<String> names = known.stream().map(KeyFacts::name).toList();
        section.fields().forEach((name, field) -> {
            if (!names.contains(name)) {
                String hint = known.stream()
                        .filter(key -> key.key().was().equals(name))
                        .map(key -> "; it is called '" + key.name() + "' now")
                        .findFirst()
                        .or(() -> NearestName.of(name, names).map(n -> "; did you mean '" + n + "'?"))
                        .or(() -> keys.sectionOf(DaemonConfig.class, name)
                                .map(other -> "; it belongs to section '" + other + "'"))
                        .orElse("; here may stand " + String.join(", ", names));
                problems.add(field.keyPlace(), "unknown key '" + name + "'" + hint);
            }
        });
    }

    private @Nullable Object value(KeyFacts facts, @Nullable Object current, Section section) {
        Field field = section.fields().get(facts.name());
        if (field == null) {
            boolean optional = current == null && facts.component().getType() == Optional.class;
            return optional ? Optional.empty() : null;
        }
        return read(facts.type(), facts, current, field.value());
    }

    private @Nullable Object read(Type type, KeyFacts facts, @Nullable Object current, ConfigNode node) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                Object value = read(inner, facts, null, node);
                return value == null ? null : Optional.of(value);
            }
            return items(inner, facts, node);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return switch (node) {
                case Section section -> bind(plain, current, section);
                case Empty empty -> null;
                default -> refuse(facts, node, "must be a section of 'key: value' lines");
            };
        }
        return node instanceof Scalar scalar
                ? scalar(plain, facts, scalar)
                : refuse(facts, node, "must be " + Values.describe(plain, facts.key()));
    }

    private @Nullable Object items(Type inner, KeyFacts facts, ConfigNode node) {
        if (!(node instanceof Items list)) {
            return refuse(facts, node, "must be a list such as [a, b]");
        }
        List<Object> values = new ArrayList<>();
        for (ConfigNode item : list.nodes()) {
            Object value = read(inner, facts, null, item);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private @Nullable Object scalar(Class<?> type, KeyFacts facts, Scalar scalar) {
        try {
            return Values.read(type, facts.key(), scalar.text());
        } catch (NoQuantity e) {
            problems.add(scalar.place(), "'" + facts.name() + "' is " + e.getMessage());
            return null;
        }
    }

    private @Nullable Object refuse(KeyFacts facts, ConfigNode node, String rule) {
        String what = node instanceof Empty ? "has no value, " : "";
        problems.add(node.place(), "'" + facts.name() + "' " + what + rule);
        return null;
    }

    private @Nullable Object missing(Class<?> type, Section section, int problemsBefore) {
        if (problems.count() == problemsBefore) {
            String needed = keys.of(type).stream()
                    .map(KeyFacts::name)
                    .filter(name -> !section.fields().containsKey(name))
                    .collect(Collectors.joining(", "));
            problems.add(section.place(), "needs " + needed + " as well");
        }
        return null;
    }

    private @Nullable Object make(Class<?> type, List<@Nullable Object> values, Section section) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                String message = String.valueOf(refusal.getMessage());
                problems.add(placeOf(message, type, section), message);
                return null;
            }
            throw new IllegalStateException(type + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    /** Of the keys that a refusal names and a file sets, the first in the file laid down last: that made the mistake. */
    private Place placeOf(String refusal, Class<?> type, Section section) {
        List<String> words = List.of(refusal.split("[^A-Za-z0-9-]+", -1));
        return keys.of(type).stream()
                .filter(facts -> mention(words, facts) < words.size())
                .sorted(Comparator.comparingInt(facts -> mention(words, facts)))
                .flatMap(facts -> Optional.ofNullable(section.fields().get(facts.name())).stream())
                .map(Field::keyPlace)
                .reduce((first, other) -> laidLater(other, first, section) ? other : first)
                .orElse(section.place());
    }

    /** Where a refusal first names a key, as it stands in the file or in the code; past its end where it does not. */
    private static int mention(List<String> words, KeyFacts facts) {
        int inFile = words.indexOf(facts.name());
        int inCode = words.indexOf(facts.component().getName());
        return IntStream.of(inFile, inCode).filter(at -> at >= 0).min().orElse(words.size());
    }

    private static boolean laidLater(Place one, Place other, Section section) {
        boolean below = other.file().equals(section.place().file());
        return !one.file().equals(other.file())
                && (below || one.file().compareTo(other.file()) > 0)
                && !one.file().equals(section.place().file());
    }

    /** The component's value in {@code record}. */
    static Object valueOf(Object record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}
