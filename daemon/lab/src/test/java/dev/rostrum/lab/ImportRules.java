package dev.rostrum.lab;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may know whom, asked of compiled classes: each rule answers with what breaks it. */
final class ImportRules {
    private static final String DRIVERS = "dev.rostrum.drivers";
    private static final String MODEL = "dev.rostrum.model";
    private static final String DIARIZATION = "dev.rostrum.diarization";
    private static final String SERVICE = "dev.rostrum.service";
    private static final String LAB = "dev.rostrum.lab";

    /** The modules that each module may use, beside itself. */
    private static final Map<String, Set<String>> MODULES = Map.of(
            DRIVERS, Set.of(),
            MODEL, Set.of(),
            DIARIZATION, Set.of(MODEL),
            SERVICE, Set.of(MODEL, DIARIZATION, DRIVERS),
            LAB, Set.of(MODEL, DIARIZATION, DRIVERS, SERVICE));

    /** In each module, a package may use what stands before its own row, and nothing of its own row but itself. */
    private static final Map<String, List<Set<String>>> ORDER = Map.of(
            DIARIZATION,
            List.of(
                    Set.of("settings"),
                    Set.of("frontend"),
                    Set.of("window"),
                    Set.of("evidence"),
                    Set.of("speakers"),
                    Set.of("tracking"),
                    Set.of("timeline"),
                    Set.of("enrolment"),
                    Set.of("pipeline"),
                    Set.of("")),
            SERVICE,
            List.of(
                    Set.of("storage", "time", "agent", "annotation", "json"),
                    Set.of("capture"),
                    Set.of("analysis"),
                    Set.of("event"),
                    Set.of("people"),
                    Set.of("replay"),
                    Set.of("mqtt", "indicator", "status", "health", "control", "masks", "record"),
                    Set.of("unit"),
                    Set.of("conductor"),
                    Set.of("config"),
                    Set.of("composition", "doctor"),
                    Set.of(""),
                    Set.of("cli")),
            LAB,
            List.of(
                    Set.of("evidence", "alteration", "json"),
                    Set.of("scoring"),
                    Set.of("evaluation"),
                    Set.of("report"),
                    Set.of("study", "bench", "words", "fleet", "demo"),
                    Set.of("cli"),
                    Set.of("")));

    /** What no class of the library may call: it starts no thread, reads no clock, no file and no environment. */
    private static final Set<String> NOT_IN_A_LIBRARY = Set.of(
            "java.lang.Thread",
            "java.lang.ProcessBuilder",
            "java.util.concurrent.Executors",
            "java.time.Clock",
            "java.nio.file.Files",
            "java.io.File",
            "java.net.Socket",
            "org.slf4j.LoggerFactory");

    private static final Set<String> CLOCKS = Set.of(
            "System.nanoTime", "System.currentTimeMillis", "Instant.now", "LocalDateTime.now", "ZonedDateTime.now");

    /** A library and the packages that may name it: to replace it is to touch one place. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("javax.sound.", Set.of(DRIVERS + ".audio")),
            Map.entry("com.pi4j.", Set.of(DRIVERS + ".gpio")),
            Map.entry("org.tensorflow.", Set.of(MODEL + ".tensorflow")),
            Map.entry("org.bytedeco.", Set.of(MODEL + ".tensorflow")),
            Map.entry("org.eclipse.paho.", Set.of(SERVICE + ".mqtt.link")),
            Map.entry("org.snakeyaml.", Set.of(SERVICE + ".config")),
            Map.entry(
                    "com.fasterxml.jackson.databind.",
                    Set.of(SERVICE + ".json", LAB + ".json", LAB + ".words", LAB + ".report", LAB + ".evaluation")),
            Map.entry("com.hivemq.", Set.of(LAB + ".demo")),
            Map.entry("picocli.", Set.of(SERVICE + ".cli", LAB + ".cli")),
            Map.entry("ch.qos.logback.", Set.of(SERVICE + ".cli", LAB + ".cli")));

    private final JavaClasses classes;

    ImportRules(JavaClasses classes) {
        this.classes = classes;
    }

    /** The libraries that one place alone may name, by the beginnings of their names. */
    static Set<String> libraries() {
        return LIBRARIES.keySet();
    }

    /** Modules of which there is no class here. */
    Set<String> modulesNotSeen() {
        Set<String> missing = new TreeSet<>(MODULES.keySet());
        classes.forEach(c -> missing.remove(module(c)));
        return missing;
    }

    Set<String> classesOfNoModule() {
        return names(c -> !MODULES.containsKey(module(c)));
    }

    Set<String> usesOfModulesNotBefore() {
        return wrong(d -> isOurs(d.getTargetClass())
                && !module(d.getOriginClass()).equals(module(d.getTargetClass()))
                && !MODULES.getOrDefault(module(d.getOriginClass()), Set.of()).contains(module(d.getTargetClass())));
    }

    Set<String> usesOfPackagesNotBefore() {
        return wrong(d -> ORDER.containsKey(module(d.getOriginClass()))
                && module(d.getOriginClass()).equals(module(d.getTargetClass()))
                && !mayUse(d.getOriginClass(), d.getTargetClass()));
    }

    Set<String> classesWithoutAPlace() {
        return names(c -> ORDER.containsKey(module(c)) && rank(c) < 0);
    }

    /** What the library uses of threads, clocks and files. */
    Set<String> threadsClocksAndFilesOfTheLibrary() {
        Set<String> found = wrong(d -> module(d.getOriginClass()).equals(DIARIZATION)
                && NOT_IN_A_LIBRARY.contains(d.getTargetClass().getFullName()));
        accesses()
                .filter(access -> module(access.getOriginOwner()).equals(DIARIZATION))
                .filter(access -> access.getTargetOwner().getFullName().equals("java.lang.System")
                        || access.getName().equals("now"))
                .map(JavaAccess::getDescription)
                .filter(access -> !access.contains("System.arraycopy"))
                .forEach(found::add);
        return found;
    }

    /** What decides by time is given its clock, so that a test can turn it; doctor and command line only measure. */
    Set<String> readingsOfTheClock() {
        return accesses()
                .filter(access -> module(access.getOriginOwner()).equals(SERVICE))
                .filter(access -> !Set.of("time", "doctor", "cli").contains(topPackage(access.getOriginOwner())))
                // doctor's, beside what it probes with
                .filter(access -> !access.getOriginOwner().getSimpleName().equals("BrokerProbe"))
                .filter(access -> CLOCKS.contains(access.getTargetOwner().getSimpleName() + "." + access.getName()))
                .map(JavaAccess::getDescription)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> usesOfLibrariesElsewhere() {
        return wrong(d -> LIBRARIES.entrySet().stream()
                .anyMatch(library -> d.getTargetClass().getName().startsWith(library.getKey())
                        && !library.getValue().contains(d.getOriginClass().getPackageName())));
    }

    /** Fails where packages go round. */
    void checkForCycles() {
        SlicesRuleDefinition.slices()
                .matching("dev.rostrum.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    Set<String> classesThatMayBeInheritedFrom() {
        return names(c -> !c.isInterface()
                && !c.isEnum()
                && !c.isAnonymousClass()
                && !c.getModifiers().contains(JavaModifier.FINAL)
                && !c.getFullName().contains("$$"));
    }

    Set<String> namesThatSayNothing() {
        return names(c -> c.getSimpleName().matches(".*(Impl|Manager|Helper|Helpers|Util|Utils)|Abstract.*"));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("dev.rostrum.");
    }

    /** The first three names of its package. */
    private static String module(JavaClass type) {
        return Stream.of(type.getPackageName().split("\\."))
                .limit(MODEL.split("\\.").length)
                .collect(Collectors.joining("."));
    }

    /** The place in its module's order of the package below the module's root, or below which it lies; -1: none. */
    private static int rank(JavaClass type) {
        String name = topPackage(type);
        List<Set<String>> order = ORDER.getOrDefault(module(type), List.of());
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).contains(name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean mayUse(JavaClass user, JavaClass used) {
        return topPackage(user).equals(topPackage(used)) || rank(used) < rank(user);
    }

    private static String topPackage(JavaClass type) {
        String below = type.getPackageName().substring(module(type).length());
        return below.isEmpty() ? "" : below.substring(1).replaceAll("\\..*", "");
    }

    private Set<String> names(Predicate<JavaClass> rule) {
        return classes.stream().filter(rule).map(JavaClass::getFullName).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> wrong(Predicate<Dependency> rule) {
        return classes.stream()
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .filter(rule)
                .map(d -> d.getOriginClass().getFullName() + " uses "
                        + d.getTargetClass().getFullName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<JavaAccess<? extends AccessTarget>> accesses() {
        return classes.stream()
                .flatMap(c ->
                        Stream.concat(c.getMethodCallsFromSelf().stream(), c.getMethodReferencesFromSelf().stream()));
    }
}
