package dev.rostrum.service.mqtt.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be said of the meeting that runs if the process has no time to end it: one event in a small file beside
 * the outbox's logs, written over in place whenever there is more of the meeting, empty between meetings. The file is a
 * length (4 bytes), a CRC-32C (4 bytes), the topic, a line feed and the payload; one that does not fit its sum says
 * nothing. MQTT thread.
 */
final class LastWords implements AutoCloseable {
    private static final int HEAD = 8;
    private static final int LONGEST = 4096;

    private final FileChannel file;
    private final Optional<Segment.Content> left;
    private Optional<byte[]> kept = Optional.empty();
    private boolean unsynced;

    /** Opens the file, made where it is missing, and reads what an earlier start left in it. */
    LastWords(Path file) throws IOException {
        this.file = OwnFolder.of(file)
                .open(
                        file.getFileName().toString(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        this.left = read();
    }

    /**
     * What an earlier start left to be said; empty where it ended its meeting.
     *
     * @param newest the newest event that it stored, where one is left: what it wrote last may not have got here
     */
    Optional<Segment.Content> left(Optional<Segment.Content> newest) {
        return left.flatMap(words -> newest.isEmpty() ? left : behind(words, newest.get()));
    }

    /** From now on this is to be said; empty: nothing. */
    void keep(Optional<Segment.Content> words) throws IOException {
        byte[] body = words.map(w -> (w.topic() + "\n" + new String(w.payload(), UTF_8)).getBytes(UTF_8))
                .orElse(new byte[0]);
        if (kept.isPresent() && Arrays.equals(body, kept.get())) {
            return;
        }
        ByteBuffer frame = ByteBuffer.allocate(HEAD + body.length);
        frame.putInt(body.length).putInt(Segment.checksum(body, 0)).put(body).flip();
        unsynced = true;
        for (int at = 0; frame.hasRemaining(); ) {
            at += file.write(frame, at);
        }
        kept = Optional.of(body);
    }

    /** Makes it survive a power cut. */
    void sync() throws IOException {
        if (unsynced) {
            file.force(false);
            unsynced = false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private Optional<Segment.Content> read() throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEAD + LONGEST);
        while (frame.hasRemaining() && file.read(frame, frame.position()) > 0) {
            // until its end
        }
        frame.flip();
        int length = frame.remaining() < HEAD ? 0 : frame.getInt();
        if (length < 1 || length > frame.remaining() - Integer.BYTES) {
            return Optional.empty();
        }
        int sum = frame.getInt();
        byte[] body = new byte[length];
        frame.get(body);
        String text = new String(body, UTF_8);
        int end = text.indexOf('\n');
        return sum != Segment.checksum(body, 0) || end < 0
                ? Optional.empty()
                : Optional.of(new Segment.Content(
                        text.substring(0, end), text.substring(end + 1).getBytes(UTF_8)));
    }

    /** The words as they would be after {@code newest}; none where that ends the meeting. */
    private static Optional<Segment.Content> behind(Segment.Content words, Segment.Content newest) {
        String text = new String(words.payload(), UTF_8);
        String last = new String(newest.payload(), UTF_8);
        if (!field(text, "boot").equals(field(last, "boot"))) {
            return Optional.of(words);
        }
        String kind = field(last, "kind");
        boolean ended = kind.equals("ended") || kind.equals("summary");
        if (ended && number(text, "meeting").equals(number(last, "meeting"))) {
            return Optional.empty();
        }
        long event =
                Math.max(number(text, "event").orElse(0), number(last, "event").orElse(0) + 1);
        String after = text.replaceFirst("\"event\":\\d+", "\"event\":" + event);
        return Optional.of(new Segment.Content(words.topic(), after.getBytes(UTF_8)));
    }

    private static String field(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        return found.find() ? found.group(1) : "";
    }

    private static OptionalLong number(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":(\\d{1,18})").matcher(json);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
    }
}
