package dev.rostrum.model.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rostrum.model.ModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One JSON object read into memory, asked by name and type. Every wrong answer names the document, the path to the
 * value, what was expected and what is there.
 */
final class JsonTree {
    private final String where;
    private final Map<?, ?> values;

    private JsonTree(String where, Map<?, ?> values) {
        this.where = where;
        this.values = values;
    }

    /** @param where how the document is called in errors */
    static JsonTree parse(String where, byte[] text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            Object root = value(parser);
            if (parser.nextToken() != null || !(root instanceof Map<?, ?> map)) {
                throw new ModelException(where + ": expected one JSON object");
            }
            return new JsonTree(where, map);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ModelException(where + ": line " + line + ": not readable as JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ModelException(where + ": not readable as JSON: " + e.getMessage(), e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> map = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, value(parser));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return parser.getBooleanValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return parser.getDoubleValue();
        }
        return String.valueOf(parser.getText());
    }

    Set<String> names() {
        Set<String> names = new java.util.LinkedHashSet<>();
        values.keySet().forEach(k -> names.add(String.valueOf(k)));
        return names;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String string(String name) {
        return as(String.class, name);
    }

    long number(String name) {
        return as(Long.class, name);
    }

    /** How this object is called in errors. */
    String where() {
        return where;
    }

    /** Refuses names that nobody reads: most are a known one mistyped. */
    void only(String... known) {
        for (String name : names()) {
            if (!List.of(known).contains(name)) {
                throw new ModelException(
                        where + ": " + name + " is not known here; known are " + String.join(", ", known));
            }
        }
    }

    boolean truth(String name) {
        return as(Boolean.class, name);
    }

    /** A whole number of at least {@code least}. */
    int atLeast(int least, String name) {
        long value = number(name);
        if (value < least || value > Integer.MAX_VALUE) {
            throw new ModelException(
                    where + "." + name + ": is " + value + ", needed are " + least + " to " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    double real(String name) {
        return as(Number.class, name).doubleValue();
    }

    JsonTree tree(String name) {
        return new JsonTree(where + "." + name, as(Map.class, name));
    }

    /** All numbers in this object and in the objects in it, by the names that lead to them, apart by points. */
    Map<String, Double> leaves() {
        Map<String, Double> found = new LinkedHashMap<>();
        for (String name : names()) {
            if (values.get(name) instanceof Map<?, ?>) {
                tree(name).leaves().forEach((inner, value) -> found.put(name + "." + inner, value));
            } else {
                found.put(name, real(name));
            }
        }
        return found;
    }

    List<JsonTree> trees(String name) {
        List<JsonTree> out = new ArrayList<>();
        for (Object item : as(List.class, name)) {
            String here = where + "." + name + "[" + out.size() + "]";
            out.add(new JsonTree(here, cast(here, Map.class, item)));
        }
        return out;
    }

    List<String> strings(String name) {
        List<String> out = new ArrayList<>();
        for (Object item : as(List.class, name)) {
            out.add(cast(where + "." + name, String.class, item));
        }
        return out;
    }

    List<Double> reals(String name) {
        List<Double> out = new ArrayList<>();
        for (Object item : as(List.class, name)) {
            out.add(cast(where + "." + name, Number.class, item).doubleValue());
        }
        return out;
    }

    List<Long> numbers(String name) {
        return numbers(where + "." + name, as(List.class, name));
    }

    List<List<Long>> numberLists(String name) {
        List<List<Long>> out = new ArrayList<>();
        for (Object item : as(List.class, name)) {
            out.add(numbers(where + "." + name, cast(where + "." + name, List.class, item)));
        }
        return out;
    }

    private static List<Long> numbers(String here, List<?> items) {
        List<Long> out = new ArrayList<>();
        for (Object item : items) {
            out.add(cast(here, Long.class, item));
        }
        return out;
    }

    private <T> T as(Class<T> type, String name) {
        return cast(where + "." + name, type, values.get(name));
    }

    private static <T> T cast(String here, Class<T> type, @org.jspecify.annotations.Nullable Object value) {
        if (value == null || !type.isInstance(value)) {
            throw new ModelException(here + ": expected "
                    + type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + ", found "
                    + (value == null ? "nothing" : value));
        }
        return type.cast(value);
    }
}
