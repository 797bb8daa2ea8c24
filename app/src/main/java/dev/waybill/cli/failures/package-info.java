/** {@code failures} and {@code replay}: what is parked, why, and once more through the pipeline with it. */
@NullMarked
package dev.waybill.cli.failures;

import org.jspecify.annotations.NullMarked;
