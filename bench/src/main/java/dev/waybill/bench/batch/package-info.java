/** Rows on their way from a file to ClickHouse, and the plainest ways there. */
@NullMarked
package dev.waybill.bench.batch;

import org.jspecify.annotations.NullMarked;
