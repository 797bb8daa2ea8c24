/** Processors: what they process, in which order, and how hard they try. */
@NullMarked
package dev.waybill.jobs.processor;

import org.jspecify.annotations.NullMarked;
