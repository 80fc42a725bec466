/**
 * Weights from elsewhere: DL4J networks of the user's own, their zip files, Keras files, and PyTorch weights in safetensors.
 *
 * <p>No file is believed and nothing in one is run. What a network does is read from its configuration as values, layer by
 * layer, by the explicit list of {@link org.ae4j.spec.Architecture#of}; numbers are read by their documented layout alone, in
 * memory that the size of the file bounds. There is no Java serialisation and no pickle anywhere.
 *
 * <p>How weights lie, and what is done with them so that codes come out the same. A DL4J dense layer computes {@code xW + b}
 * with W {@code [in, out]}, and its LSTM holds the gates in the order candidate, forget, output, input.
 *
 * <table>
 *   <caption>Layouts</caption>
 *   <tr><th>layer</th><th>Keras (imported by DL4J)</th><th>PyTorch</th></tr>
 *   <tr><td>dense</td><td>{@code [in, out]}, as here</td><td>{@code [out, in]}, transposed</td></tr>
 *   <tr><td>convolution</td><td>{@code [height, width, in, out]}, permuted to {@code [out, in, height, width]}</td>
 *       <td>{@code [out, in, height, width]}, as here</td></tr>
 *   <tr><td>LSTM gates</td><td>input, forget, candidate, output; one bias</td>
 *       <td>input, forget, candidate, output, as rows; two biases, which are added</td></tr>
 *   <tr><td>batch normalisation</td><td>γ, β, mean, variance</td><td>weight, bias, running_mean, running_var</td></tr>
 *   <tr><td>a flattened grid</td><td>channels last</td><td>channels first, as rows of images here</td></tr>
 * </table>
 */
package org.ae4j.pretrain.foreign;
