package dev.acrfw;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void dataFlowsFromFileToTagsToAccessNeedsToRulesToText() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.acrfw..")
        .layer("main")
        .definedBy("dev.acrfw")
        .layer("cli")
        .definedBy("dev.acrfw.cli..")
        .layer("render")
        .definedBy("dev.acrfw.render..")
        .layer("registry")
        .definedBy("dev.acrfw.registry..")
        .layer("fetch")
        .definedBy("dev.acrfw.fetch..")
        .layer("diff")
        .definedBy("dev.acrfw.diff..")
        .layer("report")
        .definedBy("dev.acrfw.report..")
        .layer("rules")
        .definedBy("dev.acrfw.rules..")
        .layer("access")
        .definedBy("dev.acrfw.access..")
        .layer("servicetags")
        .definedBy("dev.acrfw.servicetags..")
        .layer("ip")
        .definedBy("dev.acrfw.ip..")
        .layer("text")
        .definedBy("dev.acrfw.text..")
        .whereLayer("main")
        .mayOnlyAccessLayers("cli")
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("render")
        .mayOnlyAccessLayers("rules", "access", "servicetags", "ip", "text", "report")
        .whereLayer("registry")
        .mayOnlyAccessLayers("ip", "text", "report")
        .whereLayer("fetch")
        .mayOnlyAccessLayers("servicetags", "text")
        .whereLayer("diff")
        .mayOnlyAccessLayers("servicetags", "ip")
        .whereLayer("report")
        .mayOnlyAccessLayers("access", "servicetags", "ip", "text")
        .whereLayer("rules")
        .mayOnlyAccessLayers("access", "servicetags", "ip", "text")
        .whereLayer("access")
        .mayOnlyAccessLayers("servicetags")
        .whereLayer("servicetags")
        .mayOnlyAccessLayers("ip", "text")
        .whereLayer("ip")
        .mayNotAccessAnyLayer()
        .whereLayer("text")
        .mayNotAccessAnyLayer()
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.acrfw"));
  }
}
