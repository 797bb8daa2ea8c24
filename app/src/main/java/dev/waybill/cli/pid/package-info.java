/** The commands of the PID workload. */
@NullMarked
package dev.waybill.cli.pid;

import org.jspecify.annotations.NullMarked;
