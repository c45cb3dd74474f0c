package dev.rostrum.lab.study;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.model.ModelException;
import dev.rostrum.service.annotation.AnnotationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How well an embedding network tells speakers apart by itself: vectors of pieces of utterances, one speaker a file, and
 * the cosine of every pair from two utterances, after what is known of voices has been taken off.
 */
public final class SpeakerPairs {
    private final Networks networks;

    /**
     * One piece.
     *
     * @param speaker who speaks
     * @param utterance in which file
     * @param vector as the network makes it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Piece(String speaker, String utterance, float[] vector) {}

    /** With these networks, which stay the caller's. */
    public SpeakerPairs(Networks networks) {
        this.networks = networks;
    }

    /**
     * Pieces of one length of all files named {@code SPEAKER_UTTERANCE.wav} or {@code .flac}, end to end.
     *
     * @throws AnnotationException the folder holds none
     */
    public List<Piece> pieces(Path folder, double seconds) {
        List<Piece> pieces = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sounds = files.filter(
                            file -> file.getFileName().toString().matches("[^_]+_.*\\.(wav|flac)"))
                    .sorted()
                    .toList();
            for (Path file : sounds) {
                add(pieces, file, (int) Math.round(seconds * networks.sampleRate()));
            }
        } catch (IOException e) {
            throw new AnnotationException(folder, "cannot be read: " + e.getMessage());
        }
        if (pieces.isEmpty()) {
            throw new AnnotationException(folder, "holds no SPEAKER_UTTERANCE.wav or .flac that is long enough");
        }
        return pieces;
    }

    /** The share of errors at the threshold at which as many pairs of one speaker are torn as others are taken for one. */
    public double equalErrorRate(List<Piece> pieces) {
        List<double[]> unit = pieces.stream()
                .map(piece -> networks.transform().centred(piece.vector()))
                .toList();
        List<Double> same = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!pieces.get(i).utterance().equals(pieces.get(j).utterance())) {
                    boolean one = pieces.get(i).speaker().equals(pieces.get(j).speaker());
                    (one ? same : other).add(dot(unit.get(i), unit.get(j)));
                }
            }
        }
        if (same.isEmpty() || other.isEmpty()) {
            throw new ModelException("equal error rate: two utterances each of two speakers and more are needed, long"
                    + " enough for a piece; here are " + same.size() + " pairs of one speaker and " + other.size()
                    + " of two");
        }
        return crossing(sorted(same), sorted(other));
    }

    /** The vectors as lines: speaker, seconds, room (0: as it was recorded), numbers. */
    public static String lines(List<Piece> pieces, double seconds) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(piece.speaker()).append(String.format(Locale.ROOT, ",%.1f,0", seconds));
            for (float value : piece.vector()) {
                text.append(',').append(value);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private void add(List<Piece> pieces, Path file, int length) {
        float[] sound = WholeSound.firstChannel(file, networks.sampleRate()).channels()[0];
        String name = file.getFileName().toString();
        for (int from = 0; from + length <= sound.length; from += length) {
            float[] vector = networks.embed(Arrays.copyOfRange(sound, from, from + length));
            pieces.add(new Piece(name.substring(0, name.indexOf('_')), name, vector));
        }
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double crossing(double[] same, double[] other) {
        int taken = other.length;
        int at = 0;
        for (int torn = 0; torn < same.length; torn++) {
            while (at < other.length && other[at] < same[torn]) {
                at++;
                taken--;
            }
            if ((double) torn / same.length >= (double) taken / other.length) {
                return ((double) torn / same.length + (double) taken / other.length) / 2;
            }
        }
        return 1;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
