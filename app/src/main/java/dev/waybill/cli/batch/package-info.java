/** The commands of the batch workload. */
@NullMarked
package dev.waybill.cli.batch;

import org.jspecify.annotations.NullMarked;
