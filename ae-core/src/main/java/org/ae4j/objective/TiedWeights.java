package org.ae4j.objective;

import java.util.List;
import org.ae4j.compile.WeightBlock;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.layer.Step;

/**
 * The decoder's weights are the encoder's, transposed: W has the sum of both gradients, and the decoder gets a copy of it after
 * each step. The decoder's own updates of its copies are lost in that.
 */
final class TiedWeights implements ParameterRule {
    private final TrainableNetwork encoder;
    private final TrainableNetwork decoder;
    private final List<WeightBlock> encoderBlocks;
    private final List<WeightBlock> decoderBlocks;
    private final double[] first;
    private final double[] second;

    TiedWeights(
            TrainableNetwork encoder,
            TrainableNetwork decoder,
            List<WeightBlock> encoderBlocks,
            List<WeightBlock> decoderBlocks) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.encoderBlocks = encoderBlocks;
        this.decoderBlocks = decoderBlocks;
        int most = encoderBlocks.stream().mapToInt(WeightBlock::length).max().orElseThrow();
        this.first = new double[most];
        this.second = new double[most];
    }

    @Override
    public void afterBackward(Step step, int rows) {
        for (WeightBlock block : encoderBlocks) {
            WeightBlock mirror = mirror(block);
            encoder.readGradients(block.from(), block.length(), first);
            decoder.readGradients(mirror.from(), mirror.length(), second);
            for (int j = 0; j < block.outputs(); j++) {
                for (int i = 0; i < block.inputs(); i++) {
                    first[j * block.inputs() + i] += second[i * block.outputs() + j];
                }
            }
            encoder.writeGradients(block.from(), block.length(), first);
        }
    }

    @Override
    public void afterUpdate(Step step) {
        for (WeightBlock block : encoderBlocks) {
            WeightBlock mirror = mirror(block);
            encoder.readParameters(block.from(), block.length(), first);
            for (int j = 0; j < block.outputs(); j++) {
                for (int i = 0; i < block.inputs(); i++) {
                    second[i * block.outputs() + j] = first[j * block.inputs() + i];
                }
            }
            decoder.writeParameters(mirror.from(), mirror.length(), second);
        }
    }

    private WeightBlock mirror(WeightBlock block) {
        return decoderBlocks.get(decoderBlocks.size() - 1 - encoderBlocks.indexOf(block));
    }
}
