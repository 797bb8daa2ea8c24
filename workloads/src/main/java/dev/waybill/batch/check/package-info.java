/** Rows held against a schema: those that fit, as ClickHouse takes them, and why the others do not. */
@NullMarked
package dev.waybill.batch.check;

import org.jspecify.annotations.NullMarked;
