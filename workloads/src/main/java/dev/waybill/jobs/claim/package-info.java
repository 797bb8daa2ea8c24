/** Jobs on their way: claimed by workers, reported, taken from those that are gone, changed by operators. */
@NullMarked
package dev.waybill.jobs.claim;

import org.jspecify.annotations.NullMarked;
