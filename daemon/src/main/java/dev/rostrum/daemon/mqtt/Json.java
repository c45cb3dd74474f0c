package dev.rostrum.daemon.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;

/** One JSON object as bytes, and the reader's limits against hostile input. */
final class Json {
    /** Reads at most shallow, short documents and says so otherwise. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(1024)
                    .maxNumberLength(32)
                    .maxNameLength(64)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Writes the fields of one object. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private Json() {}

    static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the field where there is a value, rounded to {@code decimals}. */
    static void optional(JsonGenerator json, String field, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            number(json, field, value.getAsDouble(), 1);
        }
    }

    /** Writes a number rounded to {@code decimals}; the rest would be noise on the wire. */
    static void number(JsonGenerator json, String field, double value, int decimals) throws IOException {
        double scale = Math.pow(10, decimals);
        json.writeNumberField(field, Math.rint(value * scale) / scale);
    }
}
