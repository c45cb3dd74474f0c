package dev.rostrum.service.mqtt.link;

import java.io.IOException;
import java.io.InputStream;

/**
 * What comes from the broker, looked at before Paho does: Paho makes room for a packet of any length that is declared,
 * up to 268 MB, before it looks whether that is allowed; and it loses the broker's reason for a goodbye where nothing else
 * comes with it (MQTT 5, 2.1 and 3.14). Paho's receiving thread.
 */
final class PacketGuard extends InputStream {
    private static final int DISCONNECT = 14;
    private static final int MORE = 0x80;
    private static final int LENGTH_BITS = 7;
    private static final int LENGTH_BYTES = 4;

    private final InputStream in;
    private final long atMostBytes;
    private Part part = Part.HEADER;
    private int type;
    private long length;
    private int lengthBytes;

    /** Where in a packet the next byte lies. */
    private enum Part {
        HEADER,
        LENGTH,
        BODY
    }

    /** The broker ends the connection and says why. */
    static final class Goodbye extends IOException {
        private static final long serialVersionUID = 1;
        private final int reasonCode;

        Goodbye(int reasonCode) {
            super("broker said goodbye: 0x" + Integer.toHexString(reasonCode));
            this.reasonCode = reasonCode;
        }

        /** MQTT 5 reason code. */
        int reasonCode() {
            return reasonCode;
        }
    }

    /** @param atMostBytes a longer packet ends the connection */
    PacketGuard(InputStream in, long atMostBytes) {
        this.in = in;
        this.atMostBytes = atMostBytes;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            look(value);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int got = in.read(bytes, offset, count);
        int seen = 0;
        while (seen < got) {
            if (part == Part.BODY && type != DISCONNECT) {
                int ofBody = (int) Math.min(length, got - seen);
                bodyRead(ofBody);
                seen += ofBody;
            } else {
                look(bytes[offset + seen] & 0xFF);
                seen++;
            }
        }
        return got;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void look(int value) throws IOException {
        switch (part) {
            case HEADER -> {
                type = value >> 4;
                length = 0;
                lengthBytes = 0;
                part = Part.LENGTH;
            }
            case LENGTH -> {
                length |= (long) (value & ~MORE) << (LENGTH_BITS * lengthBytes++);
                if ((value & MORE) == 0) {
                    begin();
                } else if (lengthBytes == LENGTH_BYTES) {
                    throw new IOException("the broker declares a packet without a length");
                }
            }
            case BODY -> {
                if (type == DISCONNECT) {
                    throw new Goodbye(value);
                }
                bodyRead(1);
            }
        }
    }

    private void begin() throws IOException {
        if (length > atMostBytes) {
            throw new IOException(
                    "the broker declares a packet of " + length + " bytes; at most " + atMostBytes + " are taken");
        }
        if (length == 0 && type == DISCONNECT) {
            throw new Goodbye(0);
        }
        part = length == 0 ? Part.HEADER : Part.BODY;
    }

    private void bodyRead(int bytes) {
        length -= bytes;
        part = length == 0 ? Part.HEADER : Part.BODY;
    }
}
