package dev.rostrum.service.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Records as JSON: components are fields in their order, enum constants words such as {@code no-microphone}, what is null
 * is left out. Read back, nothing is taken on trust: a component that is not annotated as nullable has to be there, a number
 * has to be one and within its type's bounds, a field may stand once. Fields that no component is called like are passed
 * over: a later version may write more.
 */
public final class Json {
    /** Fields are called like the components: MQTT, control socket, files of events. */
    public static final Json CAMEL = new Json(PropertyNamingStrategies.LOWER_CAMEL_CASE);

    /** Words of a field's name are joined by underscores. */
    public static final Json SNAKE = new Json(PropertyNamingStrategies.SNAKE_CASE);

    private final JsonMapper mapper;

    private Json(PropertyNamingStrategy names) {
        mapper = JsonMapper.builder()
                .annotationIntrospector(new RecordRules())
                .propertyNamingStrategy(names)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }

    /** One line in UTF-8, without its end. */
    public byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as text. */
    public String text(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same on many lines, for people, each with its end. */
    public String page(Object value) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try {
            return mapper.writer(printer).writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@link #text} or {@link #bytes} wrote, or somebody else. */
    public <T> T read(String text, Class<T> type) throws BadJsonException {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new BadJsonException(e);
        }
    }

    /** One object with the fields of two, neither of them empty. */
    public static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length - 1);
        both[first.length - 1] = ',';
        System.arraycopy(second, 1, both, first.length, second.length - 1);
        return both;
    }
}
