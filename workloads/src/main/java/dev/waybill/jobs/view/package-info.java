/** What operators read: jobs, their history, workers and counts. Reads only. */
@NullMarked
package dev.waybill.jobs.view;

import org.jspecify.annotations.NullMarked;
