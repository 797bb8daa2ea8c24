/** From the index to jobs: what is new as it appears, and now and then all that there is. */
@NullMarked
package dev.waybill.jobs.discover;

import org.jspecify.annotations.NullMarked;
