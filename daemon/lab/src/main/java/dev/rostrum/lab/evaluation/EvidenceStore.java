package dev.rostrum.lab.evaluation;

import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.drivers.audio.SourceReport;
import dev.rostrum.lab.evidence.EvidenceHeader;
import dev.rostrum.lab.evidence.EvidenceReader;
import dev.rostrum.lab.evidence.EvidenceRecorder;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.service.annotation.RecordingName;
import dev.rostrum.service.replay.Listening;
import dev.rostrum.service.replay.SoundFileListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Recordings of evidence, one for each sound file, made when they are first asked for and again when the sound, the
 * weights or the settings differ. The file name is the sound's with its folder's; two sounds of one name in folders
 * of one name share it and make each other anew.
 */
public final class EvidenceStore {
    private final Path folder;

    /**
     * A store in {@code folder}, which is made if need be.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    public EvidenceStore(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recording of {@code sound} as heard this way; made now if there is none that fits. */
    public Path evidenceOf(Path sound, Networks networks, Listening listening, LongConsumer progress) {
        EvidenceHeader header = EvidenceHeader.of(networks, checksum(sound) + listening.key());
        return recorded(
                fileOf(sound, variant(listening)), header, sound, new SoundFileListener(networks, listening), progress);
    }

    /**
     * What the networks say of channel 0 of {@code sound} when something else says who is active.
     *
     * @param told how many local speakers it tells apart, what it is and what it depends on
     */
    public Path evidenceOf(Path sound, Networks networks, Told told, LongConsumer progress) {
        EvidenceHeader header = EvidenceHeader.of(networks, checksum(sound) + " told " + told.key());
        EvidenceHeader fitting =
                new EvidenceHeader(header.key(), header.grid(), told.localSpeakers(), header.vectorSize());
        SoundFileListener listener = new SoundFileListener(
                networks.sampleRate(),
                Listening.silently(ArrayInUse.NONE),
                sink -> networks.newPipeline(told.segmentation(), embedding -> embedding, sink));
        return recorded(fileOf(sound, "-told"), fitting, sound, listener, progress);
    }

    /**
     * Somebody who says who is active in place of the network.
     *
     * @param key names everything that the answers depend on
     * @param localSpeakers in every answer
     * @param segmentation makes it from the network, for its shape
     */
    public record Told(String key, int localSpeakers, UnaryOperator<SegmentationNetwork> segmentation) {}

    /** So that what is heard on one channel and what an array hears of the same file stay side by side. */
    private static String variant(Listening listening) {
        return listening.key().isEmpty()
                ? ""
                : "-%08x".formatted(listening.key().hashCode());
    }

    private Path fileOf(Path sound, String variant) {
        Path parent = sound.toAbsolutePath().getParent();
        String in = parent == null || parent.getFileName() == null ? "" : parent.getFileName() + "-";
        return folder.resolve(in + RecordingName.of(sound) + variant + ".evidence");
    }

    private static Path recorded(
            Path file, EvidenceHeader header, Path sound, SoundFileListener listener, LongConsumer progress) {
        if (!fits(file, header)) {
            Path heard = file.resolveSibling(file.getFileName() + ".heard");
            SourceReport report;
            try (EvidenceRecorder recorder = new EvidenceRecorder(heard, header)) {
                report = listener.listen(sound, SoundFileListener.Pace.UNPACED, recorder, progress);
            }
            keep(heard, file, report);
        }
        return file;
    }

    /** Gives a recording its name where its sound is whole; else the next who asks is to be told of the damage, too. */
    private static void keep(Path heard, Path file, SourceReport report) {
        try {
            try {
                report.requireWhole();
                Files.move(heard, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(heard);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean fits(Path file, EvidenceHeader header) {
        if (!Files.exists(file)) {
            return false;
        }
        try (EvidenceReader reader = new EvidenceReader(file)) {
            return reader.header().equals(header);
        } catch (UncheckedIOException e) {
            return false; // of another version or damaged: it is made anew
        }
    }

    private static String checksum(Path sound) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(sound)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
