package dev.waybill.batch.block;

import dev.waybill.batch.read.Rows;

/**
 * A run of whole rows of an upload, the unit of a batch.
 *
 * @param index counts from 0 within the job
 */
public record Block(String job, int index, Rows rows) {}
