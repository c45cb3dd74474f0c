package dev.rostrum.service.control;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One line each way over a socket, within a limit of time and length: past either the socket is closed. A blocking
 * channel knows no time limit of its own, so a second thread closes it. Used by one thread.
 */
final class LineLink implements AutoCloseable {
    private static final int LONGEST = 1 << 20;

    private final SocketChannel channel;
    private final Thread guard;

    LineLink(SocketChannel channel, Duration patience) {
        this.channel = channel;
        this.guard = Thread.ofVirtual().name("control-guard").start(() -> closeAfter(patience));
    }

    private void closeAfter(Duration patience) {
        try {
            Thread.sleep(patience);
            channel.close();
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt(); // the line came through, or the socket is closed already
        }
    }

    /**
     * The next line, without its end.
     *
     * @throws IOException if the other side leaves, is too slow, or says too much
     */
    String read() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (true) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the other side closed the connection");
            }
            int last = buffer.position() - 1;
            if (last >= 0 && buffer.get(last) == '\n') {
                return new String(buffer.array(), 0, last, StandardCharsets.UTF_8);
            }
            if (!buffer.hasRemaining()) {
                if (buffer.capacity() >= LONGEST) {
                    throw new IOException("a line of more than " + LONGEST + " bytes");
                }
                buffer = ByteBuffer.allocate(buffer.capacity() * 4).put(buffer.flip());
            }
        }
    }

    void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() {
        guard.interrupt();
    }
}
