/** The little a command does with Kafka by itself: find a broker, create topics, send records. */
@NullMarked
package dev.waybill.cli.kafka;

import org.jspecify.annotations.NullMarked;
