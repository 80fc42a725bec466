package org.ae4j.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ae4j.AutoencoderException;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.Suggestion;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.pretrain.compare.Recipe;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.train.TrainingPlan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What `ae train` would make of the flags that were given and of others beside them. Closing frees the models of
 * {@code pretrained}.
 */
final class Variations implements AutoCloseable {
    static final String PRETRAINED = "pretrained";
    private static final String CLIPPING = "clipping";
    private static final String DASHES = "--";

    /** Flags of a recipe that are no choice: each run has a seed and one thread. */
    private static final Set<String> FIXED = Set.of("seed", "threads", "config", "restarts");

    private final List<String> given;
    private final Samples samples;
    private final TrainingPlan defaults;
    private final Map<String, Autoencoder> starts = new HashMap<>();

    /** All flags of a recipe, in a command of their own. */
    @Command
    private static final class Flags {
        @Mixin
        private RecipeOptions recipe;
    }

    /**
     * Variations of a command's flags.
     *
     * @param command whose recipe flags hold for all
     * @param samples whose columns specifications have
     */
    Variations(CommandSpec command, Samples samples) {
        Map<String, OptionSpec> known = options();
        this.given = command.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> known.containsKey(option.longestName()))
                .flatMap(Variations::words)
                .toList();
        this.samples = samples;
        AutoencoderSpec baseline = parsed(List.of()).spec(samples);
        this.defaults = TrainingPlan.defaultsFor(baseline);
    }

    /** What may be varied. */
    static List<String> keys() {
        return Stream.concat(
                        options().keySet().stream().map(name -> name.substring(DASHES.length())),
                        Stream.of(CLIPPING, PRETRAINED))
                .filter(key -> !FIXED.contains(key))
                .sorted()
                .toList();
    }

    /** Refuses a key that cannot be varied. */
    static void check(String key) {
        if (!keys().contains(key)) {
            throw new WrongInput("--vary has no '" + key + "'" + Suggestion.forUnknown(key, keys()));
        }
    }

    /**
     * The recipe with these settings over the flags; the plan's defaults are the baseline's whatever varies.
     *
     * @throws WrongInput if a setting is none, or is refused, with its name
     */
    Recipe recipe(List<Setting> settings) {
        try {
            List<Setting> flags =
                    settings.stream().filter(s -> !s.key().equals(PRETRAINED)).toList();
            RecipeOptions options = parsed(flags);
            TrainingPlan plan = options.plan(defaults);
            return settings.stream()
                    .filter(s -> s.key().equals(PRETRAINED))
                    .findFirst()
                    .map(start -> Recipe.from(start(start.value(), flags), plan.pretraining(0)))
                    .orElseGet(() -> Recipe.of(options.spec(samples), plan));
        } catch (ParameterException | AutoencoderException e) {
            throw settings.isEmpty()
                    ? new WrongInput(e.getMessage(), e)
                    : new WrongInput(name(settings) + ": " + e.getMessage(), e);
        }
    }

    /** As tables show settings: {@code activation=tanh, dropout=0.1}. */
    static String name(List<Setting> settings) {
        return settings.stream().map(Setting::toString).collect(Collectors.joining(", "));
    }

    /**
     * The flags that were given and those of settings, as `ae train` takes them, each once; with a pretrained start those of
     * the plan alone.
     */
    List<String> flags(List<Setting> settings) {
        Map<String, OptionSpec> known = options();
        boolean starts = settings.stream().anyMatch(setting -> setting.key().equals(PRETRAINED));
        var last = new LinkedHashMap<String, String>();
        given.stream()
                .filter(word -> !starts || !SpecOptions.declares(known.get(flag(word))))
                .forEach(word -> last.put(flag(word), word));
        for (Setting setting : settings) {
            Stream<String> words =
                    setting.key().equals(PRETRAINED) ? Stream.of("--from=" + setting.value()) : words(setting, known);
            words.forEach(word -> last.put(flag(word), word));
        }
        return List.copyOf(last.values());
    }

    @Override
    public void close() {
        starts.values().forEach(Autoencoder::close);
    }

    private static String flag(String word) {
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        return name.startsWith("--no-") ? DASHES + name.substring("--no-".length()) : name;
    }

    private Autoencoder start(String file, List<Setting> others) {
        Map<String, OptionSpec> known = options();
        List<Setting> refused = others.stream()
                .filter(s -> known.get(DASHES + s.key()) != null && SpecOptions.declares(known.get(DASHES + s.key())))
                .toList();
        if (!refused.isEmpty()) {
            throw new InvalidSpecException("a pretrained model keeps its specification; leave out " + name(refused));
        }
        return starts.computeIfAbsent(file, name -> {
            try {
                Autoencoder model = loaded(Path.of(name));
                samples.conformTo(model.spec().schema(), Imputation.keep());
                return model;
            } catch (InvalidPathException e) {
                throw new InvalidSpecException("'" + name + "' cannot be a file's name: " + e.getReason());
            }
        });
    }

    /** A model, or an encoder with a new decoder. */
    private Autoencoder loaded(Path file) {
        try {
            return Autoencoder.load(file);
        } catch (ModelFileException notModel) {
            try (PretrainedEncoder encoder = PretrainedEncoder.load(file)) {
                return encoder.withNewDecoder(defaults.seed());
            } catch (ModelFileException notEncoder) {
                throw notModel;
            }
        }
    }

    private RecipeOptions parsed(List<Setting> settings) {
        Map<String, OptionSpec> known = options();
        var words = new ArrayList<>(given);
        settings.forEach(setting -> words(setting, known).forEach(words::add));
        var flags = new Flags();
        line(flags).parseArgs(words.toArray(String[]::new));
        return flags.recipe;
    }

    private static CommandLine line(Flags flags) {
        return new CommandLine(flags)
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setTrimQuotes(false);
    }

    private static Map<String, OptionSpec> options() {
        return line(new Flags()).getCommandSpec().options().stream()
                .collect(Collectors.toMap(OptionSpec::longestName, option -> option));
    }

    private static Stream<String> words(OptionSpec option) {
        if (option.getValue() instanceof Boolean on) {
            return Stream.of(
                    on ? option.longestName() : "--no-" + option.longestName().substring(DASHES.length()));
        }
        return Stream.of(option.longestName() + "=" + String.join(",", option.originalStringValues()));
    }

    /** A plus stands for the comma inside a value. */
    private static Stream<String> words(Setting setting, Map<String, OptionSpec> known) {
        if (setting.key().equals(CLIPPING)) {
            return clipping(setting);
        }
        OptionSpec option = known.get(DASHES + setting.key());
        if (isSwitch(option)) {
            return switch (setting.value()) {
                case "yes" -> Stream.of(option.longestName());
                case "no" -> Stream.of("--no-" + setting.key());
                default ->
                    throw new WrongInput("%s is yes or no, found '%s'".formatted(setting.key(), setting.value()));
            };
        }
        boolean isList = !option.splitRegex().isEmpty();
        return Stream.of(option.longestName() + "=" + (isList ? setting.value().replace('+', ',') : setting.value()));
    }

    private static Stream<String> clipping(Setting setting) {
        Choice choice = Choice.of(CLIPPING, setting.value(), List.of("none", "norm:C", "value:C"));
        return choice.name().equals("none")
                ? Stream.of()
                : Stream.of("--clip-" + choice.name() + "="
                        + setting.value().substring(choice.name().length() + 1));
    }

    private static boolean isSwitch(ArgSpec option) {
        return option.typeInfo().isBoolean();
    }
}
