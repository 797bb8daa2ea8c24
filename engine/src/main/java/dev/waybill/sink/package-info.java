/** Sinks that are ready to use: another Kafka topic, an HTTP service. */
@NullMarked
package dev.waybill.sink;

import org.jspecify.annotations.NullMarked;
