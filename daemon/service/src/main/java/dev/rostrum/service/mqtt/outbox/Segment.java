package dev.rostrum.service.mqtt.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One append-only file of frames. A frame is its body's length (4 bytes), the body's CRC-32C (4 bytes) and the body: kind
 * (1), ordinal (8), length of the topic (2), topic, payload. A frame that a crash cut short, or that rotted, ends the
 * file when it is read: what stands before it is whole, and nothing after it is believed. MQTT thread.
 */
public final class Segment implements AutoCloseable {
    static final byte EVENT = 1;
    static final byte SETTLED = 2;

    private static final int HEAD = 8;
    private static final int FIXED_BODY = 11;
    private static final int MAX_BODY = 16_000_000;

    private final Path file;
    private final FileChannel channel;
    private long size;
    private long lastOrdinal;

    /** Takes each whole frame of a file that is opened. */
    @FunctionalInterface
    interface Reader {
        /**
         * One frame.
         *
         * @param offset where it stands, for {@link #read}
         * @param length of its topic and payload, in bytes
         */
        void onFrame(byte kind, long ordinal, long offset, int length);
    }

    /** A frame's content. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Content(String topic, byte[] payload) {}

    private record Frame(byte kind, long ordinal, ByteBuffer rest) {}

    private Segment(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens or creates a file, reads all that is whole and cuts off the rest. */
    static Segment open(Path file, Reader reader) throws IOException {
        FileChannel channel = OwnFolder.of(file)
                .open(
                        file.getFileName().toString(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        Segment segment = new Segment(file, channel);
        try {
            segment.scan(reader);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return segment;
    }

    /** Appends one frame and returns its offset. A failed write leaves the file as it was. */
    long append(byte kind, long ordinal, Content content) throws IOException {
        byte[] topic = content.topic().getBytes(UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(HEAD + FIXED_BODY + topic.length + content.payload().length);
        frame.position(HEAD);
        frame.put(kind)
                .putLong(ordinal)
                .putShort((short) topic.length)
                .put(topic)
                .put(content.payload());
        frame.putInt(0, frame.capacity() - HEAD).putInt(4, checksum(frame.array(), HEAD));
        frame.flip();
        long offset = size;
        try {
            while (frame.hasRemaining()) {
                channel.write(frame, offset + frame.position());
            }
        } catch (IOException e) {
            channel.truncate(offset);
            throw e;
        }
        size += frame.capacity();
        lastOrdinal = Math.max(lastOrdinal, ordinal);
        return offset;
    }

    /** Reads the frame at an offset that {@link #append} or the reader gave. */
    Content read(long offset) throws IOException {
        Frame frame = frame(offset);
        if (frame == null) {
            throw new IOException("damaged frame at " + offset + " of " + file);
        }
        byte[] topic = new byte[frame.rest().getShort()];
        frame.rest().get(topic);
        byte[] payload = new byte[frame.rest().remaining()];
        frame.rest().get(payload);
        return new Content(new String(topic, UTF_8), payload);
    }

    /** Bytes in the file. */
    long size() {
        return size;
    }

    /** Highest ordinal of any frame. */
    long lastOrdinal() {
        return lastOrdinal;
    }

    /** Empties the file. */
    void clear() throws IOException {
        channel.truncate(0);
        size = 0;
    }

    /** Makes what was written survive a power cut. */
    void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Closes and deletes the file. */
    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    private void scan(Reader reader) throws IOException {
        while (true) {
            Frame frame = frame(size);
            if (frame == null) {
                channel.truncate(size);
                return;
            }
            int length = frame.rest().remaining();
            lastOrdinal = Math.max(lastOrdinal, frame.ordinal());
            reader.onFrame(frame.kind(), frame.ordinal(), size, length - 2);
            size += HEAD + FIXED_BODY - 2 + length;
        }
    }

    /** The frame at an offset, or null where none is whole. */
    private @Nullable Frame frame(long offset) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        if (!fill(head, offset)) {
            return null;
        }
        int length = head.getInt(0);
        if (length < FIXED_BODY || length > MAX_BODY) {
            return null;
        }
        ByteBuffer body = ByteBuffer.allocate(length);
        if (!fill(body, offset + HEAD) || checksum(body.array(), 0) != head.getInt(4)) {
            return null;
        }
        body.flip();
        return new Frame(body.get(), body.getLong(), body);
    }

    private boolean fill(ByteBuffer buffer, long offset) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    /** CRC-32C of {@code bytes} from an index to their end. */
    static int checksum(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }
}
