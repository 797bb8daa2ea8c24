/** The failure store on a topic: original bytes, the cause in headers, values that are too large in files beside it. */
@NullMarked
package dev.waybill.failure.topic;

import org.jspecify.annotations.NullMarked;
