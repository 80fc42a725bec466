package org.ae4j.layer;

/** The code is what the encoder gives: {@code [rows, size] → [rows, size]}. */
public final class PlainCode implements CodeFunction {
    private final int size;
    private int numbers;

    /**
     * A code of this size.
     *
     * @param size at least 1
     * @throws org.ae4j.InvalidSpecException if it is not
     */
    public PlainCode(int size) {
        Require.size(size);
        this.size = size;
    }

    @Override
    public int inputs() {
        return size;
    }

    @Override
    public int outputs() {
        return size;
    }

    @Override
    public double forward(double[] given, int rows, double[] code, Step step) {
        numbers = rows * size;
        use(given, rows, code);
        return 0;
    }

    @Override
    public void backward(double[] codeGradient, double[] givenGradient) {
        System.arraycopy(codeGradient, 0, givenGradient, 0, numbers);
    }

    @Override
    public void use(double[] given, int rows, double[] code) {
        System.arraycopy(given, 0, code, 0, rows * size);
    }

    @Override
    public String text() {
        return "plain " + size;
    }
}
