/** What is known of models, jobs and their blocks: a compacted topic, the view of it that a process follows, and who writes it. */
@NullMarked
package dev.waybill.batch.ledger;

import org.jspecify.annotations.NullMarked;
