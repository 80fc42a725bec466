package org.ae4j.layer;

/** What a loss is made of; every part with its weight, as it counts in the sum. */
public enum LossPart {
    /** What the reconstructions cost by their likelihood, with the normaliser of a learned σ. */
    RECONSTRUCTION("reconstruction"),
    /** How far drawn codes are from the prior: β · KL, see {@link VariationalCode}. */
    DIVERGENCE("divergence"),
    /** How far codes are from the codebook: commitment, see {@link VectorQuantizedCode}. */
    COMMITMENT("commitment"),
    /** How far the distribution of codes is from the prior, see {@link MmdTerm}. */
    DISCREPANCY("discrepancy"),
    /** How far the mean activations of a code are from the wanted ones, see {@link SparsityTerm}. */
    SPARSITY("sparsity"),
    /** The cross-entropy of the classes that a head reads off the code. */
    GUIDANCE("guidance"),
    /** The penalty on the encoder's Jacobian. */
    CONTRACTION("contraction"),
    /** L1, L2 and weight decay, as DL4J counts them. */
    WEIGHTS("weights"),
    /** What codes pay for not passing as draws from the prior: a game, no part of the sum. */
    CODE_GAME("codeGame"),
    /** What reconstructions and draws pay for not passing as real rows: a game, no part of the sum. */
    ROW_GAME("rowGame");

    private final String label;

    LossPart(String label) {
        this.label = label;
    }

    /** As files name it, such as {@code "reconstruction"}. */
    public String label() {
        return label;
    }

    /** Whether the reported loss holds it. A game's loss need not fall while all goes well, and is told beside the sum. */
    public boolean counts() {
        return this != CODE_GAME && this != ROW_GAME;
    }
}
