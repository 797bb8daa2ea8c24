/** Signs of life to a topic, in the form that OpenMSIStream's programs send them. */
@NullMarked
package dev.waybill.heartbeat;

import org.jspecify.annotations.NullMarked;
