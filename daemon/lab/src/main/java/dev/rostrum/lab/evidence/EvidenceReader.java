package dev.rostrum.lab.evidence;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.frontend.DirectionTrack;
import dev.rostrum.model.segmentation.FrameGrid;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link EvidenceRecorder} wrote. Not thread-safe. */
public final class EvidenceReader implements AutoCloseable {
    private final Path file;
    private final DataInputStream in;
    private final EvidenceHeader header;

    /**
     * Opens a recording.
     *
     * @throws UncheckedIOException if the file cannot be read or is no recording of this version
     */
    public EvidenceReader(Path file) {
        this.file = file;
        try {
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            this.header = readHeader();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    public EvidenceHeader header() {
        return header;
    }

    /** Hands the whole recording to {@code sink}, in order. Once only. */
    public void readAll(EvidenceSink sink) {
        try {
            DirectionTrack directions = DirectionTrack.NONE;
            while (true) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case EvidenceRecorder.DIRECTIONS -> directions = readDirections();
                    case EvidenceRecorder.WINDOW -> {
                        sink.accept(readWindow(directions));
                        directions = DirectionTrack.NONE;
                    }
                    case EvidenceRecorder.GAP -> sink.gap(in.readLong(), in.readLong());
                    case EvidenceRecorder.FINISH -> {
                        sink.finish(in.readLong());
                        return;
                    }
                    default -> throw new IOException("unknown record " + tag);
                }
            }
        } catch (EOFException e) {
            throw failed(new IOException("truncated", e));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private EvidenceHeader readHeader() throws IOException {
        if (in.readInt() != EvidenceRecorder.MAGIC) {
            throw new IOException("no recording of evidence");
        }
        int version = in.readInt();
        if (version != EvidenceRecorder.VERSION) {
            throw new IOException("recording of version " + version + ", this build reads " + EvidenceRecorder.VERSION);
        }
        String key = in.readUTF();
        FrameGrid grid = new FrameGrid(in.readInt(), in.readInt(), in.readInt());
        return new EvidenceHeader(key, grid, in.readInt(), in.readInt());
    }

    private WindowEvidence readWindow(DirectionTrack directions) throws IOException {
        long endSample = in.readLong();
        RecordedPosteriors posteriors = readPosteriors();
        Map<Integer, EmbeddingEvidence> locals = new HashMap<>();
        int count = in.readUnsignedByte();
        for (int i = 0; i < count; i++) {
            int local = in.readUnsignedByte();
            locals.put(local, readVoice());
        }
        List<EmbeddingEvidence> pieces = new ArrayList<>();
        int pieceCount = in.readInt();
        for (int i = 0; i < pieceCount; i++) {
            pieces.add(readVoice());
        }
        return new WindowEvidence(endSample, posteriors, locals, pieces, directions);
    }

    private DirectionTrack readDirections() throws IOException {
        DirectionTrack.Gatherer gatherer = new DirectionTrack.Gatherer();
        DirectionFrame frame = new DirectionFrame();
        int frames = in.readInt();
        for (int i = 0; i < frames; i++) {
            long centreSample = in.readLong();
            int count = in.readUnsignedByte();
            frame.clear();
            for (int k = 0; k < count; k++) {
                frame.add(in.readFloat(), in.readFloat());
            }
            gatherer.add(centreSample, frame);
        }
        return gatherer.take();
    }

    private RecordedPosteriors readPosteriors() throws IOException {
        long firstSample = in.readLong();
        int frames = in.readInt();
        int speakers = header.localSpeakers();
        float[] active = new float[frames * speakers];
        float[][] speechOverlap = new float[2][frames];
        byte[] hardMasks = new byte[frames];
        for (int frame = 0; frame < frames; frame++) {
            for (int speaker = 0; speaker < speakers; speaker++) {
                active[frame * speakers + speaker] = in.readFloat();
            }
            speechOverlap[0][frame] = in.readFloat();
            speechOverlap[1][frame] = in.readFloat();
            hardMasks[frame] = in.readByte();
        }
        return new RecordedPosteriors(firstSample, header.grid(), active, speechOverlap, hardMasks);
    }

    private EmbeddingEvidence readVoice() throws IOException {
        long fromSample = in.readLong();
        long toSample = in.readLong();
        float cleanSeconds = in.readFloat();
        float[] vector = new float[header.vectorSize()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = in.readFloat();
        }
        return new EmbeddingEvidence(fromSample, toSample, cleanSeconds, vector);
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException(new IOException("cannot read " + file + ": " + e.getMessage(), e));
    }
}
