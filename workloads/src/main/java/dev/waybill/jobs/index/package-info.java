/** An Open Data Cube index as it is read: its forms, which of its sources a processor wants, and what is known of each. */
@NullMarked
package dev.waybill.jobs.index;

import org.jspecify.annotations.NullMarked;
