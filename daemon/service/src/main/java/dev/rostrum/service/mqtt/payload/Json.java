package dev.rostrum.service.mqtt.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.rostrum.diarization.frontend.Bearing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** One JSON object as bytes, and the reader's limits against hostile input. */
public final class Json {
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
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private Json() {}

    public static byte[] object(Fields fields) {
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

    /** One object with the fields of two, neither of them empty. */
    public static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length - 1);
        both[first.length - 1] = ',';
        System.arraycopy(second, 1, both, first.length, second.length - 1);
        return both;
    }

    /** Writes from where somebody is heard, where that is known. */
    static void bearing(JsonGenerator json, Optional<Bearing> bearing) throws IOException {
        if (bearing.isPresent()) {
            number(json, "azimuth", bearing.get().azimuthDegrees(), 1);
            number(json, "azimuthConfidence", bearing.get().confidence(), 2);
        }
    }

    /** Writes a number rounded to {@code decimals}; the rest would be noise on the wire. */
    static void number(JsonGenerator json, String field, double value, int decimals) throws IOException {
        double scale = Math.pow(10, decimals);
        json.writeNumberField(field, Math.rint(value * scale) / scale);
    }
}
