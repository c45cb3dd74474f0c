package dev.rostrum.diarization.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a component of a settings record a key of the configuration file. A component without it keeps its default
 * and is no concern of the user. The key is the component's name in kebab case; a nested record becomes a section.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
    /** What the key does and what changes when it is raised or lowered: one or two sentences, no default, no unit. */
    String value();

    /** Least value allowed; a {@link java.time.Duration} counts in seconds. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Greatest value allowed; a {@link java.time.Duration} counts in seconds. */
    double max() default Double.POSITIVE_INFINITY;

    /** What a plain number means: {@code dB}, {@code Hz}, {@code m}, {@code deg}, {@code %} or nothing. */
    String unit() default "";

    /** The name in the file, where kebab case of the component's name would not do. */
    String name() default "";

    /** The name that it had in an earlier version: refused, with the name of today; nothing where it always had this one. */
    String was() default "";
}
