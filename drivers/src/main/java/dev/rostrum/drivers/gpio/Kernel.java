package dev.rostrum.drivers.gpio;

import java.lang.foreign.MemorySegment;

/**
 * The system calls that devices need. Each returns what the kernel returns, or the negated errno. Two kinds exist: the C
 * library's, and one in tests that checks the bytes of each request.
 */
interface Kernel {
    int O_WRONLY = 1;
    int O_RDWR = 2;
    int O_CLOEXEC = 0x80000;

    int EPERM = 1;
    int ENOENT = 2;
    int EINTR = 4;
    int ENXIO = 6;
    int EACCES = 13;
    int EBUSY = 16;
    int ENODEV = 19;
    int EINVAL = 22;
    int ENOTTY = 25;

    int POLLIN = 1;

    /** A file descriptor. */
    int open(String path, int flags);

    /** {@code argument} is read and written by the kernel. */
    int ioctl(int fd, long request, MemorySegment argument);

    /** Waits up to {@code timeoutMs}; the returned events, 0 when none came. */
    int poll(int fd, int timeoutMs);

    /** Bytes read into {@code buffer}. */
    int read(int fd, MemorySegment buffer);

    /** Bytes written from {@code buffer}. */
    int write(int fd, MemorySegment buffer);

    int close(int fd);

    /** The usual text for an errno, such as {@code EBUSY}. */
    static String errnoName(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM, operation not permitted";
            case ENOENT -> "ENOENT, no such device file";
            case ENXIO -> "ENXIO, no such device";
            case EACCES -> "EACCES, permission denied";
            case EBUSY -> "EBUSY, in use";
            case ENODEV -> "ENODEV, device gone";
            case EINVAL -> "EINVAL, refused by the kernel or the pin controller";
            case ENOTTY -> "ENOTTY, not a device of this kind";
            default -> "errno " + errno;
        };
    }
}
