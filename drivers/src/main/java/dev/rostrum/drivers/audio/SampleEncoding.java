package dev.rostrum.drivers.audio;

/** How a sound card codes a sample; little-endian, signed, as ALSA names it. */
public enum SampleEncoding {
    S16_LE(16),
    S24_3LE(24),
    S32_LE(32);

    private final int bits;

    SampleEncoding(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    int bytes() {
        return bits / 8;
    }

    /** Decodes one channel of interleaved frames into samples in [-1, 1). */
    void decode(byte[] raw, int channels, int channel, float[] into, int frames) {
        int step = channels * bytes();
        int last = channel * bytes() + bytes() - 1;
        float scale = 1f / (1L << (bits - 1));
        for (int i = 0; i < frames; i++, last += step) {
            int value = raw[last];
            for (int below = 1; below < bytes(); below++) {
                value = (value << 8) | (raw[last - below] & 0xFF);
            }
            into[i] = value * scale;
        }
    }
}
