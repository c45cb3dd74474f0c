package dev.rostrum.lab.study;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One number or switch somewhere in nested settings records, by the names of the components that lead to it, apart by
 * points. Settings need no code of their own for an evaluation to try other values.
 *
 * @param names outermost first
 */
record SettingsPath(List<String> names) {
    SettingsPath {
        names = List.copyOf(names);
    }

    static SettingsPath of(String path) {
        return new SettingsPath(List.of(path.split("\\.", -1)));
    }

    /** All numbers in a record and in the records in it, in the order in which they are declared. */
    static List<SettingsPath> numbers(Record settings) {
        List<SettingsPath> found = new ArrayList<>();
        addNumbers(settings, List.of(), found);
        return found;
    }

    private static void addNumbers(Record settings, List<String> above, List<SettingsPath> found) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            List<String> names = new ArrayList<>(above);
            names.add(component.getName());
            Object value = read(settings, component);
            if (value instanceof Record inner) {
                addNumbers(inner, names, found);
            } else if (value instanceof Number) {
                found.add(new SettingsPath(names));
            }
        }
    }

    /**
     * What stands there.
     *
     * @throws IllegalArgumentException there is no such component
     */
    Object in(Record settings) {
        Object value = read(settings, component(settings));
        return names.size() == 1 ? value : rest().in((Record) value);
    }

    /**
     * The same settings with another value there; a number becomes what the component is, rounded.
     *
     * @throws IllegalArgumentException there is no such component, or the records refuse the value
     */
    <R extends Record> R with(R settings, Object value) {
        RecordComponent changed = component(settings);
        RecordComponent[] components = settings.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(settings, components[i]);
            if (components[i].getName().equals(changed.getName())) {
                values[i] = names.size() == 1
                        ? converted(value, changed.getType())
                        : rest().with((Record) values[i], value);
            }
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            @SuppressWarnings("unchecked") // the class of a value of type R makes values of type R
            Constructor<R> constructor = (Constructor<R>) settings.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    this + "=" + value + ": " + e.getTargetException().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(this + " in " + settings, e);
        }
    }

    /** The name of the component itself. */
    String last() {
        return names.getLast();
    }

    private SettingsPath rest() {
        return new SettingsPath(names.subList(1, names.size()));
    }

    private RecordComponent component(Record settings) {
        return Arrays.stream(settings.getClass().getRecordComponents())
                .filter(component -> component.getName().equals(names.getFirst()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no " + names.getFirst() + " in " + settings.getClass().getName()));
    }

    private static Object converted(Object value, Class<?> type) {
        if (value instanceof Number number) {
            if (type == int.class) {
                return Math.toIntExact(Math.round(number.doubleValue()));
            }
            return type == long.class ? (Object) Math.round(number.doubleValue()) : (Object) number.doubleValue();
        }
        return value;
    }

    private static Object read(Record settings, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(component + " of " + settings, e);
        }
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
