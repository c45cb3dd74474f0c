package dev.rostrum.drivers.audio.flac;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All that came of a stream: samples with zeros for what is missing, and what was said. */
@SuppressWarnings("ArrayRecordComponent")
record Heard(long[][] samples, List<Piece.Damage> damage, List<String> remarks) {
    static Heard of(byte[] bytes) throws IOException {
        FlacStream stream = new FlacStream(new ByteArrayInputStream(bytes));
        long[][] samples = new long[stream.channels()][0];
        List<Piece.Damage> damage = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        while (true) {
            int before = samples[0].length;
            switch (stream.next()) {
                case Piece.Sound(int count) -> {
                    for (int c = 0; c < samples.length; c++) {
                        samples[c] = Arrays.copyOf(samples[c], before + count);
                        System.arraycopy(stream.samples()[c], 0, samples[c], before, count);
                    }
                }
                case Piece.Damage hole -> {
                    damage.add(hole);
                    for (int c = 0; c < samples.length; c++) {
                        samples[c] = Arrays.copyOf(samples[c], Math.toIntExact(before + hole.count()));
                    }
                }
                case Piece.Remark(String text) -> remarks.add(text);
                case Piece.End() -> {
                    return new Heard(samples, damage, remarks);
                }
            }
        }
    }
}
