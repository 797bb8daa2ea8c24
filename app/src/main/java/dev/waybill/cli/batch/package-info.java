/** {@code waybill batch}: files into tables. */
@NullMarked
package dev.waybill.cli.batch;

import org.jspecify.annotations.NullMarked;
