package dev.waybill.batch.model;

/**
 * One column of a table.
 *
 * @param spelling the type as the model writes it, for example {@code TIMESTAMP} for a {@code UInt32}
 */
public record Column(String name, ColumnType type, String spelling) {
    private static final ColumnType SECONDS = new ColumnType.Whole(32, false);

    /**
     * The type as reports of rejected rows call it: as the model writes it. A {@code UInt32} named {@code timestamp} is what the seed
     * documents call a {@code TIMESTAMP}, and is shown so.
     */
    public String shownType() {
        return name.equals("timestamp") && type.equals(SECONDS) ? "TIMESTAMP" : spelling;
    }

    public boolean isNullable() {
        return type.isNullable();
    }
}
