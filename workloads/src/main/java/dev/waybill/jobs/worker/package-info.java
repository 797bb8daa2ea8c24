/** A worker that has its jobs done by a command: one process group for each, ended when the job is no longer ours. */
@NullMarked
package dev.waybill.jobs.worker;

import org.jspecify.annotations.NullMarked;
