/** {@code status}: one line for each process, consumer group and API that is known here. */
@NullMarked
package dev.waybill.cli.status;

import org.jspecify.annotations.NullMarked;
