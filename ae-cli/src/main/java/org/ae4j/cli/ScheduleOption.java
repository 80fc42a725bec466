package org.ae4j.cli;

import java.util.List;
import org.ae4j.train.Schedule;
import picocli.CommandLine.Option;

/** How the learning rate moves, as flags; a flag that is absent changes nothing. */
final class ScheduleOption {
    private static final String FLAG = "--schedule";
    private static final List<String> KNOWN = List.of(
            "constant",
            "one-cycle",
            "cosine",
            "cosine:END",
            "step:EPOCHS:FACTOR",
            "exponential:FACTOR",
            "plateau:PATIENCE:FACTOR");

    @Option(
            names = FLAG,
            paramLabel = "NAME",
            description = "Of the learning rate: constant; one-cycle; cosine or cosine:END, down to that share of it;"
                    + " step:EPOCHS:FACTOR, times FACTOR after so many epochs; exponential:FACTOR, times FACTOR over each"
                    + " epoch; plateau:PATIENCE:FACTOR, times FACTOR after more than PATIENCE epochs without a better"
                    + " validation loss, or training loss where nothing is validated. Default: constant; with a"
                    + " corruption and of finetune one-cycle.")
    private String schedule;

    @Option(
            names = "--warm-up",
            paramLabel = "EPOCHS",
            description = "Raise the learning rate evenly over so many epochs before the schedule begins; not with"
                    + " one-cycle, which does so itself. Default: no.")
    private Double warmUp;

    /** The schedule with what the flags change. */
    Schedule apply(Schedule base) {
        Schedule chosen = schedule == null ? base : chosen();
        return warmUp == null ? chosen : chosen.warmUp(warmUp);
    }

    private Schedule chosen() {
        Choice choice = Choice.of(FLAG, schedule, KNOWN);
        return switch (choice.name()) {
            case "constant" -> Schedule.constant();
            case "one-cycle" -> Schedule.oneCycle();
            case "cosine" -> choice.number() == null ? Schedule.cosine() : Schedule.cosine(choice.number());
            case "step" -> Schedule.step(epochs(choice), choice.numbers().get(1));
            case "exponential" -> Schedule.exponential(choice.number());
            default -> Schedule.reduceOnPlateau(epochs(choice), choice.numbers().get(1), 0);
        };
    }

    private int epochs(Choice choice) {
        return choice.whole(0, FLAG, "epochs", schedule);
    }
}
