/** The way in: from a Kafka record to the plan of what to register. */
@NullMarked
package dev.waybill.pid.intake;

import org.jspecify.annotations.NullMarked;
