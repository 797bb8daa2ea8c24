/** Queues in PostgreSQL, filled to a size, and what takes jobs from them. */
@NullMarked
package dev.waybill.bench.jobs;

import org.jspecify.annotations.NullMarked;
