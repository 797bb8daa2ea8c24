/** Parquet files as lines of JSON arrays, which need no file once they are written. */
@NullMarked
package dev.waybill.batch.read.parquet;

import org.jspecify.annotations.NullMarked;
