package dev.rostrum.service.cli;

import dev.rostrum.diarization.frontend.SoundFormatException;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.model.ModelException;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.config.ConfigException;
import dev.rostrum.service.control.AlreadyRunningException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/**
 * What is said of an exception that reached the command line.
 *
 * @param code the process's exit code
 * @param message what, where, what to do; no stack trace
 */
public record FailureReport(ExitCode code, String message) {
    /** Our own exceptions and failed file access speak for themselves; anything else is a fault of the program. */
    public static FailureReport of(Throwable failure) {
        return switch (failure) {
            case ConfigException e -> new FailureReport(ExitCode.CONFIGURATION, text(e));
            case DeviceException e -> new FailureReport(ExitCode.FAILED, text(e));
            case SoundFormatException e -> new FailureReport(ExitCode.FAILED, text(e));
            case AlreadyRunningException e -> new FailureReport(ExitCode.ALREADY_RUNNING, text(e));
            case ModelException e -> new FailureReport(ExitCode.FAILED, text(e));
            case AnnotationException e -> new FailureReport(ExitCode.FAILED, text(e));
            case ExecutionException e -> of(Objects.requireNonNull(e.getCause()));
            case UncheckedIOException e -> of(Objects.requireNonNull(e.getCause()));
            case IOException e -> new FailureReport(ExitCode.FAILED, ioText(e));
            case InvalidPathException e ->
                new FailureReport(
                        ExitCode.FAILED,
                        "'" + e.getInput() + "' is no file name here: " + e.getReason()
                                + "; with names in other letters set LC_ALL=C.UTF-8");
            default ->
                new FailureReport(
                        ExitCode.FAILED, "internal error: " + failure + "; --verbose shows where it comes from");
        };
    }

    private static String ioText(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> e.getFile() + ": no such file or folder";
            case AccessDeniedException e ->
                e.getFile() + ": " + (e.getReason() == null ? "permission denied" : e.getReason());
            case FileAlreadyExistsException e -> e.getFile() + ": is in the way, a folder or another file is needed";
            case NotDirectoryException e -> e.getFile() + ": is not a folder";
            default -> text(failure);
        };
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
