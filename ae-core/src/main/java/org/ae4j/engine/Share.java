package org.ae4j.engine;

import org.ae4j.engine.kernel.Kernels;

/** A member's share of a pass over a batch: the rows {@code from} … {@code from + rows − 1}, and what it computes them with. */
final class Share {
    private final Kernels kernels;
    private final Buffers buffers;
    private final Team team;
    private final int member;
    private final int batchRows;
    private final int from;
    private final int rows;
    private Share whole; // of all steps, kept: steps shall leave nothing on the heap

    /**
     * Some rows of a pass.
     *
     * @param kernels the member's own
     * @param buffers of all members
     * @param team that the member belongs to; null in a pass of one thread in use
     * @param batchRows of all members
     */
    Share(Kernels kernels, Buffers buffers, Team team, int member, int batchRows, int from, int rows) {
        this.kernels = kernels;
        this.buffers = buffers;
        this.team = team;
        this.member = member;
        this.batchRows = batchRows;
        this.from = from;
        this.rows = rows;
    }

    /** An equal share of the rows. */
    static Share of(Kernels kernels, Buffers buffers, Team team, int member, int batchRows) {
        int from = start(batchRows, member, team.size());
        int rows = start(batchRows, member + 1, team.size()) - from;
        return new Share(kernels, buffers, team, member, batchRows, from, rows);
    }

    /**
     * In how many pieces the share's rows of all steps lie in {@code [steps, batchRows, …]}: in one where they are all rows, or
     * else in one for each step.
     */
    int pieces(int steps) {
        return rows == batchRows ? 1 : steps;
    }

    /** One of the {@link #pieces}, as a share of {@code [steps · batchRows, …]}. */
    Share piece(int which, int steps) {
        if (steps == 1) {
            return this;
        }
        if (rows < batchRows) {
            return new Share(kernels, buffers, team, member, steps * batchRows, which * batchRows + from, rows);
        }
        if (whole == null || whole.rows != rows * steps) {
            whole = new Share(kernels, buffers, team, member, steps * batchRows, from, rows * steps);
        }
        return whole;
    }

    Kernels kernels() {
        return kernels;
    }

    Buffers buffers() {
        return buffers;
    }

    Team team() {
        return team;
    }

    int member() {
        return member;
    }

    int batchRows() {
        return batchRows;
    }

    int from() {
        return from;
    }

    int rows() {
        return rows;
    }

    /** How many rows another member's share of the batch has. */
    int rowsOf(int other) {
        return start(batchRows, other + 1, team.size()) - start(batchRows, other, team.size());
    }

    /** Where this member's share of {@code count} things begins. */
    int first(int count) {
        return start(count, member, team.size());
    }

    /** One past the last of this member's share of {@code count} things. */
    int last(int count) {
        return start(count, member + 1, team.size());
    }

    private static int start(int count, int member, int members) {
        return (int) ((long) count * member / members);
    }
}
