/** One contender at work on one topic, in a JVM of its own that can be timed, bounded and killed. */
@NullMarked
package dev.waybill.bench.trial;

import org.jspecify.annotations.NullMarked;
