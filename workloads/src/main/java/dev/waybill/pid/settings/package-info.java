/** The settings of the PID workload as values that were checked once. */
@NullMarked
package dev.waybill.pid.settings;

import org.jspecify.annotations.NullMarked;
