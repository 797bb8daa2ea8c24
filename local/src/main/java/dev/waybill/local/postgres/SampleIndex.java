package dev.waybill.local.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/**
 * Fills an index with products that look as those of the world do.
 *
 * <p>The n-th dataset of a product is always the same: its id is {@code md5('PRODUCT:N')}, so one that is there is left
 * as it is. Thread-safe: nothing changes after birth.
 */
public final class SampleIndex {
    private static final long ROWS_PER_TRANSACTION = 50_000;

    private final Datacube datacube;
    private final IndexForm form;
    private final boolean hasWholeDocuments;

    private SampleIndex(Datacube datacube, IndexForm form, boolean hasWholeDocuments) {
        this.datacube = datacube;
        this.form = form;
        this.hasWholeDocuments = hasWholeDocuments;
    }

    /** With documents of 2 to 4 kB, as real ones have. */
    public static SampleIndex of(Datacube datacube, IndexForm form) {
        return new SampleIndex(datacube, form, true);
    }

    /** With documents of 200 to 300 bytes: what is read of them, and no more. For millions. */
    public SampleIndex withShortDocuments() {
        return new SampleIndex(datacube, form, false);
    }

    /**
     * Adds {@code count} datasets of a mixed index: 45 % level 1C, 45 % level 2A, 5 % land cover, 5 % Landsat. Two connections at
     * once: making up a document keeps one processor busy.
     */
    public void addMixed(long count) throws SQLException {
        long small = count / 20;
        long level2 = (count - 2 * small) / 2;
        CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> {
            addUnchecked(SampleProduct.S2_MSIL2A_COG, level2);
            addUnchecked(SampleProduct.NMD_LAND_COVER, small);
        });
        try {
            add(SampleProduct.S2_MSIL1C, 0, count - 2 * small - level2);
            add(SampleProduct.LS8_C2L2, 0, small);
        } finally {
            beside.join();
        }
    }

    private void addUnchecked(SampleProduct product, long count) {
        try {
            add(product, 0, count);
        } catch (SQLException e) {
            throw new IllegalStateException("the datasets of " + product.productName() + " could not be added", e);
        }
    }

    /** Adds the datasets from number {@code first} on, in transactions of 50 000 rows. */
    public void add(SampleProduct product, long first, long count) throws SQLException {
        try (Connection connection = datacube.superuser().connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // Rows made by us refer to rows made by us: nothing to check for each of millions.
                statement.execute("SET session_replication_role = replica");
                statement.execute("SET synchronous_commit = off");
                statement.execute("SET work_mem = '64MB'");
                statement.execute(Datacube.script("samples"));
                statement.execute(Datacube.script("samples-" + form.schema()));
            }
            String call = "SELECT pg_temp.add_samples(?, ?, ?, ?)";
            try (PreparedStatement insert = connection.prepareStatement(call)) {
                for (long from = first; from < first + count; from += ROWS_PER_TRANSACTION) {
                    insert.setString(1, product.productName());
                    insert.setLong(2, from);
                    insert.setLong(3, Math.min(from + ROWS_PER_TRANSACTION, first + count) - 1);
                    insert.setBoolean(4, hasWholeDocuments);
                    insert.executeQuery().close();
                    connection.commit();
                }
            }
        }
    }
}
