/** What an ESGF publication event says, read strictly from the bytes of a Kafka record. */
@NullMarked
package dev.waybill.pid.event;

import org.jspecify.annotations.NullMarked;
