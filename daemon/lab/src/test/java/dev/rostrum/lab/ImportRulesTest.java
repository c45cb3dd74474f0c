package dev.rostrum.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import org.junit.jupiter.api.Test;

/** Who may know whom, read from the compiled classes of all modules. That each rule can fail: {@code PlantedFaultsTest}. */
class ImportRulesTest {
    private static final ImportRules RULES = new ImportRules(
            new ClassFileImporter().withImportOption(ImportRulesTest::isNoTest).importPackages("dev.rostrum"));

    @Test
    void shouldSeeAllModules() {
        assertThat(RULES.modulesNotSeen()).isEmpty();
    }

    @Test
    void shouldKnowAModuleForEveryClass() {
        assertThat(RULES.classesOfNoModule()).isEmpty();
    }

    @Test
    void shouldUseOnlyTheModulesBefore() {
        assertThat(RULES.usesOfModulesNotBefore()).isEmpty();
    }

    @Test
    void shouldOnlyUseWhatStandsBefore() {
        assertThat(RULES.usesOfPackagesNotBefore()).isEmpty();
    }

    @Test
    void shouldKnowAPlaceForEveryPackage() {
        assertThat(RULES.classesWithoutAPlace()).isEmpty();
    }

    @Test
    void shouldKeepTheLibraryFromThreadsClocksAndFiles() {
        assertThat(RULES.threadsClocksAndFilesOfTheLibrary()).isEmpty();
    }

    @Test
    void shouldReadTheClockInOnePlace() {
        assertThat(RULES.readingsOfTheClock()).isEmpty();
    }

    @Test
    void shouldNameEachLibraryInOnePackage() {
        assertThat(RULES.usesOfLibrariesElsewhere()).isEmpty();
    }

    @Test
    void shouldHaveNoCyclesOfPackages() {
        RULES.checkForCycles();
    }

    @Test
    void shouldInheritNoCode() {
        assertThat(RULES.classesThatMayBeInheritedFrom()).isEmpty();
    }

    @Test
    void shouldNameThingsByWhatTheyAre() {
        assertThat(RULES.namesThatSayNothing()).isEmpty();
    }

    /** Tests of this module lie in a folder, those of other modules come as jars. */
    private static boolean isNoTest(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
}
