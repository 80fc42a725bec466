package org.ae4j.train;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line per epoch. */
final class LoggingListener implements TrainingListener {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    @Override
    public void onStart(TrainingStart start) {
        LOG.info(
                "{}: {} parameters, {} rows, {} epochs of {} steps on {}, engine {}, {} thread(s)",
                start.preset(),
                start.parameters(),
                start.trainRows(),
                start.epochs(),
                start.stepsPerEpoch(),
                start.backend(),
                start.engine(),
                start.threads());
    }

    @Override
    public void onEpoch(EpochResult result) {
        String validation = result.validationLoss().isPresent()
                ? String.format(
                        Locale.ROOT,
                        ", validation %.6g",
                        result.validationLoss().getAsDouble())
                : "";
        LOG.info(
                "epoch {}: loss {}{}",
                result.epoch(),
                String.format(Locale.ROOT, "%.6g", result.trainLoss()),
                validation);
    }

    @Override
    public void onEnd(History history) {
        if (history.stoppedEarly()) {
            LOG.info(
                    "stopped after epoch {}: no better validation loss since epoch {}",
                    history.last().epoch(),
                    history.bestEpoch());
        }
    }
}
