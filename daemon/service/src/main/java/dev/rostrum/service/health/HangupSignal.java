package dev.rostrum.service.health;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs something when the process gets SIGHUP, by custom the wish to read the configuration again. Without it the JVM would end.
 */
public final class HangupSignal {
    private static final Logger LOG = LoggerFactory.getLogger(HangupSignal.class);

    private HangupSignal() {}

    /*
     * sun.misc.Signal is the JDK's only door to signals, exported for this use by jdk.unsupported. The compiler warns at every
     * mention of it and cannot be told otherwise, hence the reflection.
     */

    /**
     * Installs {@code action} for the rest of the process's life.
     *
     * @param action runs on a thread of the JVM's; must only hand the wish on
     * @return false if this JVM has no such signal, or was started where it is ignored, as under nohup, for then the JVM
     *     goes on ignoring it (logged): reload over the socket still works
     */
    @SuppressWarnings("ReferenceEquality") // what equals means for a handler
    public static boolean onHangup(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        return switch (method.getName()) {
                            case "handle" -> {
                                action.run();
                                yield null;
                            }
                            case "hashCode" -> System.identityHashCode(self);
                            case "equals" -> args != null && self == args[0];
                            default -> "HangupSignal";
                        };
                    });
            Object before = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
            boolean ignored = before == handler.getField("SIG_IGN").get(null);
            if (ignored) {
                LOG.warn("SIGHUP is ignored, as this process was started: reload over the control socket");
            }
            return !ignored;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.warn("SIGHUP cannot be caught: {}", e.toString());
            return false;
        }
    }
}
