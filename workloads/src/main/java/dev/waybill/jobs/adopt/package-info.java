/** Takes over the executions that another program kept in its own {@code bnp.process_executions}. */
@NullMarked
package dev.waybill.jobs.adopt;

import org.jspecify.annotations.NullMarked;
