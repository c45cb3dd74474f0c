package dev.rostrum.lab.evidence;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.frontend.DirectionTrack;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes evidence to a file, so that everything after the networks can run again without them and give the same
 * events bit for bit: all numbers are kept as they are. The file takes its name only when {@link #close()} finds the
 * stream finished; a recording that was cut short is never mistaken for a whole one.
 *
 * <p>Layout, big-endian: {@link #MAGIC}, {@link #VERSION}, header, then records that begin with a tag byte.
 */
public final class EvidenceRecorder implements EvidenceSink, AutoCloseable {
    static final int MAGIC = 0x52_45_56_44;
    static final int VERSION = 3;
    static final int WINDOW = 1;
    static final int GAP = 2;
    static final int FINISH = 3;
    static final int DIRECTIONS = 4;

    private final Path file;
    private final Path unfinished;
    private final EvidenceHeader header;
    private final DataOutputStream out;
    private boolean finished;

    /**
     * Begins a recording.
     *
     * @throws UncheckedIOException if the file cannot be made
     */
    public EvidenceRecorder(Path file, EvidenceHeader header) {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".part");
        this.header = header;
        try {
            this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16));
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(header.key());
            out.writeInt(header.grid().sampleRate());
            out.writeInt(header.grid().firstCentreSamples());
            out.writeInt(header.grid().stepSamples());
            out.writeInt(header.localSpeakers());
            out.writeInt(header.vectorSize());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void accept(WindowEvidence evidence) {
        try {
            writeDirections(evidence.directions());
            out.writeByte(WINDOW);
            out.writeLong(evidence.endSample());
            writePosteriors(evidence.posteriors());
            out.writeByte(evidence.locals().size());
            for (Map.Entry<Integer, EmbeddingEvidence> local : new TreeMap<>(evidence.locals()).entrySet()) {
                out.writeByte(local.getKey());
                writeVoice(local.getValue());
            }
            writeVoices(evidence.pieces());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void gap(long fromSample, long toSample) {
        try {
            out.writeByte(GAP);
            out.writeLong(fromSample);
            out.writeLong(toSample);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void finish(long atSample) {
        try {
            out.writeByte(FINISH);
            out.writeLong(atSample);
            finished = true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            if (finished) {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A record of its own before the window's, only where there is something to say. */
    private void writeDirections(DirectionTrack directions) throws IOException {
        if (directions.frames() == 0) {
            return;
        }
        out.writeByte(DIRECTIONS);
        out.writeInt(directions.frames());
        for (int frame = 0; frame < directions.frames(); frame++) {
            out.writeLong(directions.centreSample(frame));
            out.writeByte(directions.count(frame));
            for (int i = 0; i < directions.count(frame); i++) {
                out.writeFloat(directions.azimuthDegrees(frame, i));
                out.writeFloat(directions.strength(frame, i));
            }
        }
    }

    private void writePosteriors(SpeakerPosteriors posteriors) throws IOException {
        if (posteriors.localSpeakers() != header.localSpeakers()
                || !posteriors.grid().equals(header.grid())) {
            throw new IllegalArgumentException("window of " + posteriors.localSpeakers() + " speakers on "
                    + posteriors.grid() + ", recording of " + header);
        }
        out.writeLong(posteriors.firstSample());
        out.writeInt(posteriors.frames());
        for (int frame = 0; frame < posteriors.frames(); frame++) {
            for (int speaker = 0; speaker < posteriors.localSpeakers(); speaker++) {
                out.writeFloat(posteriors.active(frame, speaker));
            }
            out.writeFloat(posteriors.speech(frame));
            out.writeFloat(posteriors.overlap(frame));
            out.writeByte(posteriors.hardMask(frame));
        }
    }

    private void writeVoices(Collection<EmbeddingEvidence> voices) throws IOException {
        out.writeInt(voices.size());
        for (EmbeddingEvidence voice : voices) {
            writeVoice(voice);
        }
    }

    private void writeVoice(EmbeddingEvidence voice) throws IOException {
        if (voice.vector().length != header.vectorSize()) {
            throw new IllegalArgumentException("vector of " + voice.vector().length + ", recording of " + header);
        }
        out.writeLong(voice.fromSample());
        out.writeLong(voice.toSample());
        out.writeFloat(voice.cleanSeconds());
        for (float value : voice.vector()) {
            out.writeFloat(value);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException(new IOException("cannot write " + unfinished + ": " + e.getMessage(), e));
    }
}
