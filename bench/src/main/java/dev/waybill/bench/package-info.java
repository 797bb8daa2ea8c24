/** Measurements: us, the ceiling and the peers in one run, as ratios. */
@NullMarked
package dev.waybill.bench;

import org.jspecify.annotations.NullMarked;
