/** A real Kafka broker in this JVM: one node, loopback only, made for laptops and tests. */
@NullMarked
package dev.waybill.local.kafka;

import org.jspecify.annotations.NullMarked;
