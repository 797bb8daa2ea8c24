/** Replay as a job: parked records through the same pipeline once more, none forgotten before it has arrived. */
@NullMarked
package dev.waybill.replay;

import org.jspecify.annotations.NullMarked;
