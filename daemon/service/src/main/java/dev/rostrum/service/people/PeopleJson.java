package dev.rostrum.service.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rostrum.diarization.enrolment.NameRule;
import dev.rostrum.diarization.enrolment.Person;
import dev.rostrum.service.json.BadJsonException;
import dev.rostrum.service.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The store's contents as JSON; a voice is base64 of big-endian 32-bit floats. */
final class PeopleJson {
    private record Stored(String name, String consent, String consentAt, List<Recorded> recordings) {
        Person person() {
            return new Person(
                    NameRule.mended(name),
                    consent,
                    Instant.parse(consentAt),
                    recordings.stream().map(Recorded::recording).toList());
        }
    }

    /** @param network null in stores from before that was kept */
    @SuppressWarnings("ArrayRecordComponent")
    private record Recorded(
            String at, double seconds, @Nullable String network, byte[] voice) {
        Person.Recording recording() {
            return new Person.Recording(Instant.parse(at), seconds, network == null ? "" : network, floats(voice));
        }
    }

    private PeopleJson() {}

    static byte[] write(List<Person> people) {
        return Json.SNAKE.bytes(people.stream()
                .map(person -> new Stored(
                        person.name(),
                        person.consent(),
                        person.consentAt().toString(),
                        person.recordings().stream()
                                .map(one -> new Recorded(
                                        one.at().toString(), one.seconds(), one.network(), bytes(one.voice())))
                                .toList()))
                .toList());
    }

    /** Throws IOException where the bytes are nothing of this kind. */
    static List<Person> read(byte[] bytes) throws IOException {
        try {
            return Stream.of(Json.SNAKE.read(new String(bytes, UTF_8), Stored[].class))
                    .map(Stored::person)
                    .toList();
        } catch (BadJsonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("is damaged: " + e.getMessage(), e);
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
