package dev.rostrum.drivers.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Tells what stands behind the sound of a RIFF/WAVE file from sound. */
final class WavChunks {
    /** Chunks that take more than this are not looked through. */
    static final int LOOK_AHEAD = 1 << 24;

    private static final Set<String> KNOWN = Set.of(
            "LIST", "id3 ", "ID3 ", "bext", "iXML", "axml", "chna", "cue ", "smpl", "inst", "fact", "JUNK", "junk",
            "PAD ", "FLLR", "_PMX", "afsp", "acid", "cart", "umid", "minf", "elm1", "regn", "DISP", "PEAK", "LGWV");
    private static final Set<String> LISTS = Set.of("INFO", "adtl", "exif", "wavl");

    private static final String PRINTABLE = "[ -~]{4}";

    private WavChunks() {}

    /**
     * Whether nothing but whole chunks follows to the end of the stream, or a list that can be nothing else.
     *
     * @param in left up to {@link #LOOK_AHEAD} bytes further on
     */
    static boolean follow(InputStream in) throws IOException {
        long at = 0;
        boolean first = true;
        while (true) {
            byte[] head = in.readNBytes(8);
            if (head.length < 8) {
                return head.length == 0 && !first;
            }
            String id = text(head, 0);
            if (first ? !KNOWN.contains(id) : !id.matches(PRINTABLE)) {
                return false;
            }
            long bytes = size(head, 0);
            String type = text(in.readNBytes((int) Math.min(4, bytes)), 0);
            if (first && isPlain(id, type)) {
                return true;
            }
            at += 8 + bytes + (bytes & 1);
            if (at > LOOK_AHEAD) {
                return false;
            }
            int left = (int) (bytes + (bytes & 1)) - type.length();
            if (in.readNBytes(left).length < left - (bytes & 1)) { // a last pad byte is often left out
                return false;
            }
            first = false;
        }
    }

    /** Whether a chunk of a kind that stands behind sound may begin at {@code at}. */
    static boolean isKnown(byte[] bytes, int at) {
        return bytes[at] >= ' ' && bytes[at + 1] >= ' ' && KNOWN.contains(text(bytes, at));
    }

    /**
     * Whether the eight bytes at {@code at} are the head of a chunk or of a tag.
     *
     * @param most bytes that a chunk there can have
     */
    static boolean isHead(byte[] bytes, int at, long most) {
        String id = text(bytes, at);
        boolean tag = id.startsWith("TAG") || id.startsWith("ID3") || id.equals("APET");
        return tag || KNOWN.contains(id) || (id.matches(PRINTABLE) && size(bytes, at) <= most);
    }

    private static long size(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 4) & 0xFFFF_FFFFL;
    }

    private static boolean isPlain(String id, String type) {
        return id.equals("LIST") ? LISTS.contains(type) : id.equalsIgnoreCase("id3 ") && type.startsWith("ID3");
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, Math.min(4, bytes.length - from), StandardCharsets.ISO_8859_1);
    }
}
