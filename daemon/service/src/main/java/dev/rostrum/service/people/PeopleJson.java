package dev.rostrum.service.people;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rostrum.diarization.enrolment.NameRule;
import dev.rostrum.diarization.enrolment.Person;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The store's contents as JSON; a voice is base64 of big-endian 32-bit floats. */
final class PeopleJson {
    private static final JsonFactory JSON = new JsonFactory();

    private PeopleJson() {}

    static byte[] write(List<Person> people) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (Person person : people) {
                json.writeStartObject();
                json.writeStringField("name", person.name());
                json.writeStringField("consent", person.consent());
                json.writeStringField("consent_at", person.consentAt().toString());
                json.writeArrayFieldStart("recordings");
                for (Person.Recording recording : person.recordings()) {
                    json.writeStartObject();
                    json.writeStringField("at", recording.at().toString());
                    json.writeNumberField("seconds", recording.seconds());
                    json.writeStringField("network", recording.network());
                    json.writeBinaryField("voice", bytes(recording.voice()));
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    /** Throws IOException where the bytes are nothing of this kind. */
    static List<Person> read(byte[] bytes) throws IOException {
        List<Person> people = new ArrayList<>();
        try (JsonParser json = JSON.createParser(bytes)) {
            expect(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                people.add(person(json));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("is damaged: " + e.getMessage(), e);
        }
        return people;
    }

    private static Person person(JsonParser json) throws IOException {
        String name = "";
        String consent = "";
        Instant consentAt = Instant.EPOCH;
        List<Person.Recording> recordings = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> name = NameRule.mended(json.getText());
                case "consent" -> consent = json.getText();
                case "consent_at" -> consentAt = Instant.parse(json.getText());
                case "recordings" -> {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        recordings.add(recording(json));
                    }
                }
                default -> json.skipChildren();
            }
        }
        return new Person(name, consent, consentAt, recordings);
    }

    private static Person.Recording recording(JsonParser json) throws IOException {
        Instant at = Instant.EPOCH;
        double seconds = 0;
        String network = "";
        float[] voice = new float[0];
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "at" -> at = Instant.parse(json.getText());
                case "seconds" -> seconds = json.getDoubleValue();
                case "network" -> network = json.getText();
                case "voice" -> voice = floats(json.getBinaryValue());
                default -> json.skipChildren();
            }
        }
        return new Person.Recording(at, seconds, network, voice);
    }

    private static void expect(boolean condition) throws IOException {
        if (!condition) {
            throw new IOException("holds no people");
        }
    }

    private static byte[] bytes(float[] voice) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * voice.length);
        buffer.asFloatBuffer().put(voice);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] voice = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(voice);
        return voice;
    }
}
