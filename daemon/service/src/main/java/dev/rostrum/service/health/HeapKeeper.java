package dev.rostrum.service.health;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import javax.management.NotificationEmitter;

/**
 * Keeps Java's heap near what is in use. What outlives the young collections is collected only where the heap is as large as
 * it may become: what windows and passes leave behind would fill half a gigabyte first, on a board whose memory is also the
 * GPU's. So the old is collected once it has grown by half. Java's own thread for such news; nothing for the caller to close.
 */
public final class HeapKeeper {
    private static final long AT_LEAST_MORE = 48_000_000;

    private HeapKeeper() {}

    /** From now on, for the process. Does nothing where the collector does not tell how full it is. Once. */
    public static void start() {
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .forEach(HeapKeeper::keep);
    }

    private static void keep(MemoryPoolMXBean old) {
        NotificationEmitter news = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
        news.addNotificationListener(
                (notification, handback) -> {
                    if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
                        System.gc();
                        watch(old);
                    }
                },
                null,
                null);
        watch(old);
    }

    private static void watch(MemoryPoolMXBean old) {
        long most = old.getUsage().getMax();
        long threshold = threshold(old.getUsage().getUsed());
        // where so much is in use, Java collects by itself; 0 would be no threshold
        old.setUsageThreshold(most < 0 ? threshold : Math.min(most, threshold));
    }

    /** How full the old generation may become before it is collected, in bytes. */
    static long threshold(long used) {
        return used + Math.max(AT_LEAST_MORE, used / 2);
    }
}
