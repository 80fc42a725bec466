package org.ae4j.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Supplier;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** DL4J's updaters that are sound, by name, and what else may not be used and why. */
public final class Updaters {
    private static final Map<String, Kind<?>> KINDS = kinds();

    private Updaters() {}

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return List.copyOf(KINDS.keySet());
    }

    /**
     * The updater of this name with DL4J's defaults.
     *
     * @throws InvalidSpecException if there is none of this name
     */
    public static IUpdater named(String name) {
        return kind(name).fresh();
    }

    /** An updater as JSON: its {@code type} and its numbers. */
    static ObjectNode write(IUpdater updater) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (var entry : KINDS.entrySet()) {
            if (entry.getValue().type == updater.getClass()) {
                json.put("type", entry.getKey());
                entry.getValue().write(updater, json);
                return json;
            }
        }
        throw refused(updater);
    }

    /** The updater that JSON describes; numbers that it does not name have DL4J's defaults. */
    static IUpdater read(JsonNode json) {
        return kind(json.path("type").asText()).read(json);
    }

    /** A copy of a sound updater; refuses the others with the reason. */
    static IUpdater checked(IUpdater updater) {
        if (updater == null) {
            throw new InvalidSpecException("the plan has no updater; choose one such as new Adam(1e-3)");
        }
        IUpdater copy = read(write(updater));
        if (!copy.equals(updater)) {
            throw new InvalidSpecException(
                    "an updater with a schedule of its own cannot be used: set TrainingPlan.schedule instead");
        }
        double rate = copy.hasLearningRate() ? copy.getLearningRate(0, 0) : 1;
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new InvalidSpecException("the learning rate is a finite number above 0, found " + rate);
        }
        return copy;
    }

    private static Kind<?> kind(String name) {
        Kind<?> kind = KINDS.get(name);
        if (kind == null) {
            throw new InvalidSpecException("there is no updater '" + name + "'" + Suggestion.forUnknown(name, names()));
        }
        return kind;
    }

    private static InvalidSpecException refused(IUpdater updater) {
        String reason = "it is not one of " + String.join(", ", names());
        if (updater instanceof Nadam) {
            reason = "DL4J 1.0.0-M2.1 does not correct the bias of its second moment; use Adam";
        } else if (updater instanceof AdaBelief) {
            reason = "it throws in DL4J 1.0.0-M2.1; use Adam";
        } else if (updater instanceof NoOp) {
            reason = "it applies the raw gradient; to keep weights fixed, freeze them";
        }
        return new InvalidSpecException(updater.getClass().getSimpleName() + " cannot be used: " + reason);
    }

    private static Map<String, Kind<?>> kinds() {
        var kinds = new LinkedHashMap<String, Kind<?>>();
        kinds.put(
                "adam",
                new Kind<>(Adam.class, Adam::new)
                        .number("learningRate", Adam::getLearningRate, Adam::setLearningRate)
                        .number("beta1", Adam::getBeta1, Adam::setBeta1)
                        .number("beta2", Adam::getBeta2, Adam::setBeta2)
                        .number("epsilon", Adam::getEpsilon, Adam::setEpsilon));
        kinds.put(
                "amsgrad",
                new Kind<>(AMSGrad.class, AMSGrad::new)
                        .number("learningRate", AMSGrad::getLearningRate, AMSGrad::setLearningRate)
                        .number("beta1", AMSGrad::getBeta1, AMSGrad::setBeta1)
                        .number("beta2", AMSGrad::getBeta2, AMSGrad::setBeta2)
                        .number("epsilon", AMSGrad::getEpsilon, AMSGrad::setEpsilon));
        kinds.put(
                "adamax",
                new Kind<>(AdaMax.class, AdaMax::new)
                        .number("learningRate", AdaMax::getLearningRate, AdaMax::setLearningRate)
                        .number("beta1", AdaMax::getBeta1, AdaMax::setBeta1)
                        .number("beta2", AdaMax::getBeta2, AdaMax::setBeta2)
                        .number("epsilon", AdaMax::getEpsilon, AdaMax::setEpsilon));
        kinds.put(
                "sgd",
                new Kind<>(Sgd.class, Sgd::new).number("learningRate", Sgd::getLearningRate, Sgd::setLearningRate));
        kinds.put(
                "nesterovs",
                new Kind<>(Nesterovs.class, Nesterovs::new)
                        .number("learningRate", Nesterovs::getLearningRate, Nesterovs::setLearningRate)
                        .number("momentum", Nesterovs::getMomentum, Nesterovs::setMomentum));
        kinds.put(
                "rmsprop",
                new Kind<>(RmsProp.class, RmsProp::new)
                        .number("learningRate", RmsProp::getLearningRate, RmsProp::setLearningRate)
                        .number("decay", RmsProp::getRmsDecay, RmsProp::setRmsDecay)
                        .number("epsilon", RmsProp::getEpsilon, RmsProp::setEpsilon));
        kinds.put(
                "adagrad",
                new Kind<>(AdaGrad.class, AdaGrad::new)
                        .number("learningRate", AdaGrad::getLearningRate, AdaGrad::setLearningRate)
                        .number("epsilon", AdaGrad::getEpsilon, AdaGrad::setEpsilon));
        kinds.put(
                "adadelta",
                new Kind<>(AdaDelta.class, AdaDelta::new)
                        .number("rho", AdaDelta::getRho, AdaDelta::setRho)
                        .number("epsilon", AdaDelta::getEpsilon, AdaDelta::setEpsilon));
        return kinds;
    }

    private record Number<U>(Function<U, Double> get, ObjDoubleConsumer<U> set) {}

    /** One kind of updater and its numbers by name. */
    private static final class Kind<U extends IUpdater> {
        private final Class<U> type;
        private final Supplier<U> fresh;
        private final Map<String, Number<U>> numbers = new LinkedHashMap<>();

        Kind(Class<U> type, Supplier<U> fresh) {
            this.type = type;
            this.fresh = fresh;
        }

        Kind<U> number(String name, Function<U, Double> get, ObjDoubleConsumer<U> set) {
            numbers.put(name, new Number<>(get, set));
            return this;
        }

        U fresh() {
            return fresh.get();
        }

        void write(IUpdater updater, ObjectNode json) {
            numbers.forEach((name, number) -> json.put(name, number.get.apply(type.cast(updater))));
        }

        U read(JsonNode json) {
            U updater = fresh.get();
            json.fieldNames().forEachRemaining(name -> {
                if (numbers.containsKey(name)) {
                    numbers.get(name).set.accept(updater, json.path(name).asDouble());
                } else if (!name.equals("type")) {
                    throw new InvalidSpecException(
                            "updater '" + json.path("type").asText() + "' has no '" + name + "'"
                                    + Suggestion.forUnknown(name, numbers.keySet()));
                }
            });
            return updater;
        }
    }
}
