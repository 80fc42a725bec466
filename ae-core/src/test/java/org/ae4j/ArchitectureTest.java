package org.ae4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way: file knows nobody; each package knows those before it. */
@AnalyzeClasses(packages = "org.ae4j", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesKnowOnlyThoseBeforeThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("file")
            .definedBy("org.ae4j.file..")
            .layer("data")
            .definedBy("org.ae4j.data..")
            .layer("spec")
            .definedBy("org.ae4j.spec..")
            .layer("layer")
            .definedBy("org.ae4j.layer..")
            .layer("compile")
            .definedBy("org.ae4j.compile..")
            .layer("engine")
            .definedBy("org.ae4j.engine..")
            .layer("objective")
            .definedBy("org.ae4j.objective..")
            .layer("model")
            .definedBy("org.ae4j.model..")
            .layer("train")
            .definedBy("org.ae4j.train..")
            .optionalLayer("evaluate")
            .definedBy("org.ae4j.evaluate..")
            .layer("anomaly")
            .definedBy("org.ae4j.anomaly..")
            .layer("report")
            .definedBy("org.ae4j.report..")
            .whereLayer("file")
            .mayNotAccessAnyLayer()
            .whereLayer("data")
            .mayOnlyAccessLayers("file")
            .whereLayer("layer")
            .mayNotAccessAnyLayer()
            .whereLayer("spec")
            .mayOnlyAccessLayers("data")
            .whereLayer("compile")
            .mayOnlyAccessLayers("data", "spec", "layer")
            .whereLayer("engine")
            .mayOnlyAccessLayers("layer", "compile")
            .whereLayer("objective")
            .mayOnlyAccessLayers("spec", "layer", "compile", "engine")
            .whereLayer("model")
            .mayOnlyAccessLayers("file", "data", "spec", "layer", "compile", "engine")
            .whereLayer("train")
            .mayOnlyAccessLayers("file", "data", "spec", "layer", "compile", "engine", "objective", "model")
            .whereLayer("evaluate")
            .mayOnlyAccessLayers("data", "spec", "layer", "compile", "engine", "model", "train")
            .whereLayer("anomaly")
            .mayOnlyAccessLayers("file", "data", "spec", "model", "evaluate")
            .whereLayer("report")
            .mayOnlyAccessLayers(
                    "file", "data", "spec", "layer", "compile", "engine", "model", "train", "evaluate", "anomaly");

    @ArchTest
    static final ArchRule librariesPrintNothing =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule noJavaSerialisationOfModels =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");
}
