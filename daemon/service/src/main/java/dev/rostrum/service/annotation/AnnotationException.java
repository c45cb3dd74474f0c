package dev.rostrum.service.annotation;

import java.nio.file.Path;

/** A file of labels, regions or events that cannot be read or written: which one, where in it, and what is wrong. */
public final class AnnotationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The file as a whole. */
    public AnnotationException(Path file, String problem) {
        super(file + ": " + problem);
    }

    /** One line of it, counted from 1. */
    public AnnotationException(Path file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
    }
}
