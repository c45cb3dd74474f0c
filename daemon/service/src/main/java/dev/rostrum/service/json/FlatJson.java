package dev.rostrum.service.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * One small object of JSON as texts by their names: commands and the answers to them. Whoever sends it may be hostile, so
 * it is shallow and short; and it is read and written by hand, because binding records costs a command line half a second.
 */
public final class FlatJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(1 << 16)
                    .maxNumberLength(32)
                    .maxNameLength(64)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private FlatJson() {}

    /** The fields that are texts, numbers and switches; lists and objects are passed over. */
    public static Map<String, String> read(byte[] text) throws BadJsonException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadJsonException("a JSON object expected");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    fields.put(field, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new BadJsonException("something follows the JSON object");
            }
        } catch (BadJsonException e) {
            throw e;
        } catch (IOException e) {
            throw new BadJsonException("no valid JSON: " + e.getClass().getSimpleName()); // no word of the sender's
        }
        return fields;
    }

    /** One line without its end; values are texts, numbers and switches. */
    public static String write(Map<String, Object> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                json.writeObject(field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail", e);
        }
        return text.toString();
    }
}
