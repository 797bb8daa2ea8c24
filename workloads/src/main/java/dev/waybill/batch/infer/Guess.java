package dev.waybill.batch.infer;

import dev.waybill.batch.model.ColumnType;

/**
 * The type of one column, and why.
 *
 * @param values cells that hold something
 * @param empty rows without a value
 * @param example one of the values; empty where there is none
 * @param reason why no narrower type will do; empty where this is the narrowest
 */
public record Guess(String column, ColumnType type, long values, long empty, String example, String reason) {}
