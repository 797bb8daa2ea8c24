/** What a pipeline tells of each attempt to deliver, for a program that makes spans of it, and what goes along to whom it delivers. */
@NullMarked
package dev.waybill.trace;

import org.jspecify.annotations.NullMarked;
